"""Knows when the polygons of a collection cross so often that to unite them would take minutes and gigabytes."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon, STRtree

from geo.projection import Shapes

MAX_CROSSINGS = 50_000
_BATCH = 500


def cross_too_often(polygons: Sequence[Polygon]) -> bool:
    """Whether edges of different polygons meet, box by box, more than ``MAX_CROSSINGS`` times."""
    edges, owners = _edges(polygons)
    tree = STRtree(edges)
    found = 0
    for start in range(0, len(edges), _BATCH):
        batch, others = tree.query(edges[start : start + _BATCH])
        found += int((owners[start + batch] < owners[others]).sum())
        if found > MAX_CROSSINGS:
            return True
    return False


def _edges(polygons: Sequence[Polygon]) -> tuple[Shapes, NDArray[np.int64]]:
    """Every edge as a line, and the index of the polygon that it belongs to."""
    rings, owners = shapely.get_rings(np.array(polygons, dtype=np.object_), return_index=True)
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    edge = np.flatnonzero(ring[:-1] == ring[1:])
    lines = shapely.linestrings(np.stack((corners[edge], corners[edge + 1]), axis=1))
    return np.asarray(lines, dtype=np.object_), owners[ring[edge]]
