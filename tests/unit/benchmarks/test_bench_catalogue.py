"""The catalogue several times over is a sound catalogue of as many records."""

from dataclasses import fields

from benchmarks.reads.catalogue import times
from harbors.places.kinds import PlaceKind
from harbors.places.records import Catalogue
from harbors.places.soundness import check_catalogue, parents
from tests import sites

ONCE = sites.catalogue(
    places=(
        sites.a_berth("1"),
        sites.a_berth("2"),
        sites.a_place(PlaceKind.WINTER_STORAGE_PLACE, "3", area_id=sites.AREA.id, section_id=sites.SECTION.id),
        sites.a_place(PlaceKind.UNMARKED_WINTER_STORAGE, "4", area_id=sites.AREA.id),
    ),
)
SHARED = frozenset({"providers", "boat_types"})
COPIED = frozenset({"harbors", "piers", "winter_storage_areas", "winter_storage_sections", "places"})


def sizes(catalogue: Catalogue) -> dict[str, int]:
    return {field.name: len(getattr(catalogue, field.name)) for field in fields(catalogue)}


def test_every_record_is_there_as_often_but_who_runs_it_once() -> None:
    once = sizes(ONCE)
    assert sizes(times(ONCE, 3)) == {name: 3 * size if name in COPIED else size for name, size in once.items()}
    assert min(once[name] for name in COPIED | SHARED) > 0


def test_copies_refer_to_copies() -> None:
    thrice = times(ONCE, 3)
    check_catalogue(thrice, known=parents(thrice))
    assert [{place.harbor_id for place in thrice.places if place.pier_id == pier.id} for pier in thrice.piers] == [
        {harbor.id} for harbor in thrice.harbors
    ]


def test_a_copy_lies_elsewhere_under_another_name() -> None:
    first, second = times(ONCE, 2).harbors
    assert first == ONCE.harbors[0]
    assert second.name.fi == f"{first.name.fi} 2"
    assert not second.located.geometry.equals(first.located.geometry)


def test_the_catalogue_is_multiplied_in_the_same_way_each_time() -> None:
    assert times(ONCE, 2) == times(ONCE, 2)
