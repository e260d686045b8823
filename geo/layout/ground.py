"""Knows where blocks come to lie: groups around a point and a bearing, moved aside where others lie already."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from math import cos, radians, sin
from uuid import UUID

import numpy as np
import shapely
from shapely import LineString, Polygon

from geo.layout.blocks import Block, Rectangle
from geo.projection import Coordinates, Shapes, all_to_degrees

STEP_M = 5.0


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks side by side around an origin in metres, looking out along a bearing in degrees."""

    blocks: tuple[Block, ...]
    easting: float
    northing: float
    bearing: float

    def positions(self, points: Coordinates) -> Coordinates:
        """Where points of the blocks' plane lie, in metres; ``points`` has any shape that ends in 2."""
        out = np.array([sin(radians(self.bearing)), cos(radians(self.bearing))])
        right = np.array([out[1], -out[0]])
        found: Coordinates = points[..., :1] * right + points[..., 1:] * out + (self.easting, self.northing)
        return found

    def ground(self) -> Coordinates:
        """The corners, in the blocks' plane, of what the group takes, half of its clearance around it included."""
        margin = max(block.clearance for block in self.blocks) / 2
        left = min(block.left for block in self.blocks) - margin
        near = min(block.near for block in self.blocks) - margin
        right = max(block.right for block in self.blocks) + margin
        far = max(block.far for block in self.blocks) + margin
        return np.array([(left, near), (right, near), (right, far), (left, far)])

    def aside(self, metres: float) -> "Group":
        """The group so much further to the right along its shore."""
        easting, northing = self.positions(np.array([metres, 0.0]))
        return replace(self, easting=float(easting), northing=float(northing))


def settle(groups: Iterable[Group]) -> list[Group]:
    """The groups, each where it wants to be or at the nearest place beside it that no earlier one takes."""
    settled: list[Group] = []
    taken: list[Polygon] = []
    for group in groups:
        ground = group.ground()
        for metres in _ways_aside():
            here = group.aside(metres)
            footprint = Polygon(here.positions(ground))
            if not shapely.intersects(footprint, taken).any():
                break
        settled.append(here)
        taken.append(footprint)
    return settled


def _ways_aside() -> Iterator[float]:
    """None, then further and further to the right and to the left."""
    yield 0.0
    for step in count(1):
        yield step * STEP_M
        yield -step * STEP_M


def outlines(groups: Iterable[Group]) -> Mapping[UUID, Polygon]:
    """The outline of every spot in degrees, by its id."""
    ids: list[UUID] = []
    corners: list[Coordinates] = [np.empty((0, 4, 2))]
    for group in groups:
        rectangles = [rectangle for block in group.blocks for rectangle in block.rectangles]
        ids += [rectangle.id for rectangle in rectangles]
        corners.append(group.positions(np.array([_corners(r) for r in rectangles]).reshape(-1, 4, 2)))
    return dict(zip(ids, _in_degrees(shapely.polygons(np.concatenate(corners))), strict=True))


def axes(groups: Iterable[Group]) -> Mapping[UUID, LineString]:
    """The axis of every block in degrees, by the id of the block."""
    lines = {
        block.id: group.positions(np.array([(block.x, 0.0), (block.x, block.reach)]))
        for group in groups
        for block in group.blocks
    }
    ends = np.array(list(lines.values())).reshape(-1, 2, 2)
    return dict(zip(lines, _in_degrees(shapely.linestrings(ends)), strict=True))


def _in_degrees(geometries: object) -> Shapes:
    return all_to_degrees(np.asarray(geometries, dtype=np.object_))


def _corners(rectangle: Rectangle) -> list[tuple[float, float]]:
    """Against the clock."""
    r = rectangle
    return [(r.left, r.near), (r.right, r.near), (r.right, r.far), (r.left, r.far)]
