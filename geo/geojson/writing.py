"""Knows how a geometry in degrees is written: compact GeoJSON, seven decimals, outer rings against the clock."""

from collections.abc import Iterable, Mapping
from typing import Any

import shapely

from geo import Geometry
from geo.errors import GeometryError
from geo.precision import decimal


def dump(geometry: Geometry) -> str:
    """Compact GeoJSON text; the same geometry always gives the same text. Altitudes are dropped, empty is refused."""
    if geometry.is_empty:
        raise GeometryError("geometry", "must not be empty")
    return _object(shapely.orient_polygons(geometry).__geo_interface__)


def _object(value: Mapping[str, Any]) -> str:
    if value["type"] == "GeometryCollection":
        return f'{{"type":"GeometryCollection","geometries":{_array(map(_object, value["geometries"]))}}}'
    return f'{{"type":"{_NAMES.get(value["type"], value["type"])}","coordinates":{_coordinates(value["coordinates"])}}}'


def _coordinates(value: tuple[Any, ...]) -> str:
    if isinstance(value[0], tuple):
        return _array(map(_coordinates, value))
    return _array(map(decimal, value[:2]))


def _array(items: Iterable[str]) -> str:
    return f"[{','.join(items)}]"


_NAMES = {"LinearRing": "LineString"}
