"""What a catalogue must not hold, and how the fault is named."""

from dataclasses import replace
from typing import Any

import pytest

from harbors.errors import Invalid
from harbors.places.kinds import PlaceKind
from harbors.places.records import Catalogue, HarborId, WinterStorageAreaId
from harbors.places.soundness import check_catalogue, parents
from harbors.text import Language, Translated
from tests import sites
from tests.sites import AREA, CITY, HARBOR, PIER, SECTION, a_berth, a_place, catalogue, key

NOWHERE: Any = key("nowhere")
ELSEWHERE = replace(HARBOR, id=HarborId(key("harbor", "2")), source=sites.source("harbor", "2"))
OTHER_AREA = replace(AREA, id=WinterStorageAreaId(key("area", "2")), source=sites.source("area", "2"))


def faults(unsound: Catalogue) -> list[tuple[str, str | None]]:
    with pytest.raises(Invalid) as caught:
        check_catalogue(unsound, known=parents(unsound))
    return [(problem.code, problem.field) for problem in caught.value.problems]


def test_one_record_of_each_kind_is_sound() -> None:
    check_catalogue(catalogue(), known=parents(catalogue()))


@pytest.mark.parametrize(
    ("unsound", "code", "field"),
    [
        (catalogue(harbors=(HARBOR, HARBOR)), "RECORD_REPEATED", "harbors[1].id"),
        (catalogue(harbors=(replace(HARBOR, name=Translated()),)), "NAME_MISSING", "harbors[1].name"),
        (catalogue(harbors=(replace(HARBOR, name=Translated(fi="")),)), "NAME_MISSING", "harbors[1].name"),
        (catalogue(harbors=(replace(HARBOR, provider_id=NOWHERE),)), "REFERENCE_UNKNOWN", "harbors[1].provider_id"),
        (catalogue(piers=(replace(PIER, price_tier=4),)), "OUT_OF_RANGE", "piers[1].price_tier"),
        (
            catalogue(piers=(replace(PIER, suitable_boat_types=(NOWHERE,)),)),
            "REFERENCE_UNKNOWN",
            "piers[1].suitable_boat_types",
        ),
        (
            catalogue(winter_storage_sections=(replace(SECTION, area_id=NOWHERE),), places=()),
            "REFERENCE_UNKNOWN",
            "winter_storage_sections[1].area_id",
        ),
        (
            catalogue(ferry_routes=(replace(sites.ROUTE, stops=(NOWHERE,)),)),
            "REFERENCE_UNKNOWN",
            "ferry_routes[1].stops",
        ),
        (
            catalogue(ferry_routes=(replace(sites.ROUTE, operator_id=NOWHERE),)),
            "REFERENCE_UNKNOWN",
            "ferry_routes[1].operator_id",
        ),
        (catalogue(places=(a_berth(width_mm=0),)), "OUT_OF_RANGE", "places[1].width_mm"),
        (catalogue(places=(a_berth(length_mm=2**31),)), "OUT_OF_RANGE", "places[1].length_mm"),
        (catalogue(places=(a_berth(depth_mm=-1),)), "OUT_OF_RANGE", "places[1].depth_mm"),
        (catalogue(places=(a_berth(max_mass_kg=0),)), "OUT_OF_RANGE", "places[1].max_mass_kg"),
        (catalogue(places=(a_place(PlaceKind.QUAY, units=0),)), "OUT_OF_RANGE", "places[1].units"),
        (
            catalogue(
                places=(a_place(PlaceKind.WINTER_STORAGE_PLACE, area_id=AREA.id, section_id=SECTION.id, depth_mm=900),)
            ),
            "DEPTH_ON_LAND",
            "places[1].depth_mm",
        ),
        (catalogue(places=(replace(a_berth(), pier_id=None),)), "LINK_WRONG", "places[1].pier_id"),
        (
            catalogue(harbors=(HARBOR, ELSEWHERE), places=(replace(a_berth(), harbor_id=ELSEWHERE.id),)),
            "LINK_TORN",
            "places[1].pier_id",
        ),
        (
            catalogue(
                winter_storage_areas=(AREA, OTHER_AREA),
                places=(a_place(PlaceKind.WINTER_STORAGE_PLACE, area_id=OTHER_AREA.id, section_id=SECTION.id),),
            ),
            "LINK_TORN",
            "places[1].section_id",
        ),
    ],
)
def test_a_fault_is_named_with_its_record_and_field(unsound: Catalogue, code: str, field: str) -> None:
    assert faults(unsound) == [(code, field)]


def test_every_fault_is_named_at_once() -> None:
    unsound = catalogue(places=(a_berth("1", width_mm=0), a_berth("2", length_mm=0)))
    assert faults(unsound) == [("OUT_OF_RANGE", "places[1].width_mm"), ("OUT_OF_RANGE", "places[2].length_mm")]


def test_what_the_database_holds_can_be_referred_to() -> None:
    berths = Catalogue(places=(a_berth(),))
    check_catalogue(
        berths, known={"providers": {CITY.id: None}, "harbors": {HARBOR.id: None}, "piers": {PIER.id: HARBOR.id}}
    )


def test_a_fault_has_words_in_every_language() -> None:
    with pytest.raises(Invalid) as caught:
        check_catalogue(catalogue(harbors=(HARBOR, HARBOR)), known=parents(catalogue()))
    (problem,) = caught.value.problems
    assert problem.message == Translated(
        fi="harbors[1].id: on luettelossa kahdesti.",
        sv="harbors[1].id: finns två gånger i katalogen.",
        en="harbors[1].id: is in the catalogue twice.",
    )
    assert problem.in_language(Language.EN) == "harbors[1].id: is in the catalogue twice."
