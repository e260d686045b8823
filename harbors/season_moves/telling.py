"""Knows how the tenants of a season that was moved are told of its days: each once, in their language."""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.chance import Chance
from harbors.leases.reads import leases_with
from harbors.leases.records import Lease
from harbors.leases.telling import called, recipients
from harbors.notices.commands import notify
from harbors.notices.records import Template
from harbors.season_moves.commands import STATEMENTS
from harbors.seasons.reads import STATEMENTS as SEASONS
from harbors.seasons.reads import season_with
from harbors.seasons.records import SEASONAL, SeasonId
from harbors.sql import Connection


async def tell_season(connection: Connection, id: SeasonId, *, now: datetime, chance: Chance) -> None:
    """Have all tenants of a season told from when to when their leases run by now. Acts as the system."""
    await act_as_system(connection)
    season = await season_with(connection, id)
    reason = await SEASONS.moved_for.value(connection, id=id)
    rows = await STATEMENTS.leases_of.rows(
        connection,
        provider_id=season.provider_id,
        place_kind=SEASONAL[season.kind],
        starts=season.days.starts,
        ends=season.days.ends,
    )
    for lease in (await leases_with(connection, [row["id"] for row in rows])).values():
        await _tell(connection, lease, reason=reason, now=now, chance=chance)


async def _tell(connection: Connection, lease: Lease, *, reason: str, now: datetime, chance: Chance) -> None:
    place, season = await called(connection, lease.place_id), lease.season
    async for recipient in recipients(connection, lease.tenant):
        figures = {
            "place": place.in_language(recipient.language),
            "days": place.days(lease.period),
            "reason": reason,
        }
        key = f"season {season.starts} {season.ends} {lease.id} {recipient.person_id or recipient.address}"
        await notify(connection, recipient, Template.SEASON_MOVED, figures, key=key, now=now, chance=chance)
