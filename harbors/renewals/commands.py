"""Knows how a run of renewals is previewed, started, done some at a time, tried again and stopped."""

from collections.abc import Sequence
from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.chance import Chance, draw_id
from harbors.errors import Refused
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.leases.keeping import hold_leases
from harbors.leases.records import LeaseId
from harbors.offers.pricing import Pricing
from harbors.offers.quoting import prices_of
from harbors.renewals.making import Making, judged, note, renew
from harbors.renewals.reads import (
    STATEMENTS,
    candidates,
    hold_run,
    renewable,
    run_with,
    seasons_from,
    seasons_of_run,
    time_zone_of,
)
from harbors.renewals.records import Item, Preview, RenewalOutcome, RenewalStatus, Run, RunId
from harbors.renewals.rules import preview_of, require_in_time, require_step
from harbors.seasons.records import SeasonId
from harbors.sql import Connection

AT_ONCE = 50
"""So many leases in one transaction."""


async def preview_renewals(
    connection: Connection, season_id: SeasonId, *, now: datetime, chance: Chance, prices: Pricing = prices_of
) -> Preview:
    """What a run over a season would do as things stand. Acts as the system; writes nothing. Raises ``Refused``."""
    await act_as_system(connection)
    seasons = await seasons_from(connection, season_id)
    found = await candidates(connection, await renewable(connection, seasons.before), seasons, now=now)
    making = Making(connection=connection, seasons=seasons, prices=prices, public_url="", now=now, chance=chance)
    return preview_of(found, await judged(making, found))


async def start_renewals(
    connection: Connection, season_id: SeasonId, *, now: datetime, chance: Chance
) -> tuple[Run, int]:
    """Begin a run over the leases of a season into the next one; how many it is about. A job does it.

    Leases that another run into that season has had are left to that one. Acts as the system. Raises ``Refused``; the
    database refuses a second run at the same time.
    """
    await act_as_system(connection)
    seasons = await seasons_from(connection, season_id)
    require_in_time(seasons, await time_zone_of(connection, seasons.after.provider_id), now=now)
    run = Run(
        id=RunId(draw_id(chance)),
        provider_id=seasons.before.provider_id,
        from_season_id=seasons.before.id,
        to_season_id=seasons.after.id,
        status=RenewalStatus.RUNNING,
        created_at=now,
    )
    await STATEMENTS.add_run.run(
        connection,
        id=run.id,
        provider_id=run.provider_id,
        from_season_id=run.from_season_id,
        to_season_id=run.to_season_id,
        now=now,
    )
    ids = await renewable(connection, seasons.before)
    added = await STATEMENTS.add_items.value(
        connection, run_id=run.id, season_id=run.to_season_id, provider_id=run.provider_id, lease_ids=ids
    )
    await _put(connection, run)
    return run, added


async def renew_some(
    connection: Connection,
    id: RunId,
    *,
    public_url: str,
    now: datetime,
    chance: Chance,
    prices: Pricing = prices_of,
) -> bool:
    """Renew the next leases of a run, each once however often the worker is killed; whether there are more.

    For the system. A run that was stopped makes no more; once the due date has passed all that are left have failed.
    """
    run = await hold_run(connection, id)
    if run.status is not RenewalStatus.RUNNING:
        return False
    rows = await STATEMENTS.next_items.rows(connection, run_id=id, most=AT_ONCE)
    ids = [row["lease_id"] for row in rows]
    if ids:
        await hold_leases(connection, ids)
        seasons = await seasons_of_run(connection, run)
        making = Making(
            connection=connection, seasons=seasons, prices=prices, public_url=public_url, now=now, chance=chance
        )
        await note(connection, id, await _renewed(making, ids), now=now)
    if len(ids) < AT_ONCE:
        await STATEMENTS.move_run.run(connection, id=id, status=RenewalStatus.ENDED, now=now)
    return len(ids) == AT_ONCE


async def retry_renewals(connection: Connection, id: RunId, *, now: datetime) -> tuple[Run, int]:
    """Have those leases of a run that failed tried again; how many. Acts as the system. Raises ``Refused``."""
    await act_as_system(connection)
    run = await hold_run(connection, id)
    require_step(run, RenewalStatus.RUNNING)
    seasons = await seasons_of_run(connection, run)
    require_in_time(seasons, await time_zone_of(connection, run.provider_id), now=now)
    again: int = await STATEMENTS.put_back.value(connection, run_id=id)
    await STATEMENTS.move_run.run(connection, id=id, status=RenewalStatus.RUNNING, now=now)
    await _put(connection, run)
    return await run_with(connection, id), again


async def cancel_renewals(connection: Connection, id: RunId, *, now: datetime) -> Run:
    """Stop a run: what was made stands, the rest is for another run. Acts as the system. Raises ``Refused``."""
    await act_as_system(connection)
    run = await hold_run(connection, id)
    require_step(run, RenewalStatus.CANCELLED)
    await STATEMENTS.forget_waiting.run(connection, run_id=id)
    await STATEMENTS.move_run.run(connection, id=id, status=RenewalStatus.CANCELLED, now=now)
    return await run_with(connection, id)


async def _renewed(making: Making, ids: Sequence[LeaseId]) -> list[Item]:
    """What becomes of leases that are held: nothing any more once nobody could pay in time."""
    after = making.seasons.after
    try:
        require_in_time(making.seasons, await time_zone_of(making.connection, after.provider_id), now=making.now)
    except Refused as over:
        return [Item(lease_id=id, outcome=RenewalOutcome.FAILED, problem=over.problems[0]) for id in ids]
    items, _made = await renew(making, await candidates(making.connection, ids, making.seasons, now=making.now))
    return items


async def _put(connection: Connection, run: Run) -> None:
    await put(connection, Job.RENEW_LEASES, {"run": str(run.id)}, key=f"renewals {run.id}")
