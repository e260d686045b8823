"""Knows how winter storage is laid out: rows of boats, back to back in pairs, with an aisle for the lift between."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt
from uuid import UUID

from shapely import Polygon

from geo.layout.blocks import GAP_M, Block, Rectangle, side_by_side
from geo.layout.ground import Group, outlines, settle
from geo.layout.order import natural
from geo.layout.sites import Area, Section, Spot
from geo.projection import to_metres

AISLE_M = 6.0


def lay_out_areas(areas: Iterable[Area]) -> Mapping[UUID, Polygon]:
    """The outline of every place by id, in degrees; rows run east, sections that share a point lie side by side."""
    sites = sorted(areas, key=lambda area: area.id)
    return outlines(settle([group for area in sites for group in _groups(area)]))


def _groups(area: Area) -> Iterator[Group]:
    for point in sorted({section.point for section in area.sections}, key=lambda point: (point.x, point.y)):
        there = [section for section in area.sections if section.point == point]
        in_order = sorted(there, key=lambda section: natural(section.identifier, section.id))
        origin = to_metres(point)
        yield Group(side_by_side([section_block(section) for section in in_order]), origin.x, origin.y, 0.0)


def section_block(section: Section) -> Block:
    """The section as a block around its point, about as wide as it is deep."""
    rectangles = list(_rectangles(sorted(section.places, key=lambda place: place.rank)))
    across = max((r.right for r in rectangles), default=0.0) / 2
    out = max((r.far for r in rectangles), default=0.0) / 2
    around = (Rectangle(r.id, r.left - across, r.near - out, r.right - across, r.far - out) for r in rectangles)
    return Block(id=section.id, rectangles=tuple(around), clearance=AISLE_M)


def _rectangles(places: Sequence[Spot]) -> Iterator[Rectangle]:
    near = 0.0
    for index, row in enumerate(_rows(places)):
        left = 0.0
        for place in row:
            yield Rectangle(place.id, left, near, left + place.width, near + place.length)
            left += place.width + GAP_M
        near += max(place.length for place in row) + (AISLE_M if index % 2 else GAP_M)


def _rows(places: Sequence[Spot]) -> Iterator[list[Spot]]:
    """The places in order, cut into rows of the width that makes the block square."""
    widest = sqrt(sum((place.width + GAP_M) * (place.length + AISLE_M / 2) for place in places))
    row: list[Spot] = []
    width = 0.0
    for place in places:
        if row and width + place.width > widest:
            yield row
            row, width = [], 0.0
        row.append(place)
        width += place.width + GAP_M
    if row:
        yield row
