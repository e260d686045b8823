"""Knows where blocks come to lie: groups around a point and a bearing, moved aside where others lie already."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from math import cos, radians, sin
from uuid import UUID

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Polygon

from geo.layout.blocks import Block
from geo.projection import Coordinates, Shapes, all_to_degrees

STEP_M = 5.0


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks side by side, the middle of their shore at an origin in metres, looking out along a bearing in degrees."""

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

    def footprint(self) -> Polygon:
        """The ground that the group takes, half of its clearance around it included."""
        left, near, right, far = np.array([block.bounds for block in self.blocks]).T
        margin = max(block.clearance for block in self.blocks) / 2
        corners = _corners(left.min() - margin, near.min() - margin, right.max() + margin, far.max() + margin)
        return Polygon(self.positions(corners))

    def moves(self) -> Iterator["Group"]:
        """The group itself, then further and further along its shore to either side."""
        yield self
        for step in count(1):
            yield self._aside(step * STEP_M)
            yield self._aside(-step * STEP_M)

    def _aside(self, metres: float) -> "Group":
        easting, northing = self.positions(np.array([metres, 0.0]))
        return replace(self, easting=float(easting), northing=float(northing))


def settle(groups: Iterable[Group]) -> list[Group]:
    """The groups, each where it wants to be or at the nearest place beside it that no earlier one takes."""
    settled: list[Group] = []
    taken: list[Polygon] = []
    for group in groups:
        here = next(move for move in group.moves() if not shapely.intersects(move.footprint(), taken).any())
        settled.append(here)
        taken.append(here.footprint())
    return settled


def outlines(groups: Iterable[Group]) -> Mapping[UUID, Polygon]:
    """The outline of every spot in degrees, by its id."""
    ids: list[UUID] = []
    corners: list[Coordinates] = [np.empty((0, 4, 2))]
    for group in groups:
        rectangles = [rectangle for block in group.blocks for rectangle in block.rectangles]
        sides = np.array([(r.left, r.near, r.right, r.far) for r in rectangles]).reshape(-1, 4)
        ids += [rectangle.id for rectangle in rectangles]
        corners.append(group.positions(_corners(*sides.T)))
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


def _corners(
    left: NDArray[np.float64], near: NDArray[np.float64], right: NDArray[np.float64], far: NDArray[np.float64]
) -> Coordinates:
    """The four corners against the clock; n rectangles give (n, 4, 2)."""
    return np.stack(
        [np.stack(corner, axis=-1) for corner in ((left, near), (right, near), (right, far), (left, far))], axis=-2
    )
