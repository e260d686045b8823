"""Knows how finely a position is kept: seven decimals of a degree, a centimetre on the ground."""

from collections.abc import Sequence

import numpy as np
import shapely

from geo import Geometry
from geo.errors import GeometryError
from geo.projection import Coordinates, Shapes

DECIMALS = 7
_GRID = 1e-7


def snap(geometry: Geometry, *, path: str = "geometry") -> Geometry:
    """The geometry in degrees with every position on the grid and still valid; refused where nothing is left of it."""
    rounded = shapely.transform(geometry, _round)
    return rounded if rounded.is_valid else _mended(geometry, path)


def snap_all(geometries: Sequence[Geometry] | Shapes) -> Shapes:
    """As :func:`snap` for thousands of geometries in one call."""
    rounded = shapely.transform(np.array(geometries, dtype=np.object_), _round)
    for index in np.flatnonzero(~shapely.is_valid(rounded)).tolist():
        rounded[index] = _mended(geometries[index], "geometry")
    return rounded


def _mended(geometry: Geometry, path: str) -> Geometry:
    """What is left of a geometry whose parts lie so close that rounding makes them cross."""
    if not geometry.is_valid:
        raise GeometryError(path, "is not valid")
    mended = shapely.transform(shapely.set_precision(geometry, _GRID), _round)
    if mended.is_empty or not mended.is_valid:
        raise GeometryError(path, f"is too small: positions are kept to {DECIMALS} decimals, a centimetre")
    return mended


def decimal(degrees: float) -> str:
    """The shortest text of at most seven decimals: never an exponent, never a negative zero."""
    text = f"{degrees:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _round(points: Coordinates) -> Coordinates:
    return np.round(points, DECIMALS) + 0.0
