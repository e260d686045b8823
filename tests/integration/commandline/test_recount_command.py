"""``ahti recount``: stored figures that say something else than the places are found, told and mended."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import asyncpg
import pytest

from ahti.cli import main
from tests import harbor_town as at

Recount = Callable[..., tuple[int, Any]]
IN_ORDER = (0, {"different": [], "mended": 0})


@pytest.fixture
def recount(town_url: str, capsys: pytest.CaptureFixture[str]) -> Recount:
    """Runs ``ahti recount`` and gives its code and what it printed."""

    def run(*words: str) -> tuple[int, Any]:
        code = main(["recount", *words, "--database-url", town_url])
        return code, json.loads(capsys.readouterr().out)

    return run


def spoil(url: str) -> None:
    """Store two wrong figures behind the database's back."""

    async def act() -> None:
        connection = await asyncpg.connect(url)
        await connection.execute("UPDATE harbors SET place_count = 4 WHERE id = $1", at.SOUTH)
        wrong = '[{"mooring": "SEA_BUOY", "count": 2}]'
        pier = at.pier("club", "A")
        await connection.execute("UPDATE piers SET places_by_mooring = $2 WHERE id = $1", pier, wrong)
        await connection.close()

    asyncio.run(act())


WRONG = [
    {"relation": "harbors", "id": str(at.SOUTH), "figure": "place_count", "stored": 4, "counted": 3},
    {
        "relation": "piers",
        "id": str(at.pier("club", "A")),
        "figure": "places_by_mooring",
        "stored": [{"mooring": "SEA_BUOY", "count": 2}],
        "counted": [{"mooring": "SINGLE_SLIP", "count": 2}],
    },
]


def test_what_a_load_left_is_in_order(recount: Recount) -> None:
    assert recount() == IN_ORDER


def test_a_wrong_figure_is_told_and_left_as_it_is(recount: Recount, town_url: str) -> None:
    spoil(town_url)
    assert recount() == recount() == (1, {"different": WRONG, "mended": 0})


def test_wrong_figures_are_mended_when_asked(recount: Recount, town_url: str) -> None:
    spoil(town_url)
    assert recount("--mend") == (1, {"different": WRONG, "mended": 2})
    assert recount() == IN_ORDER
