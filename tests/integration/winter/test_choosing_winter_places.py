"""Boaters choose winter storage over GraphQL: areas, sections, places; each round takes what it gives, and says so."""

from typing import Any

import pytest

from harbors.places.records import WinterStorageSectionId
from harbors.text import Language
from schema import ids
from tests import harbor_town as at
from tests import winter_town as winter
from tests.cast import CAST
from tests.integration.winter.conftest import SUBMIT, Api, form, in_area, in_section, on_place

FOUND = """
query Found($id: ID!, $areas: [ID!]) {
  round(id: $id) { applications(filter: { areaIds: $areas }) { nodes { reference } } }
}
"""


def faults(payload: Any) -> list[tuple[str, str]]:
    assert payload["application"] is None
    return [(error["code"], error["field"]) for error in payload["errors"]]


async def test_a_list_names_areas_sections_and_places(api: Api) -> None:
    payload = await api.submit(
        on_place(winter.place("west", "A", 2)), in_section(winter.section("east", "B")), in_area(winter.EAST)
    )
    assert payload["errors"] == []
    nothing = {"winterStorageArea": None, "winterStorageSection": None, "winterStoragePlace": None}
    assert payload["application"]["choices"] == [
        {**nothing, "rank": 0, "winterStoragePlace": {"number": "2"}},
        {**nothing, "rank": 1, "winterStorageSection": {"identifier": "B"}},
        {**nothing, "rank": 2, "winterStorageArea": {"name": "East"}},
    ]


async def test_a_berth_is_nothing_for_a_round_of_winter_storage(api: Api) -> None:
    harbor = {"harborId": ids.encode("Harbor", at.SOUTH)}
    payload = await api.submit(in_area(winter.EAST), harbor)
    assert faults(payload) == [("CHOICE_NOT_OF_WINTER_PLACES", "choices[1]")]
    assert payload["errors"][0]["message"] == (
        "This round gives winter places: choose a winter storage area, a section of it or a marked place."
    )


async def test_a_winter_place_is_nothing_for_a_round_of_berths(api: Api) -> None:
    berths = ids.encode("Round", at.A_ROUND.id)
    payload = await api.submit(on_place(winter.place("east", "A", 1)), roundId=berths)
    assert faults(payload) == [("CHOICE_NOT_OF_BERTHS", "choices[0]")]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.FI, "Tällä alueella ei ole jaettavia paikkoja: tuo vene ensin ja tee sitten ilmoitus."),
        (Language.EN, "No places of this area are given in a round: bring the boat first, then notify."),
    ],
)
async def test_an_area_that_follows_notices_is_in_no_round_and_the_refusal_says_so(
    api: Api, language: Language, words: str
) -> None:
    answer = await api.ask(SUBMIT, language=language, input=form(in_area(winter.MEADOW)))
    assert faults(answer["submitApplication"]) == [("CHOICE_BY_NOTICE", "choices[0]")]
    assert answer["submitApplication"]["errors"][0]["message"] == words


async def test_what_is_not_there_or_out_of_use_is_refused(api: Api, wintry: Any) -> None:
    async with wintry.unit_of_work() as connection:
        await connection.execute("UPDATE winter_storage_sections SET is_active = false WHERE identifier = 'B'")
        await connection.execute("UPDATE winter_storage_areas SET is_active = false WHERE id = $1", winter.WEST)
    nowhere = WinterStorageSectionId(at.key("winter_storage_section", "nowhere"))
    payload = await api.submit(
        in_section(winter.section("east", "B")),
        on_place(winter.place("east", "B", 1)),
        in_area(winter.WEST),
        in_section(nowhere),
    )
    assert faults(payload) == [
        ("CHOICE_NOT_OFFERED", "choices[0]"),
        ("CHOICE_NOT_OFFERED", "choices[1]"),
        ("CHOICE_NOT_OFFERED", "choices[2]"),
        ("CHOICE_UNKNOWN", "choices[3]"),
    ]


async def test_a_line_names_one_thing(api: Api) -> None:
    both = in_area(winter.EAST) | in_section(winter.section("east", "A"))
    with pytest.raises(AssertionError, match="give exactly one of"):
        await api.submit(both)


async def test_clerks_find_the_applications_that_name_an_area_or_anything_in_it(api: Api) -> None:
    here = [
        await api.submit(chosen, name=f"Nro{number} Hakija")
        for number, chosen in enumerate(
            (in_area(winter.EAST), in_section(winter.section("east", "B")), on_place(winter.place("east", "A", 1)))
        )
    ]
    await api.submit(in_area(winter.WEST), name="Muualla Toinen")
    found = await api.ask(
        FOUND,
        who=CAST["handler"],
        id=ids.encode("Round", winter.A_ROUND.id),
        areas=[ids.encode("WinterStorageArea", winter.EAST)],
    )
    references = {one["reference"] for one in found["round"]["applications"]["nodes"]}
    assert references == {one["application"]["reference"] for one in here}
