"""Knows how harbors are laid out: piers that share a point stand side by side, and nothing lies on anything else."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import atan2, degrees, hypot
from uuid import UUID

from shapely import LineString, Point, Polygon

from geo.layout.blocks import side_by_side
from geo.layout.ground import Group, axes, outlines, settle
from geo.layout.order import natural
from geo.layout.piers import pier_block
from geo.layout.sites import Harbor, Pier
from geo.projection import to_metres

CLEARLY_APART_M = 20.0
"""From here on a pier's own point tells where the pier is, and the way to it from the harbor's point where water is."""


@dataclass(frozen=True, slots=True)
class PierLayout:
    """The line of a pier from shore to head, and the outlines of its berths by id, in degrees."""

    line: LineString
    berths: Mapping[UUID, Polygon]


def lay_out_harbors(harbors: Iterable[Harbor]) -> Mapping[UUID, PierLayout]:
    """Every pier by id. Who comes later moves along the own shore: first piers with a point of their own, then by size.

    Harbors are laid out together so that neighbours do not overlap either; one alone is as good.
    """
    sites = sorted(harbors, key=lambda harbor: (-_berth_count(harbor), harbor.id))
    settled = settle(
        [group for harbor in sites for group in _apart(harbor)]
        + [group for harbor in sites for group in _together(harbor)]
    )
    lines, found = axes(settled), outlines(settled)
    return {
        pier.id: PierLayout(lines[pier.id], {berth.id: found[berth.id] for berth in pier.berths})
        for harbor in sites
        for pier in harbor.piers
    }


def _apart(harbor: Harbor) -> Iterator[Group]:
    """A group for each point, clearly apart from the harbor's, that piers of the harbor have."""
    points = {pier.point for pier in harbor.piers if _is_apart(pier, harbor)}
    for point in sorted(points, key=lambda point: (point.x, point.y)):
        there = [pier for pier in harbor.piers if pier.point == point]
        yield _group(there, to_metres(point), _bearing(to_metres(harbor.point), to_metres(point)))


def _together(harbor: Harbor) -> Iterator[Group]:
    """One group of all the piers that are known by the harbor's point."""
    there = [pier for pier in harbor.piers if not _is_apart(pier, harbor)]
    if there:
        yield _group(there, to_metres(harbor.point), harbor.seaward_deg)


def _group(piers: Iterable[Pier], origin: Point, bearing: float) -> Group:
    in_order = sorted(piers, key=lambda pier: natural(pier.identifier, pier.id))
    return Group(side_by_side([pier_block(pier) for pier in in_order]), origin.x, origin.y, bearing)


def _berth_count(harbor: Harbor) -> int:
    return sum(len(pier.berths) for pier in harbor.piers)


def _is_apart(pier: Pier, harbor: Harbor) -> bool:
    here, there = to_metres(harbor.point), to_metres(pier.point)
    return hypot(there.x - here.x, there.y - here.y) > CLEARLY_APART_M


def _bearing(here: Point, there: Point) -> float:
    return degrees(atan2(there.x - here.x, there.y - here.y))
