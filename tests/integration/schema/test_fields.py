"""What each object says of itself: texts by language, figures, provenance, fitness, geometry."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import orjson
import pytest
import shapely
from graphql import GraphQLEnumType
from shapely.geometry import shape

from geo.projection import to_metres
from geo.stored import store
from harbors.places.kinds import Amenity, Availability, GeometrySource, Mooring, PlaceKind, ProviderKind, ServiceKind
from harbors.places.records import Harbor, Pier, Place
from harbors.text import Language
from schema import ids
from tests.integration.schema import bay_sites as sites
from tests.integration.schema.bay import BAY, BERTHS, QUAY
from tests.integration.schema.bay_ground import corner
from tests.integration.schema.listing import roots
from tests.integration.schema.oracle_filters import BOATS, PERIOD, fits_boat
from tests.integration.schema.oracle_records import PLACES, RECORDS, id_of, is_free, metres_between, shape_of
from tests.integration.schema.reader import SCHEMA, Reader

FI, SV, EN = Language


def by_id(found: Any) -> dict[str, Any]:
    return {node.pop("id"): node for node in found["all"]["nodes"]}


@pytest.mark.parametrize(
    ("language", "names"),
    [
        (FI, ["Ängsholma", "River Mouth", "Öja", "Zanderi 10", "zanderi 9"]),
        (SV, ["Ängsholm", "Åminne", "Öja", "Zander 10", "zanderi 9"]),
        (EN, ["Meadow Islet", "River Mouth", "Öja", "Zander 10", "zanderi 9"]),
    ],
)
def test_a_name_falls_back_to_finnish_then_english_then_swedish(
    reader: Reader, language: Language, names: list[str]
) -> None:
    found = by_id(reader.data("{ all: harbors { nodes { id name names { fi sv en } } } }", language=language))
    assert [found[id_of(harbor)]["name"] for harbor in BAY.harbors] == names
    assert [found[id_of(harbor)]["names"] for harbor in BAY.harbors] == [
        {"fi": one.name.fi, "sv": one.name.sv, "en": one.name.en} for one in BAY.harbors
    ]


def test_a_text_that_is_not_there_is_null_in_every_language(reader: Reader) -> None:
    asked = "{ harbors { nodes { streetAddress } } guestMoorings { nodes { name } } providers { nodes { name } } }"
    for language, street, guest in (
        (FI, "Rantatie 1", "Vieras"),
        (SV, "Strandvägen 1", "Gäst"),
        (EN, "Rantatie 1", "Vieras"),
    ):
        found = reader.data(asked, language=language)
        assert {node["streetAddress"] for node in found["harbors"]["nodes"]} == {street, None}
        assert {node["name"] for node in found["guestMoorings"]["nodes"]} == {guest, None}
        assert "Ägirs båtklubb" in [node["name"] for node in found["providers"]["nodes"]]


def places_of(parent: Harbor | Pier) -> list[Place]:
    link = "harbor_id" if isinstance(parent, Harbor) else "pier_id"
    return [place for place in PLACES if getattr(place, link) == parent.id]


def largest(places: Sequence[Place], limit: str) -> int | None:
    return max((getattr(one, limit) for one in places if one.active and getattr(one, limit)), default=None)


def figures(parent: Harbor | Pier) -> dict[str, Any]:
    places = places_of(parent)
    moorings = Counter(place.mooring for place in places if place.mooring)
    widths = Counter(-(-place.width_mm // 500) * 500 for place in places if place.width_mm)
    return {
        "placeCount": len(places),
        "activePlaceCount": sum(place.active for place in places),
        "maxWidthMm": largest(places, "width_mm"),
        "maxLengthMm": largest(places, "length_mm"),
        "maxDepthMm": largest(places, "depth_mm"),
        "placesByMooring": [{"mooring": mooring, "count": moorings[mooring]} for mooring in sorted(moorings)],
        "placesByWidth": [{"fromMm": w - 500, "toMm": w, "count": widths[w]} for w in sorted(widths)],
        "freePlaceCount": sum(is_free(place) for place in places if place.active),
    }


@pytest.mark.parametrize("type_name", ["Harbor", "Pier"])
def test_the_figures_of_a_harbor_or_pier_are_those_of_its_places(reader: Reader, type_name: str) -> None:
    root = next(root.field for root in roots() if root.of == type_name)
    asked = """id placeCount activePlaceCount maxWidthMm maxLengthMm maxDepthMm placesByMooring { mooring count }
        placesByWidth { fromMm toMm count } freePlaceCount(period: $period)"""
    found = by_id(
        reader.data(f"query($period: Period!) {{ all: {root} {{ nodes {{ {asked} }} }} }}", {"period": PERIOD})
    )
    assert found == {id_of(parent): figures(parent) for parent in RECORDS[type_name]}


def test_the_counts_of_winter_storage_are_those_of_its_places(reader: Reader) -> None:
    counts = "id placeCount activePlaceCount"
    areas = by_id(reader.data(f"{{ all: winterStorageAreas {{ nodes {{ {counts} }} }} }}"))
    sections = by_id(reader.data(f"{{ all: winterStorageSections {{ nodes {{ {counts} }} }} }}"))
    assert {one["placeCount"] for one in sections.values()} == {3}
    assert [areas[id_of(area)]["placeCount"] for area in BAY.winter_storage_areas] == [7, 3]


@pytest.mark.parametrize("boat", BOATS, ids=str)
def test_a_place_says_whether_a_boat_fits_and_what_it_lacks(reader: Reader, boat: dict[str, Any]) -> None:
    asked = "id fits(boat: $boat) { fits reasons { dimension shortByMm shortByKg } }"
    found = by_id(
        reader.data(f"query($boat: BoatDimensions!) {{ all: places {{ nodes {{ {asked} }} }} }}", {"boat": boat})
    )
    for place in PLACES:
        fit = found[id_of(place)]["fits"]
        assert fit["fits"] == fits_boat(boat, place) == (fit["reasons"] == [])
        for reason in fit["reasons"]:
            limits = {
                "BEAM": place.width_mm,
                "LENGTH": place.length_mm,
                "DRAUGHT": place.depth_mm,
                "MASS": place.max_mass_kg,
            }
            needed = dict(zip(limits, ("beamMm", "lengthMm", "draughtMm", "massKg"), strict=True))
            short = boat[needed[reason["dimension"]]] - (limits[reason["dimension"]] or 0)
            mass = reason["dimension"] == "MASS"
            assert (reason["shortByMm"], reason["shortByKg"]) == ((None, short) if mass else (short, None))


def test_the_plain_fields_of_a_berth_are_those_of_its_record(reader: Reader) -> None:
    asked = """id kind number widthMm lengthMm depthMm maxMassKg areaM2 mooring amenities isAccessible isActive
        isInvoiceable geometrySource createdAt modifiedAt source { system type id licence fetchedAt }"""
    found = by_id(reader.data(f"{{ all: berths {{ nodes {{ {asked} }} }} }}"))
    for berth in BERTHS:
        told = found[id_of(berth)]
        assert datetime.fromisoformat(told.pop("modifiedAt")) == berth.modified_at
        assert datetime.fromisoformat(told.pop("createdAt")) < datetime.fromisoformat("2027-02-01T00:00:00Z")
        assert datetime.fromisoformat(told["source"].pop("fetchedAt")) == berth.source.fetched_at
        assert told == {
            "kind": "BERTH",
            "number": berth.number,
            "widthMm": berth.width_mm,
            "lengthMm": berth.length_mm,
            "depthMm": berth.depth_mm,
            "maxMassKg": berth.max_mass_kg,
            "areaM2": area(berth),
            "mooring": berth.mooring,
            "amenities": sorted(berth.amenities),
            "isAccessible": berth.accessible,
            "isActive": berth.active,
            "isInvoiceable": berth.invoiceable,
            "geometrySource": "GENERATED",
            "source": {"system": "bay", "type": "berth", "id": berth.source.id, "licence": "CC-BY-4.0"},
        }


def area(berth: Place) -> str | None:
    return f"{berth.width_mm * berth.length_mm / 1e6:.2f}" if berth.width_mm and berth.length_mm else None


LOCATED = [root for root in roots() if root.of not in ("Provider", "BoatType")]


@pytest.mark.parametrize("root", LOCATED, ids=lambda root: root.field)
def test_geometry_is_what_was_published_with_its_centre_box_and_distance(reader: Reader, root: Any) -> None:
    longitude, latitude = corner(30, 10)
    asked = "id geometry plain: geometry(simplifyM: 0) centroid bbox distanceM(from: $from)"
    position = {"from": {"longitude": longitude, "latitude": latitude}}
    found = by_id(reader.data(f"query($from: Position!) {{ all: {root.field} {{ nodes {{ {asked} }} }} }}", position))
    for record in RECORDS[root.of]:
        told, true = found[id_of(record)], shape_of(record)
        assert shape(told["geometry"]).normalize().equals_exact(true.normalize(), 1e-7)
        assert told["plain"] == told["geometry"]
        assert shape(told["centroid"]).equals_exact(true.centroid, 1e-6)
        assert told["bbox"] == pytest.approx(true.bounds, abs=1e-7)
        assert told["distanceM"] == pytest.approx(metres_between(record, longitude, latitude), abs=1e-3)


@pytest.mark.parametrize("metres", [0.001, 1, 50, 100_000])
def test_a_simplified_geometry_strays_no_further_than_was_asked(reader: Reader, metres: float) -> None:
    found = by_id(reader.data(f"{{ all: harbors {{ nodes {{ id geometry(simplifyM: {metres}) }} }} }}"))
    for harbor in BAY.harbors:
        simple = to_metres(shape(found[id_of(harbor)]["geometry"]))
        assert simple.is_valid
        assert shapely.hausdorff_distance(simple, to_metres(shape_of(harbor))) <= metres + 0.05


@pytest.mark.parametrize(
    ("metres", "drawings"), [(0, [0, 0]), (99.9, [0, 0]), (100, [1, 0]), (200, [2, 1]), (100_000, [2, 1])]
)
def test_the_coarsest_drawing_that_strays_no_further_is_shown(
    reader: Reader, metres: float, drawings: list[int]
) -> None:
    found = by_id(reader.data(f"{{ all: ferryRoutes {{ nodes {{ id geometry(simplifyM: {metres}) }} }} }}"))
    for route, drawing in zip(BAY.ferry_routes, drawings, strict=True):
        stored = store(shape_of(route))
        from_fine_to_coarse = [stored.geojson, *(one.geojson for one in stored.simplified)]
        assert found[id_of(route)]["geometry"] == orjson.loads(from_fine_to_coarse[drawing])


def test_interfaces_are_read_by_fragments(reader: Reader) -> None:
    asked = """query($ids: [ID!]!) { nodes(ids: $ids) { __typename id
        ... on Place { number ... on Quay { bookableMetres } }
        ...harbor
        ... on FerryStop { code }
        ... on Node { again: id } } }
        fragment harbor on Harbor { name }"""
    given = [id_of(QUAY), id_of(BAY.harbors[0]), ids.encode("FerryStop", sites.TORI), id_of(BERTHS[0])]
    nodes = reader.data(asked, {"ids": given})["nodes"]
    assert [node.pop("again") for node in nodes] == [node.pop("id") for node in nodes] == given
    assert nodes == [
        {"__typename": "Quay", "number": "K", "bookableMetres": 80},
        {"__typename": "Harbor", "name": "Ängsholma"},
        {"__typename": "FerryStop", "code": "H1"},
        {"__typename": "Berth", "number": "1"},
    ]


@pytest.mark.parametrize(
    "kinds",
    [Amenity, Availability, GeometrySource, Mooring, PlaceKind, ProviderKind, ServiceKind],
    ids=lambda one: one.__name__,
)
def test_an_enum_of_the_schema_has_the_values_of_the_field(kinds: type[StrEnum]) -> None:
    enum = SCHEMA.type_map[kinds.__name__]
    assert isinstance(enum, GraphQLEnumType)
    assert list(enum.values) == [kind.value for kind in kinds]
