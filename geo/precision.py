"""Knows how finely a position is kept: seven decimals of a degree, a centimetre on the ground."""

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import Geometry
from geo.errors import GeometryError

DECIMALS = 7
_GRID = 1e-7


def snap(geometry: Geometry, *, path: str = "geometry") -> Geometry:
    """The geometry in degrees with every position on the grid and still valid; refused where nothing is left of it."""
    rounded = shapely.transform(geometry, _round)
    if rounded.is_valid:
        return rounded
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


def _round(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.round(points, DECIMALS) + 0.0
