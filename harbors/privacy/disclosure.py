"""Knows how an order of non-disclosure takes effect: everywhere at once."""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.access.records import PersonId
from harbors.applications.ownership import hide_applicants
from harbors.customers.commands import disclose_again, disclose_nothing
from harbors.sql import Connection


async def set_non_disclosure(connection: Connection, wanted: bool, *, person_id: PersonId, now: datetime) -> bool:
    """Set or lift the order; whether it stood before. Acts as the system, which may attest a residence.

    Address, postal code and municipality go from profile and applications. Messages never hold them.
    """
    await act_as_system(connection)
    change = disclose_nothing if wanted else disclose_again
    before, _ = await change(connection, person_id=person_id, now=now)
    if wanted:
        await hide_applicants(connection, person_id)
    return before.non_disclosure
