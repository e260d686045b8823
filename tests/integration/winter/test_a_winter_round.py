"""A winter, whole: ground is cut, tenants and newcomers apply; the round is sealed, drawn, released and told."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ahti.cli import main
from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.access.records import Principal, Role
from harbors.allocations.commands import save_draw
from harbors.allocations.reads import STATEMENTS
from harbors.allocations.telling import tell_some
from harbors.leases.records import Tenant
from harbors.places.records import PlaceId
from harbors.worklists.reads import listed_applications
from schema import ids
from tests import harbor_town as at
from tests import winter_town as winter
from tests.cast import CAST
from tests.drawing import frozen, lit, run_frozen
from tests.integration.winter.conftest import Api, in_area, in_section, on_place

CHANCE = at.CountingChance()
RUNS = replace(CAST["handler"], roles={at.CITY: Role.MANAGER})
RELEASES = replace(CAST["viewer"], roles={at.CITY: Role.MANAGER})
ROUND = ids.encode("Round", winter.A_ROUND.id)
CUT = "mutation C($input: CutLotsInput!) { cutLots(input: $input) { errors { code } } }"
RELEASE = "mutation R($input: ReleaseDrawInput!) { releaseDraw(input: $input) { round { status } errors { code } } }"
PUBLISH = "mutation P($input: PublishDrawInput!) { publishDraw(input: $input) { round { status } errors { code } } }"
RESULTS = """
query Results($id: ID!) {
  round(id: $id) {
    kind status
    draws { nodes { seed awardCount placeCount results(first: 100) { nodes { publicId rank } } } }
  }
}
"""
OWN = """
query Own($id: ID!, $token: String) {
  application(id: $id, editToken: $token) {
    publicId choices { rank }
    result { rank place { id number kind } exchange { gavePlace { id } gotPlace { id } }
             explanations { text fittingPlaces { id } tightPlaces { id } holderCount } }
  }
}
"""
DESK = """
query Desk($id: ID!) {
  desk(roundId: $id) {
    balances { area { name } harbor { name } fromMm toMm places free firstChoices choices placed }
    refusals { area { name } ground choices }
  }
}
"""
HELD = """
    SELECT held.place_id, lower(held.period) AS begins, upper(held.period) AS ends, place.area_id
    FROM occupancies AS held JOIN places AS place ON place.id = held.place_id
    WHERE held.kind = 'AWARD' AND held.state = 'HOLDING'
"""
SUBJECTS = "SELECT template, figures ->> 'what' AS what FROM messages WHERE template LIKE 'PLACE%'"
LOTS = "SELECT id FROM winter_storage_sections WHERE cut_from = $1"


async def asked(town: Database, query: str, *values: object) -> list[Any]:
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        return list(await connection.fetch(query, *values))


async def own(api: Api, payload: Any, who: Principal | None) -> Any:
    given = {"id": payload["application"]["id"], "token": payload["editToken"]}
    answer = await (api.ask(OWN, **given) if who is None else api.ask(OWN, who=who, **given))
    return answer["application"]


async def let(town: Database, who: str, place_id: PlaceId) -> None:
    async with town.unit_of_work(CAST["handler"]) as connection:
        await winter.let(connection, place_id, Tenant(name="Tiina Tenant", person_id=CAST[who].person_id))


async def run_and_keep(town: Database, *, by: Principal) -> str:
    """Seal the round, wait for the beacon, draw, verify and keep; the root that was published."""
    freeze = await lit(town, await frozen(town, winter.A_ROUND.code, now=at.AFTER, chance=CHANCE), chance=CHANCE)
    kept = await run_frozen(town, winter.A_ROUND.code)
    async with town.unit_of_work() as connection:
        await save_draw(connection, *kept, by=f"person:{by.person_id}", now=at.AFTER, chance=CHANCE)
    return freeze.root


async def test_a_winter_from_cut_ground_to_a_bundle_that_anybody_can_check(
    api: Api, wintry: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    renewed, exchanged = winter.place("east", "B", 1), winter.place("west", "A", 1)
    await let(wintry, "victim", renewed)
    await let(wintry, "stranger", exchanged)

    api.clock.time = at.OPENS.replace(month=1)
    lots = [{"widthMm": 3_000, "lengthMm": 8_000, "count": 2}, {"widthMm": 4_000, "lengthMm": 12_000, "count": 1}]
    ground = {"unmarkedId": ids.encode("UnmarkedWinterStorage", winter.GROUND), "groundM2": "96", "lots": lots}
    assert (await api.ask(CUT, who=RUNS, input=ground))["cutLots"]["errors"] == []
    sections = [row["id"] for row in await asked(wintry, LOTS, winter.GROUND)]
    assert len(sections) == 2

    api.clock.time = at.DURING
    keeps = await api.submit(who=CAST["victim"], name="Ville Keeps", mode="RENEW")
    moves = await api.submit(
        in_area(winter.MEADOW), in_area(winter.EAST), who=CAST["stranger"], name="Tea Trades", mode="EXCHANGE"
    )
    small = [
        await api.submit(in_area(winter.MEADOW), in_area(winter.WEST), name=f"Nro{number} Hakija")
        for number in range(6)
    ]
    picky = await api.submit(on_place(exchanged), in_section(sections[0]), name="Pia Picky")
    huge = {"beamMm": 4_500, "lengthMm": 9_000, "registration": "ISO 1"}
    hopeless = await api.submit(in_area(winter.EAST), name="Heikki Huge", boat=huge)
    everybody = [
        (keeps, CAST["victim"]),
        (moves, CAST["stranger"]),
        *((one, None) for one in (*small, picky, hopeless)),
    ]
    assert [one["errors"] for one, _ in everybody] == [[]] * 10

    root = await run_and_keep(wintry, by=RUNS)
    given = {"roundId": ROUND}
    api.clock.time = at.AFTER
    refused = await api.ask(RELEASE, who=RUNS, input=given)
    assert refused["releaseDraw"]["errors"] == [{"code": "SECOND_PERSON_REQUIRED"}]
    assert (await api.ask(RELEASE, who=RELEASES, input=given))["releaseDraw"]["round"]["status"] == "RELEASED"
    assert (await own(api, small[0], None))["result"] is None
    assert (await api.ask(PUBLISH, who=RELEASES, input=given))["publishDraw"]["round"]["status"] == "PUBLISHED"

    told = [await own(api, one, who) for one, who in everybody]
    won = {one["publicId"]: one["result"]["place"]["id"] for one in told if one["result"]["place"]}
    assert len(set(won.values())) == len(won)
    assert told[0]["result"]["place"]["id"] == ids.encode("WinterStoragePlace", renewed)
    # The east has room for whoever leaves the west, so the place there comes free whatever the tickets.
    assert told[1]["result"]["rank"] in (0, 1)
    assert told[1]["result"]["exchange"]["gavePlace"]["id"] == ids.encode("WinterStoragePlace", exchanged)
    assert told[1]["result"]["exchange"]["gotPlace"] == {"id": told[1]["result"]["place"]["id"]}
    assert (told[-1]["result"]["rank"], len(told[-1]["result"]["explanations"])) == (None, 1)
    # Seven want to be in the meadow or in the west, where five are given, the lot of the exchanger included.
    newcomers = 5 - (told[1]["result"]["rank"] == 0)
    assert sum(one["result"]["place"] is not None for one in told[2:-1]) == newcomers
    for one in told[2:-1]:
        for explained in one["result"]["explanations"]:
            fitting, tight = ({place["id"] for place in explained[of]} for of in ("fittingPlaces", "tightPlaces"))
            assert fitting <= tight
            assert explained["holderCount"] == len(tight)

    held = await asked(wintry, HELD)
    assert {ids.encode("WinterStoragePlace", row["place_id"]) for row in held} == set(won.values())
    assert {(row["begins"], row["ends"]) for row in held} == {(winter.BEGINS, winter.ENDS)}
    public = (await api.ask(RESULTS, id=ROUND))["round"]
    (draw,) = public["draws"]["nodes"]
    assert (public["kind"], public["status"]) == ("WINTER_STORAGE", "PUBLISHED")
    assert (draw["awardCount"], draw["placeCount"]) == (newcomers + 2, 10)
    ranks = {one["publicId"]: one["rank"] for one in draw["results"]["nodes"]}
    assert ranks.items() <= {one["publicId"]: one["result"]["rank"] for one in told}.items()

    async with wintry.unit_of_work() as connection:
        bundle = await STATEMENTS.public_bundle.value(connection, code=winter.A_ROUND.code)
    (tmp_path / "winter.zip").write_bytes(bundle)
    assert main(["verify", str(tmp_path / "winter.zip"), "--root", root]) == 0
    assert capsys.readouterr().out.startswith("accepted\n")
    assert main(["verify", str(tmp_path / "winter.zip"), "--root", "0" * 64]) == 1
    with zipfile.ZipFile(io.BytesIO(bundle)) as files:
        rules, places = (json.loads(files.read(name)) for name in ("rules.json", "places.json"))
    assert (rules["kind"], rules["season"]) == ("WINTER_STORAGE", {"starts": "2027-09-15", "ends": "2028-06-10"})
    # An area stands for a harbor: the east with five places, the meadow with three lots, the west with two places.
    assert sorted([place["harbor"] for place in places].count(number) for number in range(3)) == [2, 3, 5]

    desk = (await api.ask(DESK, who=RUNS, id=ROUND))["desk"]
    assert {one["area"]["name"] for one in desk["balances"]} == {"East", "West", "Meadow"}
    assert all(one["harbor"] is None for one in desk["balances"])
    assert sum(one["placed"] for one in desk["balances"]) == newcomers + 2
    assert {"area": {"name": "East"}, "ground": "NOTHING_FITS", "choices": 1} in desk["refusals"]
    async with wintry.unit_of_work(RUNS) as connection:
        rows = await listed_applications(connection, winter.A_ROUND.id)
    assert {row["choices"] for row in rows} >= {"Meadow; West", "Meadow; East", "East"}

    (draw_id,) = (row["id"] for row in await asked(wintry, "SELECT id FROM draws"))
    async with wintry.unit_of_work() as connection:
        await act_as_system(connection)
        await tell_some(connection, draw_id, now=at.AFTER, chance=CHANCE)
    mails = [(row["template"], row["what"]) for row in await asked(wintry, SUBJECTS)]
    assert sorted(mails) == [
        *[("PLACE_GIVEN", "a winter storage place")] * (newcomers + 1),
        ("PLACE_KEPT", "your winter storage place"),
        *[("PLACE_NOT_GIVEN", "No winter storage place")] * (8 - newcomers),
    ]
