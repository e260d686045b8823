"""Staff cut unmarked ground into lots before a round opens; whatever they do, and at once, lots fit their ground."""

import asyncio
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ahti.db import Database
from harbors.errors import Refused
from harbors.lots.commands import cut_lots
from harbors.lots.records import Cut, LotClass, LotSize
from schema import ids
from tests import harbor_town as at
from tests import winter_town as winter
from tests.cast import CAST
from tests.integration.winter.conftest import Api, in_area, in_section

CUT = """
mutation Cut($input: CutLotsInput!) {
  cutLots(input: $input) {
    unmarked { policy groundM2 sections { nodes { identifier placeCount cutFrom { id }
                                                  places { nodes { id number widthMm lengthMm areaM2 } } } } }
    errors { code field message }
  }
}
"""
AREA = "query Area($id: ID!) { winterStorageArea(id: $id) { placeCount unmarked { nodes { policy groundM2 } } } }"
SMALL, LARGE = {"widthMm": 2_500, "lengthMm": 6_000}, {"widthMm": 3_500, "lengthMm": 10_000}
# Ground may not be cut once a round is open: this is a month before.
BEFORE = at.OPENS.replace(month=1)
MANAGER = replace(CAST["handler"], roles={at.CITY: next(iter(CAST["owner"].roles.values()))})


async def cut(api: Api, *lots: dict[str, int], ground: str | None = "500", who: Any = MANAGER) -> Any:
    given = {"unmarkedId": ids.encode("UnmarkedWinterStorage", winter.GROUND), "groundM2": ground, "lots": list(lots)}
    return (await api.ask(CUT, who=who, input=given))["cutLots"]


def codes(payload: Any) -> list[tuple[str, str | None]]:
    assert payload["unmarked"] is None
    return [(error["code"], error["field"]) for error in payload["errors"]]


@pytest.fixture
def early(api: Api) -> Api:
    """The service a month before the round opens."""
    api.clock.time = BEFORE
    return api


async def test_ground_that_is_cut_has_a_section_of_lots_for_each_size(early: Api) -> None:
    payload = await cut(early, {**LARGE, "count": 2}, {**SMALL, "count": 3})
    assert payload["errors"] == []
    unmarked = payload["unmarked"]
    assert (unmarked["policy"], unmarked["groundM2"]) == ("LOTS", "500.00")
    sections = {one["identifier"]: one for one in unmarked["sections"]["nodes"]}
    assert sections.keys() == {"2.5 × 6 m", "3.5 × 10 m"}
    small = sections["2.5 × 6 m"]
    assert (small["placeCount"], small["cutFrom"]["id"]) == (3, ids.encode("UnmarkedWinterStorage", winter.GROUND))
    assert [(one["number"], one["areaM2"]) for one in small["places"]["nodes"]] == [
        ("1", "15.00"),
        ("2", "15.00"),
        ("3", "15.00"),
    ]


async def test_cut_again_lots_stay_go_and_come_back_as_the_same(early: Api) -> None:
    def lots(payload: Any) -> dict[str, list[str]]:
        assert payload["errors"] == []
        sections = payload["unmarked"]["sections"]["nodes"]
        return {one["identifier"]: [lot["id"] for lot in one["places"]["nodes"]] for one in sections}

    first = lots(await cut(early, {**SMALL, "count": 3}))
    fewer = lots(await cut(early, {**SMALL, "count": 2}, {**LARGE, "count": 1}, ground=None))
    assert fewer["2.5 × 6 m"] == first["2.5 × 6 m"][:2]
    again = lots(await cut(early, {**SMALL, "count": 3}, ground=None))
    assert again == first


async def test_without_lots_the_area_follows_notices(early: Api) -> None:
    area = ids.encode("WinterStorageArea", winter.MEADOW)
    before = (await early.ask(AREA, id=area))["winterStorageArea"]
    assert before == {"placeCount": 1, "unmarked": {"nodes": [{"policy": "NOTICE", "groundM2": None}]}}
    await cut(early, {**SMALL, "count": 3})
    during = (await early.ask(AREA, id=area))["winterStorageArea"]
    assert during == {"placeCount": 4, "unmarked": {"nodes": [{"policy": "LOTS", "groundM2": "500.00"}]}}
    assert (await cut(early, ground=None))["unmarked"]["policy"] == "NOTICE"
    after = (await early.ask(AREA, id=area))["winterStorageArea"]
    assert after == {"placeCount": 1, "unmarked": {"nodes": [{"policy": "NOTICE", "groundM2": "500.00"}]}}


async def test_more_lots_than_ground_are_refused_and_so_is_ground_that_nobody_measured(early: Api) -> None:
    assert codes(await cut(early, {**SMALL, "count": 3}, ground=None)) == [("GROUND_UNMEASURED", "groundM2")]
    assert codes(await cut(early, {**LARGE, "count": 15})) == [("LOTS_OVERFILL", "lots")]


async def test_once_the_round_is_open_the_ground_stays_as_it_was_published(api: Api) -> None:
    payload = await cut(api, {**SMALL, "count": 3})
    assert codes(payload) == [("LOTS_ROUND_OPEN", None)]
    assert payload["errors"][0]["message"] == "Ground is cut before a round opens; winter-2027 has opened already."


async def test_only_who_manages_for_the_provider_cuts(early: Api) -> None:
    for who in (CAST["nobody"], CAST["handler"], CAST["owner"]):
        with pytest.raises(AssertionError, match=r"FORBIDDEN|UNAUTHENTICATED"):
            await cut(early, {**SMALL, "count": 3}, who=who)


async def test_lots_are_chosen_like_marked_places(early: Api, wintry: Database) -> None:
    await cut(early, {**SMALL, "count": 1})
    early.clock.time = at.DURING
    async with wintry.unit_of_work() as connection:
        section = await connection.fetchval("SELECT id FROM winter_storage_sections WHERE cut_from IS NOT NULL")
    payload = await early.submit(in_section(section), in_area(winter.MEADOW))
    assert payload["errors"] == []


async def test_the_database_refuses_lots_that_do_not_fit_their_ground_whoever_writes_them(
    early: Api, wintry: Database
) -> None:
    await cut(early, {**LARGE, "count": 14})
    wrong = (
        "UPDATE places SET width_mm = width_mm + 1000 WHERE area_id = $1 AND kind = 'WINTER_STORAGE_PLACE'",
        "UPDATE places SET length_mm = NULL WHERE area_id = $1 AND kind = 'WINTER_STORAGE_PLACE' AND number = '1'",
        "UPDATE places SET ground_m2 = 480 WHERE area_id = $1 AND kind = 'UNMARKED_WINTER_STORAGE'",
        "UPDATE places SET ground_m2 = NULL WHERE area_id = $1 AND kind = 'UNMARKED_WINTER_STORAGE'",
        "UPDATE winter_storage_sections SET cut_from = (SELECT id FROM places WHERE area_id = $1 AND number = '-')",
    )
    for statement in wrong:
        with pytest.raises(Refused) as refused:
            async with wintry.unit_of_work() as connection:
                await connection.execute(statement, winter.MEADOW)
        assert [problem.code for problem in refused.value.problems] == ["LOTS_OVERFILL"], statement


async def test_who_cut_at_once_come_one_after_the_other(early: Api, wintry: Database) -> None:
    async def cut_into(size: LotSize, count: int) -> None:
        async with wintry.unit_of_work(MANAGER) as connection:
            wanted = Cut((LotClass(size, count),), Decimal(500))
            await cut_lots(connection, winter.GROUND, wanted, now=BEFORE)

    await asyncio.gather(cut_into(LotSize(2_500, 6_000), 33), cut_into(LotSize(3_500, 10_000), 14))
    async with wintry.unit_of_work() as connection:
        rows = await connection.fetch(
            "SELECT width_mm, count(*) FROM places WHERE area_id = $1 AND kind = 'WINTER_STORAGE_PLACE' "
            "AND retired_at IS NULL GROUP BY width_mm",
            winter.MEADOW,
        )
    assert [tuple(row.values()) for row in rows] in ([(2_500, 33)], [(3_500, 14)])
