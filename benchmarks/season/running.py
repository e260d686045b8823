"""Knows the run: a round brought from its close to its results as staff do it, each step timed, its parts apart."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from time import perf_counter
from typing import TypeVar

from ahti.allocating import Allocating
from ahti.beacon.chain import OwnChain
from ahti.chance import SystemChance
from ahti.db import Database
from ahti.demonstration.beacon import StandingClock
from benchmarks.season.ground import BEACON, CLOSES, CODE
from harbors.allocations.commands import publish_draw, release_draw, save_beacon
from harbors.allocations.reads import freeze_of_round, open_freeze
from harbors.allocations.records import Freeze
from harbors.allocations.sealing import instance_to_draw
from harbors.applications.reads import act_as_staff
from harbors.beacons.rules import attempts
from harbors.draws.explanations import Explanations
from harbors.draws.rules import draw
from harbors.proofs.rules import seed_of
from harbors.rounds.reads import round_by_code
from harbors.verification.verifying import verify

Value = TypeVar("Value")
_CHAIN = OwnChain(seed="a season", genesis_time=1_700_000_000, period=3, name=BEACON)
SOURCE = _CHAIN.source("http://127.0.0.1:9")


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """Seconds of each step in turn, and of parts that were measured once more, by themselves."""

    steps: dict[str, float]
    parts: dict[str, float]
    applications: int
    awards: int
    sealed: int
    explanations: int


async def season(database: Database) -> Season:
    """Bring the round to its results."""
    clock = StandingClock(CLOSES + timedelta(hours=1))
    staff = Allocating(working=database.unit_of_work, clock=clock, chance=SystemChance(), sources=(SOURCE,))
    steps: dict[str, float] = {}
    began = perf_counter()
    freeze = await staff.freeze(CODE, beacon_at=None)
    steps["freeze: read, seal, keep"] = perf_counter() - began
    freeze = await _light(database, freeze)
    began = perf_counter()
    await staff.run(CODE, by="cli:one")
    steps["run: draw, explain, seal, check both bundles, keep"] = perf_counter() - began
    began = perf_counter()
    async with database.unit_of_work() as connection:
        await release_draw(connection, CODE, by="cli:another", now=clock.time)
        await publish_draw(connection, CODE, now=clock.time)
    steps["release and publish"] = perf_counter() - began
    return await _apart(database, staff, freeze, steps)


async def _light(database: Database, freeze: Freeze) -> Freeze:
    """The randomness comes."""
    assert freeze.plan is not None
    line = attempts(freeze.plan)[0]
    verified = _CHAIN.verified(line.round, SOURCE)
    async with database.unit_of_work() as connection:
        beacon = await save_beacon(connection, freeze, verified, now=line.published_at, chance=SystemChance())
    return replace(freeze, beacon=beacon)


async def _apart(database: Database, staff: Allocating, freeze: Freeze, steps: dict[str, float]) -> Season:
    assert freeze.beacon is not None
    randomness = bytes.fromhex(freeze.beacon.randomness)
    async with database.unit_of_work() as connection:
        await act_as_staff(connection)
        a_round = await round_by_code(connection, CODE)
        opened, _ = await open_freeze(connection, await freeze_of_round(connection, a_round))
        kept = await connection.fetchrow("SELECT public, cardinality(sealed) AS sealed FROM draw_bundles")
        awards = await connection.fetchval("SELECT count(*) FROM draw_awards")
    assert kept is not None
    seed = seed_of(beacon=randomness, root=opened.frozen.root, round_name=CODE)
    instance, making = _timed(lambda: instance_to_draw(opened.frozen, seed=seed))
    outcome, drawing = _timed(lambda: draw(instance))
    told, explaining = _timed(lambda: dict(Explanations(instance, outcome)))
    _, public = _timed(lambda: verify(kept["public"], root=freeze.root))
    full = await staff.full_bundle(CODE)
    _, whole = _timed(lambda: verify(full, root=freeze.root))
    return Season(
        steps=steps,
        parts={
            "the instance, of what was sealed": making,
            "the draw": drawing,
            "everybody's explanations": explaining,
            "the check of the public bundle": public,
            "the check of the full bundle": whole,
        },
        applications=len(opened.frozen.records),
        awards=awards,
        sealed=kept["sealed"],
        explanations=sum(map(len, told.values())),
    )


def _timed(act: Callable[[], Value]) -> tuple[Value, float]:
    began = perf_counter()
    value = act()
    return value, perf_counter() - began
