"""The same place offered, leased, switched to by two at once: whoever is first, each place has one holder, always."""

import asyncio
import logging
from collections.abc import AsyncIterator
from random import Random  # noqa: TID251 - seeded, so that the same is done at once in every run
from time import perf_counter

import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.errors import HarborError
from harbors.places.commands import load_catalogue
from tests import harbor_town as at
from tests.cast import settle
from tests.integration.races.campaign import chosen_seed, races_by_commands, races_by_statements
from tests.integration.races.lanes import ACTS, NOW, Lane
from tests.integration.races.tracks import RUNNERS, RUNS, Track, run, tracks

LANES = 6
ROWS = (*at.ROWS, at.Row("races", "A", 3 * LANES), at.Row("races", "B", 2 * LANES))
log = logging.getLogger(__name__)


@pytest.fixture
async def ground(town_url: str) -> AsyncIterator[Database]:
    async with Database.open(town_url, size=3 * LANES, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await act_as_system(connection)
            await load_catalogue(connection, at.catalogue(ROWS), now=at.OPENS)
        async with database.unit_of_work() as connection:
            await settle(connection)
            for number in range(LANES):
                for turn in range(2):
                    id = at.key("racer", number, turn)
                    await connection.execute("INSERT INTO people VALUES ($1, $2)", id, NOW)
        yield database


async def test_behaviour_2_races_of_all_that_gives_a_place_leave_each_place_one_holder(ground: Database) -> None:
    seed, each, began = chosen_seed(), -(-races_by_commands() // LANES), perf_counter()
    lanes = [Lane(ground, number) for number in range(LANES)]
    done = await asyncio.gather(*(_races(lane, Random(seed + lane.number), each) for lane in lanes))
    assert sum(done) > each * LANES, f"on the whole more than one act of a race is done: seed {seed}"
    _tell("commands", each * LANES, perf_counter() - began, seed)


async def test_behaviour_2_races_by_the_bare_statements_leave_each_place_one_holder(
    ground: Database, town_url: str
) -> None:
    seed, each, began = chosen_seed(), -(-races_by_statements() // LANES), perf_counter()
    async with tracks(town_url, LANES) as all_tracks:
        done = await asyncio.gather(*(_runs(track, Random(seed + track.number), each) for track in all_tracks))
    assert 0 < sum(done) < each * LANES * RUNNERS, f"some are first, and others are not: seed {seed}"
    _tell("statements", each * LANES, perf_counter() - began, seed)


async def _races(lane: Lane, dice: Random, count: int) -> int:
    """Races one after the other; how many acts were done. What goes wrong in one ends them all."""
    done = 0
    for turn in range(count):
        await lane.line_up()
        acts = dice.sample(ACTS, dice.randint(2, 4))
        answers = await asyncio.gather(*(act(lane) for act in acts), return_exceptions=True)
        told = [act.__name__ for act in acts]
        faults = [one for one in answers if isinstance(one, BaseException) and not isinstance(one, HarborError)]
        assert (faults, await lane.wrong()) == ([], {}), f"race {turn} of lane {lane.number}: {told}"
        done += sum(not isinstance(one, HarborError) for one in answers)
    return done


async def _runs(track: Track, dice: Random, count: int) -> int:
    """The same on a track, where both places had a holder and somebody may have left."""
    done = 0
    for turn in range(count):
        await track.line_up()
        acts = [dice.choice(RUNS) for _ in range(RUNNERS)]
        done += await run(track, acts)
        twice, apart, holders = await track.result()
        told = [act.__name__ for act in acts]
        assert (twice, apart) == (0, 0), f"race {turn} of track {track.number}: {told}"
        assert holders <= 2, f"race {turn} of track {track.number}: {told}"
    return done


def _tell(what: str, races: int, seconds: float, seed: int) -> None:
    log.info("%s races by %s, %.0f a second; seed %s", races, what, races / seconds, seed)
