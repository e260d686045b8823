"""How far the queue got is told with the results, and is what other positions in it would have come to."""

from dataclasses import replace
from typing import Any

import pytest

from ahti.db import Database
from harbors.allocations.reads import freeze_of_round, open_freeze
from harbors.allocations.records import Freeze
from harbors.allocations.sealing import instance_to_draw
from harbors.allocations.superseding import supersede_draw
from harbors.applications.reads import act_as_staff
from harbors.draws.records import Applicant, Boat, Choice, Instance
from harbors.draws.rules import draw
from harbors.proofs.rules import seed_of
from harbors.rounds.commands import lock_round
from harbors.rounds.reads import round_by_code
from schema import ids
from tests import harbor_town as at
from tests.cast import CAST
from tests.drawing import published
from tests.integration.allocations.conftest import Town

CODE = at.A_ROUND.code
MARGIN_MM = 300
ASKED = """
    query CutOffs($round: ID!) { round(id: $round) { draws { nodes {
        supersededAt cutOffs(first: 100) { nodes { harbor { name } area { id } beamMm lastPosition } }
    } } } }
"""
WIDE_ENOUGH = """
    SELECT place.id::text FROM places AS place JOIN harbors AS harbor ON harbor.id = place.harbor_id
    WHERE harbor.name_fi = $1 AND place.is_active AND NOT coalesce(place.is_accessible, false) AND place.width_mm >= $2
"""


async def told(asked: Town) -> list[Any]:
    answer = await asked.ask(ASKED, CAST["nobody"], round=ids.encode("Round", at.A_ROUND.id))
    assert "errors" not in answer, answer
    return list(answer["data"]["round"]["draws"]["nodes"])


async def redrawn(database: Database) -> Instance:
    """What was drawn, from what was sealed."""
    async with database.unit_of_work() as connection:
        await act_as_staff(connection)
        freeze: Freeze = await freeze_of_round(connection, await round_by_code(connection, CODE))
        opened, _ = await open_freeze(connection, freeze)
    assert freeze.beacon is not None
    seed = seed_of(beacon=bytes.fromhex(freeze.beacon.randomness), root=opened.frozen.root, round_name=CODE)
    return instance_to_draw(opened.frozen, seed=seed)


async def wide_enough(database: Database, harbor: str, beam_mm: int) -> frozenset[str]:
    async with database.unit_of_work() as connection:
        rows = await connection.fetch(WIDE_ENOUGH, harbor, beam_mm + MARGIN_MM)
    return frozenset(row["id"] for row in rows)


def last_winning(instance: Instance, wish: Choice) -> int | None:
    """The last position at which somebody who comes in addition wins the wish; ``None``: also behind all others."""
    order = draw(instance).order
    winning = [position for position in range(1, len(order) + 2) if _wins(instance, order, wish, position)]
    assert winning == list(range(1, len(winning) + 1))
    return None if len(winning) > len(order) else len(winning)


def _wins(instance: Instance, order: tuple[str, ...], wish: Choice, position: int) -> bool:
    turns = {id: turn for turn, id in enumerate([*order[: position - 1], "extra", *order[position - 1 :]])}
    extra = Applicant(id="extra", priority_class=1, ticket=0, boat=Boat(), choices=(wish,))
    queue = [replace(one, priority_class=1, key=0, ticket=turns[one.id]) for one in (*instance.applicants, extra)]
    return draw(replace(instance, applicants=tuple(queue))).rank["extra"] == 0


async def played(asked: Town) -> None:
    south, north = at.harbor_of(at.SOUTH), at.harbor_of(at.NORTH)
    big = replace(at.BOAT, beam_mm=3_600, type_id=at.SAIL)
    await asked.apply(south)
    await asked.apply(south, north)
    await asked.apply(at.berth_of(at.berth("south", "A", 1)), south)
    await asked.apply(north, boat=replace(big, registration="BIG 1"))
    await asked.apply(north, boat=replace(big, registration="BIG 2"))
    await asked.apply(north)
    await published(asked.database, CODE, now=at.AFTER, chance=asked.chance)


@pytest.mark.parametrize("harbor", ["north", "south"])
async def test_what_is_told_is_what_another_position_would_have_come_to(asked: Town, harbor: str) -> None:
    await played(asked)
    [one] = await told(asked)
    table = {
        line["beamMm"]: line["lastPosition"] for line in one["cutOffs"]["nodes"] if line["harbor"]["name"] == harbor
    }
    instance = await redrawn(asked.database)
    expected = {}
    for beam_mm in range(1_500, 4_001, 500):
        if places := await wide_enough(asked.database, harbor, beam_mm):
            expected[beam_mm] = last_winning(instance, Choice(harbor=instance_harbor(instance, places), places=places))
    assert table == expected
    assert len(table) == {"north": 5, "south": 3}[harbor]
    assert set(table.values()) - {None, 0}


def instance_harbor(instance: Instance, places: frozenset[str]) -> str:
    [harbor] = {place.harbor for place in instance.places if place.id in places}
    return harbor


async def test_what_was_told_stays_when_a_correction_calls_for_another_version(asked: Town) -> None:
    await played(asked)
    [before] = await told(asked)
    async with asked.database.unit_of_work() as connection:
        await act_as_staff(connection)
        draw_id = await connection.fetchval("SELECT id FROM draws")
        await supersede_draw(connection, await lock_round(connection, CODE), draw_id, now=at.AFTER)
    [after] = await told(asked)
    assert after["cutOffs"] == before["cutOffs"] != {"nodes": []}
    assert before["supersededAt"] is None is not after["supersededAt"]
