"""What the demonstration puts on the map lies where it can lie."""

from itertools import groupby

import shapely
from shapely import LineString, Polygon, STRtree

from geo import Geometry
from geo.projection import to_metres
from harbors.places.kinds import GeometrySource, PlaceKind
from harbors.places.records import Catalogue, Place

SEA_OF_HELSINKI = shapely.box(24.78, 60.09, 25.26, 60.23)
AT_PIERS = {PlaceKind.BERTH, PlaceKind.GUEST_MOORING}
TOLERANCE_M2 = 0.01


def at_piers(catalogue: Catalogue) -> list[Place]:
    return [place for place in catalogue.places if place.kind in AT_PIERS]


def geometries(catalogue: Catalogue) -> list[Geometry]:
    return [
        *(it.located.geometry for it in catalogue.harbors),
        *(it.located.geometry for it in catalogue.piers),
        *(it.located.geometry for it in catalogue.places),
        *(it.located.geometry for it in catalogue.winter_storage_areas),
        *(it.located.geometry for it in catalogue.winter_storage_sections),
        *(it.located.geometry for it in catalogue.services),
        *(it.located.geometry for it in catalogue.ferry_stops),
        *(it.located.geometry for it in catalogue.ferry_routes),
    ]


def test_everything_lies_in_the_waters_of_helsinki_or_by_them(catalogue: Catalogue) -> None:
    assert shapely.covered_by(geometries(catalogue), SEA_OF_HELSINKI).all()


def test_every_geometry_is_valid(catalogue: Catalogue) -> None:
    assert shapely.is_valid(geometries(catalogue)).all()


def test_no_two_berths_lie_on_each_other(catalogue: Catalogue) -> None:
    outlines = [to_metres(place.located.geometry) for place in at_piers(catalogue)]
    one, other = STRtree(outlines).query(outlines, predicate="intersects")
    shared = [outlines[a].intersection(outlines[b]).area for a, b in zip(one, other, strict=True) if a < b]
    assert max(shared, default=0.0) < TOLERANCE_M2


def test_berths_are_outlines_of_their_true_size(catalogue: Catalogue) -> None:
    for place in at_piers(catalogue):
        assert isinstance(place.located.geometry, Polygon)
        assert place.width_mm and place.length_mm
        area = to_metres(place.located.geometry).area
        assert abs(area - place.width_mm * place.length_mm / 1e6) < TOLERANCE_M2


def test_what_was_laid_out_says_so(catalogue: Catalogue) -> None:
    sources = {
        "piers": {pier.located.source for pier in catalogue.piers},
        "berths": {place.located.source for place in at_piers(catalogue)},
        "sections": {section.located.source for section in catalogue.winter_storage_sections},
        "services": {service.located.source for service in catalogue.services},
        "harbors": {harbor.located.source for harbor in catalogue.harbors},
        "stops": {stop.located.source for stop in catalogue.ferry_stops},
        "routes": {route.located.source for route in catalogue.ferry_routes},
    }
    laid_out, as_written = {GeometrySource.GENERATED}, {GeometrySource.IMPORTED}
    assert sources == {
        **dict.fromkeys(("piers", "berths", "sections", "services"), laid_out),
        **dict.fromkeys(("harbors", "stops", "routes"), as_written),
    }


def test_piers_begin_near_the_spot_of_their_harbor(catalogue: Catalogue) -> None:
    spots = {harbor.id: to_metres(harbor.located.geometry) for harbor in catalogue.harbors}
    for pier in catalogue.piers:
        line = to_metres(pier.located.geometry)
        assert isinstance(line, LineString)
        assert line.distance(spots[pier.harbor_id]) < 150


def test_harbors_lie_apart_from_each_other(catalogue: Catalogue) -> None:
    spots = [to_metres(harbor.located.geometry) for harbor in catalogue.harbors]
    distances = [a.distance(b) for index, a in enumerate(spots) for b in spots[:index]]
    assert min(distances) > 100


def test_a_quay_has_as_many_units_as_metres(catalogue: Catalogue) -> None:
    quays = [place for place in catalogue.places if place.kind is PlaceKind.QUAY]
    assert [quay.units for quay in quays] == [round(to_metres(quay.located.geometry).length) for quay in quays]


def test_ferries_go_from_pier_to_pier_and_run_nothing_down(catalogue: Catalogue) -> None:
    stops = {stop.id: stop.located.geometry.coords[0] for stop in catalogue.ferry_stops}
    piers = [to_metres(pier.located.geometry) for pier in catalogue.piers]
    moored = STRtree([*piers, *(to_metres(place.located.geometry) for place in at_piers(catalogue))])
    for route in catalogue.ferry_routes:
        voyage = list(route.located.geometry.coords)
        assert [point for point in voyage if point in stops.values()] == [stops[stop] for stop in route.stops]
        assert (voyage[0], voyage[-1]) == (stops[route.stops[0]], stops[route.stops[-1]])
        assert not len(moored.query(to_metres(route.located.geometry), predicate="dwithin", distance=15))


def test_marked_winter_places_lie_in_their_sections(catalogue: Catalogue) -> None:
    fences = {section.id: section.located.geometry.buffer(1e-6) for section in catalogue.winter_storage_sections}
    marked = [place for place in catalogue.places if place.section_id]
    for section_id, places in groupby(marked, key=lambda place: place.section_id):
        assert section_id is not None
        assert shapely.covered_by([place.located.geometry for place in places], fences[section_id]).all()
