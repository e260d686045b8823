"""Knows how staff record the lease of an existing tenant: load, decide, write, in one transaction."""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.chance import Chance, draw_id
from harbors.leases.keeping import hold_places, keep_leases
from harbors.leases.reads import STATEMENTS
from harbors.leases.records import Draft, Lease, LeaseId, OccupancyId, Origin, Tenant
from harbors.leases.refusals import boat_has_place, boat_of_another, unknown_place, unknown_tenant
from harbors.leases.rules import check_draft, tidy
from harbors.places.records import ProviderId
from harbors.sql import Connection


async def record_lease(
    connection: Connection, draft: Draft, *, provider_id: ProviderId, now: datetime, chance: Chance
) -> Lease:
    """Keep the lease of an existing tenant. Acts as the system from the moment it is written.

    Raises ``NotFound`` for a place that is not the provider's, ``Refused`` with every reason for which the place is not
    for this boat, by how many centimetres included; the database refuses a place that somebody holds in that time.
    """
    draft = tidy(draft)
    place = (await hold_places(connection, [draft.place_id], provider_id=provider_id)).get(draft.place_id)
    if place is None:
        raise unknown_place()
    type_known = await STATEMENTS.boat_type_known.value(connection, type_id=draft.boat.type_id)
    period = check_draft(draft, place, type_known=type_known, now=now)
    lease = Lease(
        id=LeaseId(draw_id(chance)),
        provider_id=provider_id,
        place_id=draft.place_id,
        occupancy_id=OccupancyId(draw_id(chance)),
        season=draft.season,
        period=period,
        tenant=draft.tenant,
        boat=draft.boat,
        origin=Origin.RECORDED,
    )
    await _require_berthless(connection, lease)
    await keep_leases(connection, [lease], provider_id=provider_id, now=now)
    await act_as_system(connection)
    await _require_tenant(connection, lease.tenant)
    await _require_own_boat(connection, lease)
    return lease


async def _require_berthless(connection: Connection, lease: Lease) -> None:
    """One boat, one place: it lies nowhere else of the provider's in that time."""
    if lease.boat.registration is None:
        return
    found = await STATEMENTS.lease_of_boat.value(
        connection,
        provider_id=lease.provider_id,
        registration=lease.boat.registration,
        start=lease.period.start,
        end=lease.period.end,
    )
    if found is not None:
        raise boat_has_place()


async def _require_tenant(connection: Connection, tenant: Tenant) -> None:
    """The tenant is there; whoever asks need not see who that is."""
    if not await STATEMENTS.tenant_known.value(
        connection, person_id=tenant.person_id, organisation_id=tenant.organisation_id
    ):
        raise unknown_tenant()


async def _require_own_boat(connection: Connection, lease: Lease) -> None:
    """A boat that is kept here under its registration is the tenant's, where the tenant is known here, too."""
    tenant = lease.tenant
    if lease.boat.registration is None or not (tenant.person_id or tenant.organisation_id):
        return
    if await STATEMENTS.boat_of_another.value(
        connection,
        registration=lease.boat.registration,
        person_id=tenant.person_id,
        organisation_id=tenant.organisation_id,
    ):
        raise boat_of_another()
