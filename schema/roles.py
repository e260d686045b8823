"""Knows the roles in which somebody acts for a provider, as the contract names them."""

from harbors.access import records
from schema.enums import described

Role = described(
    records.Role,
    "What somebody may do for a provider; each role may do all that those before it may.",
    VIEWER="Look.",
    CLERK="Look after resources, bookings and pictures.",
    MANAGER="Change what the provider tells of itself, invite and remove members, keep its programs and keys.",
    OWNER="Everything, making and unmaking owners included.",
)
