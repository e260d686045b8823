"""Knows how a geometry in degrees is written: compact GeoJSON, seven decimals, outer rings against the clock."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from geo import Geometry
from geo.errors import GeometryError
from geo.precision import decimal
from geo.projection import Shapes


def dump(geometry: Geometry) -> str:
    """Compact GeoJSON text; the same geometry always gives the same text. Altitudes are dropped, empty is refused."""
    return dump_all([geometry])[0]


def dump_all(geometries: Sequence[Geometry] | Shapes) -> list[str]:
    """As :func:`dump` for thousands of geometries in one call."""
    oriented = shapely.orient_polygons(np.array(geometries, dtype=np.object_))
    if shapely.is_empty(oriented).any():
        raise GeometryError("geometry", "must not be empty")
    return [_object(geometry.__geo_interface__) for geometry in oriented]


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
