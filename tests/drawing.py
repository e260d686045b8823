"""Knows how a round of a test is brought from its close to published results, with randomness of a chain of our own."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from ahti.beacon.chain import OwnChain
from ahti.db import Database
from harbors.allocations.commands import publish_draw, release_draw, save_beacon, save_draw
from harbors.allocations.freezing import load_rows, save_freeze
from harbors.allocations.reads import freeze_of_round, open_freeze
from harbors.allocations.records import Freeze, KeptDraw
from harbors.allocations.running import RunDraw, begin, check, conclude
from harbors.allocations.sealing import seal
from harbors.applications.reads import act_as_staff
from harbors.beacons.records import BeaconPlan
from harbors.beacons.rules import attempts
from harbors.chance import Chance
from harbors.rounds.reads import round_by_code
from tests import harbor_town as at

CHAIN = OwnChain(seed="tests", genesis_time=1_700_000_000, period=3)
SOURCE = CHAIN.source("http://127.0.0.1:9")
SOON = timedelta(minutes=10)
RUNNER, RELEASER = "cli:runner", "cli:releaser"


def plan_at(now: datetime) -> BeaconPlan:
    """Randomness that comes ten minutes after ``now``."""
    return BeaconPlan(announced_at=now + SOON, sources=(SOURCE,))


_TOLD_APART = """
    UPDATE application_duplicates SET status = 'NOT_THE_SAME', reason = 'Forms of a test.', decided_at = $1
    WHERE status = 'OPEN'
"""


async def tell_apart(database: Database, *, now: datetime) -> None:
    """Forms of a test are alike, and are of as many people all the same."""
    async with database.unit_of_work() as connection:
        await act_as_staff(connection)
        await connection.execute(_TOLD_APART, now)


async def frozen(database: Database, code: str, *, now: datetime, chance: Chance | None = None) -> Freeze:
    """A closed round, frozen."""
    chance = chance or at.CountingChance()
    await tell_apart(database, now=now)
    async with database.unit_of_work() as connection:
        rows = await load_rows(connection, code, now=now)
    plan = plan_at(now)
    sealed = seal(rows, plan=plan, chance=chance)
    async with database.unit_of_work() as connection:
        return await save_freeze(connection, sealed, plan=plan, now=now, chance=chance)


async def lit(database: Database, freeze: Freeze, *, chance: Chance | None = None) -> Freeze:
    """The freeze with its randomness."""
    assert freeze.plan is not None
    attempt = attempts(freeze.plan)[0]
    verified = CHAIN.verified(attempt.round, SOURCE)
    async with database.unit_of_work() as connection:
        beacon = await save_beacon(
            connection, freeze, verified, now=attempt.published_at + SOON, chance=chance or at.CountingChance()
        )
    return replace(freeze, beacon=beacon)


async def run_frozen(database: Database, code: str) -> tuple[Freeze, RunDraw]:
    """The draw of a frozen round whose randomness has come, not kept yet."""
    async with database.unit_of_work() as connection:
        await act_as_staff(connection)
        freeze = await freeze_of_round(connection, await round_by_code(connection, code))
        opened, withdrawals = await open_freeze(connection, freeze)
    assert freeze.beacon is not None
    begun = begin(freeze, opened, beacon=freeze.beacon, withdrawals=withdrawals)
    check(begun.full, root=freeze.root, beacon=freeze.beacon)
    return freeze, conclude(begun)


async def drawn(database: Database, code: str, *, now: datetime, chance: Chance | None = None) -> KeptDraw:
    """A closed round, frozen, drawn and kept; nobody is told yet."""
    chance = chance or at.CountingChance()
    await lit(database, await frozen(database, code, now=now, chance=chance), chance=chance)
    freeze, result = await run_frozen(database, code)
    async with database.unit_of_work() as connection:
        return await save_draw(connection, freeze, result, by=RUNNER, now=now, chance=chance)


async def published(database: Database, code: str, *, now: datetime, chance: Chance | None = None) -> KeptDraw:
    """A closed round with results that everybody can read."""
    await drawn(database, code, now=now, chance=chance)
    async with database.unit_of_work() as connection:
        await release_draw(connection, code, by=RELEASER, now=now)
        return await publish_draw(connection, code, now=now)


async def winners(database: Database, draw: KeptDraw) -> set[UUID]:
    """The applications to which a draw gave a place."""
    async with database.unit_of_work() as connection:
        await act_as_staff(connection)
        rows = await connection.fetch("SELECT application_id FROM draw_awards WHERE draw_id = $1", draw.id)
        return {row["application_id"] for row in rows}
