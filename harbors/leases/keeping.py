"""Knows how leases are written: many in one statement, and ended in one; places and leases held in one order."""

from collections.abc import Sequence
from datetime import datetime

from harbors.errors import Refused
from harbors.leases.reads import STATEMENTS, leases_with, place_from_row
from harbors.leases.records import Ending, Lease, LeasedPlace, LeaseId
from harbors.leases.refusals import lease_fault, unknown_lease
from harbors.places.records import PlaceId, ProviderId
from harbors.sql import Connection


async def hold_leases(connection: Connection, ids: Sequence[LeaseId]) -> dict[LeaseId, Lease]:
    """Leases that nobody else changes until the transaction ends. Raises ``NotFound`` when one is not to be seen.

    Whoever holds leases and places holds the leases first: so nobody waits for each other.
    """
    held = {row["id"] for row in await STATEMENTS.hold_leases.rows(connection, ids=list(ids))}
    if held != set(ids):
        raise unknown_lease()
    return await leases_with(connection, ids)


async def hold_places(
    connection: Connection, ids: Sequence[PlaceId], *, provider_id: ProviderId
) -> dict[PlaceId, LeasedPlace]:
    """Places of a provider that stay as they are until the transaction ends; those that are not its are left out."""
    rows = await STATEMENTS.hold_places.rows(connection, ids=list(ids), provider_id=provider_id)
    return {row["id"]: place_from_row(row) for row in rows}


async def keep_leases(
    connection: Connection, leases: Sequence[Lease], *, provider_id: ProviderId, now: datetime
) -> None:
    """Write leases of one provider. The database refuses all of them when one place is taken.

    Raises ``Refused`` when one is being given in a round: else whoever keeps leases could have it drawn anew.
    """
    if await STATEMENTS.stands_in_a_draw.value(
        connection,
        provider_id=provider_id,
        place_ids=[lease.place_id for lease in leases],
        starts=[lease.period.start for lease in leases],
        ends=[lease.period.end for lease in leases],
    ):
        raise Refused(lease_fault("PLACE_IN_DRAW", field="placeId"))
    tenants, boats = [lease.tenant for lease in leases], [lease.boat for lease in leases]
    charges = [lease.charge for lease in leases]
    await STATEMENTS.add_leases.run(
        connection,
        provider_id=provider_id,
        now=now,
        ids=[lease.id for lease in leases],
        occupancy_ids=[lease.occupancy_id for lease in leases],
        place_ids=[lease.place_id for lease in leases],
        starts=[lease.period.start for lease in leases],
        ends=[lease.period.end for lease in leases],
        season_starts=[lease.season.starts for lease in leases],
        season_ends=[lease.season.ends for lease in leases],
        person_ids=[tenant.person_id for tenant in tenants],
        organisation_ids=[tenant.organisation_id for tenant in tenants],
        names=[tenant.name for tenant in tenants],
        emails=[tenant.email for tenant in tenants],
        languages=[tenant.language for tenant in tenants],
        type_ids=[boat.type_id for boat in boats],
        registrations=[boat.registration for boat in boats],
        beams=[boat.beam_mm for boat in boats],
        lengths=[boat.length_mm for boat in boats],
        draughts=[boat.draught_mm for boat in boats],
        masses=[boat.mass_kg for boat in boats],
        origins=[lease.origin for lease in leases],
        follows_ids=[lease.follows_id for lease in leases],
        order_ids=[charge and charge.order_id for charge in charges],
        worths=[charge and charge.worth for charge in charges],
        paid=[charge and charge.paid for charge in charges],
    )


async def mark_ended(
    connection: Connection,
    leases: Sequence[Lease],
    *,
    at: datetime,
    ending: Ending,
    reason: str | None = None,
    now: datetime,
) -> None:
    """Note that leases end at an instant, from which on their places are free."""
    ids = [lease.id for lease in leases]
    await STATEMENTS.end_leases.run(connection, ids=ids, at=at, ending=ending, reason=reason, now=now)
