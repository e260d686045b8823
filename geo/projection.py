"""Knows the two reference systems of the house: WGS 84 degrees, longitude first, and ETRS-TM35FIN metres.

Lengths are lengths on the plane of TM35FIN, which at Helsinki are 0.4 per mille shorter than on the ground. Only the
vertices are projected: a straight edge of ten kilometres bends by some three metres between the systems.
"""

from functools import cache
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from pyproj.enums import TransformDirection

from geo import Geometry
from geo.errors import GeometryError

WGS84 = "EPSG:4326"
TM35FIN = "EPSG:3067"

Coordinates = NDArray[np.float64]
Shapes = NDArray[np.object_]
G = TypeVar("G", bound=Geometry)


@cache
def _transformer() -> Transformer:
    """One for the process: pyproj keeps a context for each thread inside, so that threads may share a transformer."""
    return Transformer.from_crs(WGS84, TM35FIN, always_xy=True)


def to_metres(geometry: G) -> G:
    """The same geometry in TM35FIN metres, easting first; an altitude is dropped."""
    return shapely.transform(geometry, _project)


def to_degrees(geometry: G) -> G:
    """The same geometry in degrees, longitude first; an altitude is dropped."""
    return shapely.transform(geometry, _unproject)


def all_to_metres(geometries: Shapes) -> Shapes:
    """As :func:`to_metres` for thousands of geometries in one call."""
    return shapely.transform(geometries, _project)


def all_to_degrees(geometries: Shapes) -> Shapes:
    """As :func:`to_degrees` for thousands of geometries in one call."""
    return shapely.transform(geometries, _unproject)


def distance_m(a: Geometry, b: Geometry) -> float:
    """Metres between two geometries given in degrees; 0 where they touch or overlap."""
    return float(shapely.distance(to_metres(a), to_metres(b)))


def _project(points: Coordinates) -> Coordinates:
    return _run(points, TransformDirection.FORWARD)


def _unproject(points: Coordinates) -> Coordinates:
    return _run(points, TransformDirection.INVERSE)


def _run(points: Coordinates, direction: TransformDirection) -> Coordinates:
    x, y = _transformer().transform(points[:, 0], points[:, 1], direction=direction)
    moved = np.column_stack((x, y))
    if not np.isfinite(moved).all():
        raise GeometryError("geometry", f"lies where {TM35FIN} has no coordinates")
    return moved
