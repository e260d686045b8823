"""Knows which way the water is, as far as points can tell."""

from collections import defaultdict
from collections.abc import Mapping
from math import atan2, degrees, hypot

from shapely import Point

from geo import Geometry
from geo.projection import to_metres
from harbors.places.records import Catalogue, HarborId

SOUTH = 180.0
"""Where the open sea lies from Helsinki."""
CLEARLY_M = 20.0
"""How far piers must lie to one side of their harbor's point before that tells anything."""


def seaward(catalogue: Catalogue) -> Mapping[HarborId, float]:
    """The bearing of open water from each harbor, clockwise from north.

    The source lists parts of one harbor as several at the same point, and only some of their piers have a point of
    their own: these show the way for all the others. Without any it is south.
    """
    points = {harbor.id: harbor.located.geometry for harbor in catalogue.harbors}
    leaning: dict[Geometry, list[Point]] = defaultdict(list)
    for pier in catalogue.piers:
        leaning[points[pier.harbor_id]].append(pier.located.geometry.centroid)
    bearings = {here: _bearing(here.centroid, there) for here, there in leaning.items()}
    return {id: bearings.get(here, SOUTH) for id, here in points.items()}


def _bearing(here: Point, piers: list[Point]) -> float:
    origin, there = to_metres(here), [to_metres(pier) for pier in piers]
    east, north = sum(pier.x - origin.x for pier in there), sum(pier.y - origin.y for pier in there)
    return degrees(atan2(east, north)) if hypot(east, north) > CLEARLY_M else SOUTH
