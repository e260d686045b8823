"""Knows how stored geometries are drawn with fewer positions, for maps that show them small."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import Geometry
from geo.errors import GeometryError
from geo.geojson import dump, dump_all
from geo.precision import snap, snap_all
from geo.projection import Shapes, all_to_degrees, all_to_metres, to_degrees

TOLERANCES_M = (*(step * 10**power for power in range(5) for step in (1, 2, 5)), 100_000)
_WORTH_KEEPING = 0.75


@dataclass(frozen=True, slots=True)
class Drawing:
    """GeoJSON that strays at most ``metres`` from a geometry; rings stay rings, nothing crosses that did not."""

    metres: int
    geojson: str


def simplified_all(geometries: Shapes) -> list[tuple[Drawing, ...]]:
    """The simpler drawings of each stored geometry, from fine to coarse; most small ones have none.

    A drawing is worth keeping when it has at most three quarters of the positions of the one before it, the first of
    those of the geometry: so all of them together are at most three times as large as the geometry. One of which seven
    decimals leave nothing valid is not kept.
    """
    kept: list[list[Drawing]] = [[] for _ in geometries]
    large = np.flatnonzero(_WORTH_KEEPING * shapely.get_num_coordinates(geometries) >= _least(geometries))
    whole = all_to_metres(geometries[large])
    size = shapely.get_num_coordinates(whole)
    for metres in TOLERANCES_M:
        # From the whole each time: the faults of one drawing would add to those of the next.
        simpler = shapely.simplify(whole, metres, preserve_topology=True)
        worthy = np.flatnonzero(shapely.get_num_coordinates(simpler) <= _WORTH_KEEPING * size)
        # GEOS drops the first position of a ring last of all, and then what it dropped before may lie too far away.
        worthy = worthy[shapely.hausdorff_distance(simpler[worthy], whole[worthy]) <= metres]
        for index, geojson in zip(worthy.tolist(), _drawn(simpler[worthy]), strict=True):
            if geojson is not None:
                kept[large[index]].append(Drawing(metres, geojson))
                size[index] = shapely.get_num_coordinates(simpler[index])
    return [tuple(drawings) for drawings in kept]


def _least(geometries: Shapes) -> NDArray[np.int64]:
    """How many positions any drawing has at least: a ring four, a line two. Most places have an outline of five."""
    return np.where(shapely.get_dimensions(geometries) == 2, 4, 2)


def _drawn(shapes: Shapes) -> list[str | None] | list[str]:
    """GeoJSON in degrees of shapes in metres; None where nothing valid is left."""
    try:
        return dump_all(snap_all(all_to_degrees(shapes)))
    except GeometryError:
        return list(_one_by_one(shapes))


def _one_by_one(shapes: Shapes) -> Iterator[str | None]:
    for shape in shapes:
        yield _one(shape)


def _one(shape: Geometry) -> str | None:
    try:
        return dump(snap(to_degrees(shape)))
    except GeometryError:
        return None
