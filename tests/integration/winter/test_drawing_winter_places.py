"""A round of winter storage is drawn and published; tenants keep or exchange marked places, and all read why."""

from typing import Any

from ahti.db import Database
from harbors.access.records import PersonId, Principal
from harbors.applications.reads import act_as_staff
from harbors.leases.records import Tenant
from harbors.places.records import PlaceId
from schema import ids
from tests import harbor_town as at
from tests import winter_town as winter
from tests.cast import CAST
from tests.drawing import published
from tests.integration.winter.conftest import Api, in_area, in_section, on_place

RESULT = """
query Result($id: ID!, $token: String) {
  application(id: $id, editToken: $token) {
    result {
      rank choice { winterStorageArea { name } winterStorageSection { identifier } }
      berth { number }
      place { kind number ... on WinterStoragePlace { section { identifier area { name } } } }
      exchange { gave { number } gavePlace { number } gotPlace { number } }
      explanations { text holderCount fitting { number } tight { number }
                     fittingPlaces { number } tightPlaces { number } }
    }
  }
}
"""
CUT_OFFS = """
query CutOffs($id: ID!) {
  round(id: $id) { draws { nodes { cutOffs(first: 100) { nodes {
    harbor { name } area { name } beamMm lastPosition
  } } } } }
}
"""
EAST_B_1 = winter.place("east", "B", 1)
WEST_A_1, WEST_A_2 = winter.place("west", "A", 1), winter.place("west", "A", 2)
HELD = """
    SELECT place_id, lower(period) AS begins, upper(period) AS ends FROM occupancies
    WHERE kind = 'AWARD' AND state = 'HOLDING'
"""


async def let(town: Database, who: str, place_id: PlaceId) -> None:
    person_id = CAST[who].person_id
    assert person_id is not None
    async with town.unit_of_work(CAST["handler"]) as connection:
        await winter.let(connection, place_id, Tenant(name="Tiina Tenant", person_id=PersonId(person_id)))


async def result_of(api: Api, payload: Any, who: Principal | None = None) -> Any:
    given = {"id": payload["application"]["id"], "token": payload["editToken"]}
    answer = await (api.ask(RESULT, **given) if who is None else api.ask(RESULT, who=who, **given))
    return answer["application"]["result"]


async def held(town: Database) -> dict[PlaceId, tuple[Any, Any]]:
    async with town.unit_of_work() as connection:
        await act_as_staff(connection)
        return {row["place_id"]: (row["begins"], row["ends"]) for row in await connection.fetch(HELD)}


async def test_marked_places_are_drawn_and_held_from_the_first_day_of_the_winter_to_its_last(
    api: Api, wintry: Database
) -> None:
    await let(wintry, "victim", EAST_B_1)
    await let(wintry, "stranger", WEST_A_1)
    keeps = await api.submit(who=CAST["victim"], name="Ville Keeps", mode="RENEW")
    trades = await api.submit(
        in_section(winter.section("east", "B")), who=CAST["stranger"], name="Tea Trades", mode="EXCHANGE"
    )
    new = await api.submit(on_place(WEST_A_1), in_area(winter.WEST), name="Niilo Newcomer")
    wide = await api.submit(
        in_section(winter.section("east", "A")),
        name="Leena Leveä",
        boat={"beamMm": 2_900, "lengthMm": 5_400, "registration": "L 1"},
    )
    assert [one["errors"] for one in (keeps, trades, new, wide)] == [[]] * 4

    await published(wintry, winter.A_ROUND.code, now=at.AFTER)

    kept = await result_of(api, keeps, CAST["victim"])
    assert (kept["rank"], kept["place"]["number"], kept["berth"]) == (0, "1", None)
    assert kept["place"]["section"] == {"identifier": "B", "area": {"name": "East"}}
    traded = await result_of(api, trades, CAST["stranger"])
    assert (traded["rank"], traded["choice"]["winterStorageSection"]) == (0, {"identifier": "B"})
    assert traded["exchange"] == {"gave": None, "gavePlace": {"number": "1"}, "gotPlace": {"number": "2"}}
    won = await result_of(api, new)
    assert (won["rank"], won["place"]["kind"]) == (0, "WINTER_STORAGE_PLACE")
    lost = await result_of(api, wide)
    assert (lost["rank"], lost["place"]) == (None, None)
    assert [one["text"] for one in lost["explanations"]] == ["None of the places of this choice fits your boat."]
    given = await held(wintry)
    assert given.keys() == {EAST_B_1, winter.place("east", "B", 2), WEST_A_1}
    assert set(given.values()) == {(winter.BEGINS, winter.ENDS)}


async def test_who_is_refused_in_an_area_reads_which_places_had_closed_there(api: Api, wintry: Database) -> None:
    several = [await api.submit(in_area(winter.WEST), name=f"Nro{number} Hakija") for number in range(3)]
    await published(wintry, winter.A_ROUND.code, now=at.AFTER)
    results = [await result_of(api, one) for one in several]
    (refused,) = [one for one in results if one["rank"] is None]
    (explained,) = refused["explanations"]
    numbers = [{"number": "1"}, {"number": "2"}]
    assert sorted(explained["fittingPlaces"], key=str) == sorted(explained["tightPlaces"], key=str) == numbers
    assert (explained["fitting"], explained["tight"], explained["holderCount"]) == ([], [], 2)
    assert "Closed places in the area: 2." in explained["text"]


async def test_how_far_the_queue_got_is_told_by_area(api: Api, wintry: Database) -> None:
    for number in range(3):
        await api.submit(in_area(winter.WEST), name=f"Nro{number} Hakija")
    await published(wintry, winter.A_ROUND.code, now=at.AFTER)
    [draw] = (await api.ask(CUT_OFFS, id=ids.encode("Round", winter.A_ROUND.id)))["round"]["draws"]["nodes"]
    lines = draw["cutOffs"]["nodes"]
    assert {one["harbor"] for one in lines} == {None}
    narrow = {one["area"]["name"]: one["lastPosition"] for one in lines if one["beamMm"] == 1_500}
    assert narrow == {"West": 2, "East": None}
