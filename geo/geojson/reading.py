"""Knows how a decoded GeoJSON geometry becomes a Shapely one, and every reason to refuse it.

Beyond RFC 7946 a geometry holds at most ``MAX_POSITIONS`` positions, collections nest at most ``MAX_NESTING`` deep,
edges of different polygons of a collection meet at most ``MAX_CROSSINGS`` times, positions are kept to seven decimals,
and an altitude is dropped. Foreign members are ignored, as the RFC asks.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

import shapely
from shapely import GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon

from geo import Geometry
from geo.errors import GeometryError
from geo.geojson.crossings import MAX_CROSSINGS, cross_too_often
from geo.geojson.positions import Position, position
from geo.parts import polygons
from geo.precision import snap

MAX_POSITIONS = 10_000
MAX_NESTING = 4

T = TypeVar("T")


def parse(value: object, *, path: str = "geometry") -> Geometry:
    """The geometry that a decoded GeoJSON object describes; :class:`GeometryError` names the first fault."""
    geometry = _geometry(value, path, 0)
    count = shapely.count_coordinates(geometry)
    if count > MAX_POSITIONS:
        raise GeometryError(path, f"has {count} positions, more than the {MAX_POSITIONS} that are taken")
    _refuse_invalid(geometry, path)
    _refuse_bomb(geometry, path)
    return snap(geometry, path=path)


def _geometry(value: object, path: str, depth: int) -> Geometry:
    if not isinstance(value, Mapping):
        raise GeometryError(path, "must be a GeoJSON geometry object")
    kind = value.get("type")
    if kind == "GeometryCollection":
        return _collection(value, path, depth)
    build = _BUILDERS.get(kind) if isinstance(kind, str) else None
    if build is None:
        raise GeometryError(f"{path}.type", f"must be one of {', '.join(_BUILDERS)}, GeometryCollection")
    return build(value.get("coordinates"), f"{path}.coordinates")


def _collection(value: Mapping[str, object], path: str, depth: int) -> GeometryCollection:
    if depth == MAX_NESTING:
        raise GeometryError(path, f"nests collections deeper than {MAX_NESTING}")
    return GeometryCollection(
        _each(value.get("geometries"), f"{path}.geometries", lambda member, at: _geometry(member, at, depth + 1))
    )


def _point(value: object, path: str) -> Point:
    return Point(position(value, path))


def _line_string(value: object, path: str) -> LineString:
    positions = _each(value, path, position)
    if len(positions) < 2:
        raise GeometryError(path, "a line needs two positions or more")
    return LineString(positions)


def _polygon(value: object, path: str) -> Polygon:
    shell, *holes = _each(value, path, _ring)
    return Polygon(shell, holes)


def _ring(value: object, path: str) -> list[Position]:
    positions = _each(value, path, position)
    if len(positions) < 4:
        raise GeometryError(path, "a ring needs four positions or more")
    if positions[0] != positions[-1]:
        raise GeometryError(path, "a ring must end where it begins")
    return positions


def _multi_point(value: object, path: str) -> MultiPoint:
    return MultiPoint(_each(value, path, position))


def _multi_line_string(value: object, path: str) -> MultiLineString:
    return MultiLineString(_each(value, path, _line_string))


def _multi_polygon(value: object, path: str) -> MultiPolygon:
    return MultiPolygon(_each(value, path, _polygon))


_BUILDERS: Mapping[str, Callable[[object, str], Geometry]] = {
    "Point": _point,
    "MultiPoint": _multi_point,
    "LineString": _line_string,
    "MultiLineString": _multi_line_string,
    "Polygon": _polygon,
    "MultiPolygon": _multi_polygon,
}


def _each(value: object, path: str, read: Callable[[object, str], T]) -> list[T]:
    if not isinstance(value, list | tuple):
        raise GeometryError(path, "must be an array")
    if not value:
        raise GeometryError(path, "must not be empty")
    return [read(item, f"{path}[{index}]") for index, item in enumerate(value)]


def _refuse_invalid(geometry: Geometry, path: str) -> None:
    if isinstance(geometry, GeometryCollection):
        for index, member in enumerate(geometry.geoms):
            _refuse_invalid(member, f"{path}.geometries[{index}]")
    elif not geometry.is_valid:
        reason, _, where = shapely.is_valid_reason(geometry).partition("[")
        raise GeometryError(path, f"is not valid: {reason.lower()} at {where.rstrip(']').replace(' ', ', ')}")


def _refuse_bomb(geometry: Geometry, path: str) -> None:
    if isinstance(geometry, GeometryCollection) and cross_too_often(polygons(geometry)):
        raise GeometryError(path, f"has polygons that cross each other more than {MAX_CROSSINGS} times")
