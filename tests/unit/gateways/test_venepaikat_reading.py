"""What becomes of the city's records: the catalogue that a small city's file gives."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from shapely import LineString, Point, Polygon

from ahti.gateways.venepaikat import read_catalogue
from harbors.places.kinds import Amenity, Availability, GeometrySource, Mooring, PlaceKind
from harbors.places.records import Address, BoatTypeId, Catalogue, Contact, Place, Source
from harbors.text import Translated
from tests.published_city import BERTH, HARBOR, PIER, UNMARKED_AREA, Record, find, published_city, write

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def read(folder: Path, records: Sequence[Record], *others: Sequence[Record]) -> Catalogue:
    files = [write(folder, some, name=f"{index}.json") for index, some in enumerate((records, *others))]
    return read_catalogue(files, fetched_at=NOW)


@pytest.fixture
def city(tmp_path: Path) -> Catalogue:
    return read(tmp_path, published_city())


def places(catalogue: Catalogue, kind: PlaceKind) -> list[Place]:
    return [place for place in catalogue.places if place.kind is kind]


def test_a_harbor_has_its_texts_in_every_language_that_is_there(city: Catalogue) -> None:
    (harbor,) = city.harbors
    assert harbor.name == Translated(fi="Airorannan venesatama", sv="Årstrandens båthamn")
    assert harbor.address == Address(Translated(fi="Airoranta 2", sv="Årstranden 2"), "00810", "helsinki")


def test_an_empty_text_is_absent(city: Catalogue) -> None:
    assert city.harbors[0].contact == Contact(www_url="https://www.example.fi/")
    assert city.winter_storage_areas[0].address.street == Translated()


def test_a_record_says_where_it_comes_from(city: Catalogue) -> None:
    assert city.harbors[0].source == Source("venepaikat", "resources.harbor", HARBOR, "MIT", NOW)


def test_a_record_has_the_times_of_the_source(city: Catalogue) -> None:
    harbor = city.harbors[0]
    assert harbor.created_at == datetime(2020, 4, 6, 11, 56, 25, 857_000, tzinfo=UTC)
    assert harbor.modified_at == datetime(2020, 9, 17, 15, 56, 26, 60_000, tzinfo=UTC)


def test_everything_is_the_citys(city: Catalogue) -> None:
    (provider,) = city.providers
    assert provider.name == Translated(fi="Helsingin kaupunki", sv="Helsingfors stad", en="City of Helsinki")
    for records in (city.harbors, city.winter_storage_areas, city.places):
        assert {record.provider_id for record in records} == {provider.id}


def test_a_pier_has_the_amenities_that_are_true(city: Catalogue) -> None:
    (pier,) = city.piers
    assert pier.amenities == {Amenity.ELECTRICITY, Amenity.GATE}
    assert (pier.identifier, pier.price_tier, pier.harbor_id) == ("-", 2, city.harbors[0].id)
    assert pier.suitable_boat_types == (BoatTypeId(city.boat_types[0].id),)


def test_a_berth_has_the_size_and_mooring_of_its_type_in_millimetres(city: Catalogue) -> None:
    berth = next(berth for berth in places(city, PlaceKind.BERTH) if berth.source.id == BERTH)
    assert (berth.number, berth.width_mm, berth.length_mm, berth.depth_mm) == ("2", 2750, 6000, None)
    assert (berth.mooring, berth.accessible, berth.active) == (Mooring.SIDE_SLIP, None, True)
    assert (berth.pier_id, berth.harbor_id) == (city.piers[0].id, city.harbors[0].id)


def test_a_harbor_is_where_it_was_published(city: Catalogue) -> None:
    located = city.harbors[0].located
    assert (located.geometry, located.source) == (Point(25.02, 60.19), GeometrySource.IMPORTED)


def test_pier_and_berth_are_laid_out(city: Catalogue) -> None:
    pier, berths = city.piers[0].located, [berth.located for berth in places(city, PlaceKind.BERTH)]
    assert isinstance(pier.geometry, LineString)
    assert [type(berth.geometry) for berth in berths] == [Polygon, Polygon]
    assert {located.source for located in (pier, *berths)} == {GeometrySource.GENERATED}


def test_a_numbered_winter_place_is_laid_out(city: Catalogue) -> None:
    (place,) = places(city, PlaceKind.WINTER_STORAGE_PLACE)
    assert isinstance(place.located.geometry, Polygon)
    assert place.located.source is GeometrySource.GENERATED


def test_a_harbor_without_piers_that_show_the_way_looks_south(city: Catalogue) -> None:
    foot, head = city.piers[0].located.geometry.coords
    assert head[1] < foot[1] and head[0] == pytest.approx(foot[0], abs=1e-4)


def test_a_pier_away_from_its_harbor_shows_the_way(tmp_path: Path) -> None:
    records = published_city()
    find(records, "pier")["fields"]["location"] = "SRID=4326;POINT (25.02 60.192)"
    foot, head = read(tmp_path, records).piers[0].located.geometry.coords
    assert head[1] > foot[1]


def test_a_numbered_winter_place_has_section_area_and_number(city: Catalogue) -> None:
    (place,) = places(city, PlaceKind.WINTER_STORAGE_PLACE)
    (section,) = city.winter_storage_sections
    assert (place.number, place.width_mm, place.length_mm) == ("10", 3500, 10_000)
    assert (place.section_id, place.area_id) == (section.id, section.area_id)
    assert section.amenities == {Amenity.ELECTRICITY, Amenity.WATER, Amenity.SUMMER_STORAGE_FOR_DOCKING_EQUIPMENT}


def test_an_area_with_an_estimate_has_an_unmarked_part_of_that_many_boats(city: Catalogue) -> None:
    (unmarked,) = places(city, PlaceKind.UNMARKED_WINTER_STORAGE)
    area = next(area for area in city.winter_storage_areas if area.source.id == UNMARKED_AREA)
    assert (unmarked.units, unmarked.area_id, unmarked.name) == (40, area.id, area.name)
    assert unmarked.id != area.id


@pytest.mark.parametrize(
    ("level", "availability"),
    [
        (1, Availability.SHORT_QUEUE),
        (2, Availability.MEDIUM_QUEUE),
        (3, Availability.LONG_QUEUE),
        (4, Availability.RARELY_AVAILABLE),
        (5, Availability.PLENTY),
    ],
)
def test_a_level_is_one_of_five_steps(tmp_path: Path, level: int, availability: Availability) -> None:
    records = published_city()
    find(records, "availabilitylevel")["pk"] = level
    find(records, "availabilityleveltranslation")["fields"]["master"] = level
    find(records, "harbor")["fields"]["availability_level"] = level
    assert read(tmp_path, records).harbors[0].availability is availability


@pytest.mark.parametrize(
    ("number", "mooring"),
    [
        (1, Mooring.NO_STERN_MOORING),
        (2, Mooring.SINGLE_SLIP),
        (3, Mooring.SIDE_SLIP),
        (4, Mooring.STERN_BUOY),
        (5, Mooring.STERN_POLE),
        (6, Mooring.QUAYSIDE),
        (7, Mooring.DINGHY_PLACE),
        (8, Mooring.SEA_BUOY),
        (9, Mooring.TRAILER_PLACE),
    ],
)
def test_moorings_are_numbered_from_one_to_nine(tmp_path: Path, number: int, mooring: Mooring) -> None:
    records = published_city()
    find(records, "berthtype")["fields"]["mooring_type"] = number
    assert {berth.mooring for berth in places(read(tmp_path, records), PlaceKind.BERTH)} == {mooring}


def test_a_later_file_corrects_an_earlier_one(tmp_path: Path) -> None:
    records = published_city()
    other = "00000000-0000-4000-8000-000000000099"
    harbor, text = find(published_city(), "harbor"), find(published_city(), "harbortranslation")
    pier = find(published_city(), "pier")
    harbor["pk"], text["pk"], text["fields"]["master"], pier["fields"]["harbor"] = other, 99, other, other
    corrected = read(tmp_path, records, [pier, text, harbor])
    assert [harbor.source.id for harbor in corrected.harbors] == [HARBOR, other]
    assert [(pier.source.id, pier.harbor_id) for pier in corrected.piers] == [(PIER, corrected.harbors[1].id)]
    assert {berth.harbor_id for berth in places(corrected, PlaceKind.BERTH)} == {corrected.harbors[1].id}


def test_the_order_of_the_records_does_not_matter(tmp_path: Path, city: Catalogue) -> None:
    backwards = read(tmp_path, published_city()[::-1])
    assert {place.id: place for place in backwards.places} == {place.id: place for place in city.places}
