"""Knows the languages of the service, as the API tells them."""

from harbors import text
from schema.enums import described

Language = described(
    text.Language,
    "The languages of the service.",
    FI="Finnish.",
    SV="Swedish.",
    EN="English.",
)
