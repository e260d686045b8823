"""Knows how a tenant renews in one click, once renewals are on: the offer that stands, or one that is made here."""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.chance import Chance
from harbors.errors import Refused
from harbors.leases.keeping import hold_leases
from harbors.leases.reads import lease_with
from harbors.leases.records import Lease, LeaseId
from harbors.offers.pricing import Pricing
from harbors.offers.quoting import prices_of
from harbors.offers.reads import offer_with
from harbors.offers.records import Offer, OfferId
from harbors.places.kinds import PlaceKind
from harbors.renewals.making import Making, renew
from harbors.renewals.reads import STATEMENTS, candidates, seasons_from, time_zone_of
from harbors.renewals.records import Seasons
from harbors.renewals.refusals import renewals_refused
from harbors.renewals.rules import require_in_time, require_renewing
from harbors.seasons.reads import seasons_of
from harbors.seasons.records import SEASONAL
from harbors.sql import Connection


async def renew_lease(
    connection: Connection,
    lease_id: LeaseId,
    *,
    public_url: str,
    now: datetime,
    chance: Chance,
    prices: Pricing = prices_of,
) -> Offer:
    """The offer by which a tenant keeps the own place: the one that stands, or one that is made now.

    For whoever sees the lease; acts as the system. Raises ``NotFound``, and ``Refused`` before renewals are on, once
    they are over, and with the reason why this lease is not renewed.
    """
    await lease_with(connection, lease_id)
    await act_as_system(connection)
    await STATEMENTS.hold_items_of.rows(connection, lease_id=lease_id)
    lease = (await hold_leases(connection, [lease_id]))[lease_id]
    seasons = await _seasons(connection, lease)
    if standing := await _standing(connection, lease, seasons):
        return standing
    zone = await time_zone_of(connection, lease.provider_id)
    require_in_time(seasons, zone, now=now)
    await _require_sent(connection, seasons, now=now)
    return await _make(connection, lease, seasons, public_url=public_url, now=now, chance=chance, prices=prices)


async def _seasons(connection: Connection, lease: Lease) -> Seasons:
    for season in await seasons_of(connection, lease.provider_id):
        if season.days == lease.season and SEASONAL[season.kind] is await _kind(connection, lease):
            return await seasons_from(connection, season.id)
    raise renewals_refused("NO_NEXT_SEASON")


async def _kind(connection: Connection, lease: Lease) -> PlaceKind:
    return PlaceKind(await STATEMENTS.kind_of_place.value(connection, id=lease.place_id))


async def _standing(connection: Connection, lease: Lease, seasons: Seasons) -> Offer | None:
    days = seasons.after.days
    row = await STATEMENTS.open_renewal.row(connection, lease_id=lease.id, starts=days.starts, ends=days.ends)
    return None if row is None else await offer_with(connection, OfferId(row["id"]))


async def _require_sent(connection: Connection, seasons: Seasons, *, now: datetime) -> None:
    """Renewals are on once a run was started, or from the day on which they are sent."""
    sent_on = require_renewing(seasons.after).sent_on
    if now.date() < sent_on and not await STATEMENTS.newest_run.value(connection, season_id=seasons.after.id):
        raise renewals_refused("RENEWALS_NOT_SENT")


async def _make(
    connection: Connection,
    lease: Lease,
    seasons: Seasons,
    *,
    public_url: str,
    now: datetime,
    chance: Chance,
    prices: Pricing,
) -> Offer:
    making = Making(
        connection=connection, seasons=seasons, prices=prices, public_url=public_url, now=now, chance=chance
    )
    [item], made = await renew(making, await candidates(connection, [lease.id], seasons, now=now))
    if not made:
        raise Refused(item.problem) if item.problem else renewals_refused("NOT_RENEWABLE")
    await STATEMENTS.note_by_tenant.run(
        connection, lease_id=lease.id, season_id=seasons.after.id, offer_id=made[0].offer.id, now=now
    )
    return made[0].offer
