"""Knows which place a tenant brings into a round, to keep it or to change it: the own one, found by the system."""

from harbors.access.records import PersonId
from harbors.applications.kinds import GIVEN
from harbors.applications.records import Form
from harbors.leases.reads import current_leases
from harbors.leases.records import LeaseId
from harbors.rounds.records import Round
from harbors.sql import Connection


async def place_brought(
    connection: Connection, form: Form, a_round: Round, *, person_id: PersonId | None
) -> LeaseId | None:
    """The lease that is named, or else the newest that counts for the round; ``None`` where there is none.

    On paper there is no account: a clerk names the lease.
    """
    whose = None if form.organisation_id is not None else person_id
    if whose is None and form.organisation_id is None and form.lease_id is None:
        return None
    leases = await current_leases(
        connection,
        provider_id=a_round.provider_id,
        season=a_round.season,
        kind=GIVEN[a_round.kind].place,
        person_id=whose,
        organisation_id=form.organisation_id,
    )
    return next((id for id in leases if form.lease_id in (None, id)), None)
