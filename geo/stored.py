"""Knows what a row keeps of a geometry, so that the database can answer without Shapely.

A *shape* is a tuple of paths. A point is a closed path of one point, a line an open path, each ring of a polygon,
outer and hole alike, a closed path whose first point is not repeated. The polygons of a collection are united first:
a position lies inside exactly when a ray from it crosses the closed paths an odd number of times.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import shapely
from shapely import GeometryCollection, Point, Polygon

from geo import Geometry
from geo.errors import GeometryError
from geo.geojson import dump_all
from geo.parts import leaves, polygons
from geo.precision import snap_all
from geo.projection import all_to_metres
from geo.simplify import Drawing, simplified_all

Corner = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Path:
    """Points in order; a closed path returns to its first point."""

    points: tuple[Corner, ...]
    closed: bool


Shape = tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class StoredGeometry:
    """One geometry in every form that a row keeps.

    ``wkb``, ``geojson``, ``centroid`` (a GeoJSON Point), ``bbox`` (west, south, east, north) and ``shape`` are in
    degrees on the grid of seven decimals; ``metric_shape`` and ``metric_bbox`` (least and greatest easting and
    northing: min_e, min_n, max_e, max_n) in TM35FIN metres. ``simplified`` are its simpler drawings, the finest first.
    """

    wkb: bytes
    geojson: str
    simplified: tuple[Drawing, ...]
    centroid: str
    bbox: Box
    shape: Shape
    metric_shape: Shape
    metric_bbox: Box


def store(geometry: Geometry) -> StoredGeometry:
    """What a row keeps of a valid geometry in degrees."""
    return store_all([geometry])[0]


def store_all(geometries: Sequence[Geometry]) -> list[StoredGeometry]:
    """As :func:`store`, several times faster for thousands of geometries in one call."""
    if any(geometry.is_empty for geometry in geometries):
        raise GeometryError("geometry", "must not be empty")
    kept = shapely.orient_polygons(snap_all(geometries))
    parts = [_parts(geometry) for geometry in kept]
    metric_parts = _in_metres(parts)
    texts = (dump_all(kept), simplified_all(kept), dump_all(shapely.centroid(kept)))
    columns = (shapely.to_wkb(kept), *texts, shapely.bounds(kept).tolist())
    return [_row(*row) for row in zip(*columns, parts, metric_parts, strict=True)]


def _row(
    wkb: bytes,
    geojson: str,
    simplified: tuple[Drawing, ...],
    centroid: str,
    bbox: Sequence[float],
    parts: Sequence[Geometry],
    metric: Sequence[Geometry],
) -> StoredGeometry:
    west, south, east, north = bbox
    metric_shape = _shape(metric)
    return StoredGeometry(
        wkb=wkb,
        geojson=geojson,
        simplified=simplified,
        centroid=centroid,
        bbox=(west, south, east, north),
        shape=_shape(parts),
        metric_shape=metric_shape,
        metric_bbox=_bounds(metric_shape),
    )


def _in_metres(parts: Sequence[Sequence[Geometry]]) -> Iterator[list[Geometry]]:
    flat = iter(all_to_metres(np.array([part for row in parts for part in row], dtype=np.object_)))
    return (list(islice(flat, len(row))) for row in parts)


def _parts(geometry: Geometry) -> list[Geometry]:
    """Points, lines and polygons, of which no two polygons overlap."""
    others = [leaf for leaf in leaves(geometry) if not isinstance(leaf, Polygon)]
    areas = polygons(geometry)
    if isinstance(geometry, GeometryCollection) and len(areas) > 1:
        areas = polygons(shapely.orient_polygons(shapely.union_all(areas)))
    return [*others, *areas]


def _shape(parts: Sequence[Geometry]) -> Shape:
    return tuple(path for part in parts for path in _paths(part))


def _paths(part: Geometry) -> Iterator[Path]:
    if isinstance(part, Polygon):
        for ring in (part.exterior, *part.interiors):
            yield Path(_corners(ring)[:-1], closed=True)
    else:
        yield Path(_corners(part), closed=isinstance(part, Point))


def _corners(line: Geometry) -> tuple[Corner, ...]:
    return tuple((x, y) for x, y in shapely.get_coordinates(line).tolist())


def _bounds(shape: Shape) -> Box:
    eastings, northings = zip(*(point for path in shape for point in path.points), strict=True)
    return (min(eastings), min(northings), max(eastings), max(northings))
