"""Knows how to take a geometry of many parts apart."""

from collections.abc import Iterator

from shapely import Polygon
from shapely.geometry.base import BaseMultipartGeometry

from geo import Geometry


def leaves(geometry: Geometry) -> Iterator[Geometry]:
    """The points, lines and polygons that a geometry consists of, in order, however deep they are nested."""
    if isinstance(geometry, BaseMultipartGeometry):
        for part in geometry.geoms:
            yield from leaves(part)
    else:
        yield geometry


def polygons(geometry: Geometry) -> list[Polygon]:
    """The polygons among them."""
    return [leaf for leaf in leaves(geometry) if isinstance(leaf, Polygon)]
