"""Knows how to draw a stored geometry with fewer positions, for a map that shows it small."""

from math import inf

import shapely

from geo.errors import GeometryError
from geo.geojson import dump
from geo.precision import snap
from geo.projection import to_degrees, to_metres


def simplify(geojson: str, *, metres: float) -> str:
    """GeoJSON that strays at most ``metres`` from a stored one; rings stay rings, nothing crosses that did not."""
    if not 0 <= metres < inf:
        raise GeometryError("metres", "must be a finite number that is not negative")
    geometry = to_metres(shapely.from_geojson(geojson))
    try:
        return dump(snap(to_degrees(shapely.simplify(geometry, metres, preserve_topology=True))))
    except GeometryError:
        return geojson  # where seven decimals leave nothing valid of the simpler shape, the full one is shown
