"""Knows blocks: a pier with its berths, or a section with its places, in a plane of its own before it has a position.

``x`` runs along the shore, to the right of one who looks out to sea; ``y`` runs out to sea from the shore at 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from uuid import UUID

GAP_M = 0.1
"""Between neighbours: a boom, a fender, and room for the rounding of stored positions."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """The outline of one spot; ``left < right`` and ``near < far``."""

    id: UUID
    left: float
    near: float
    right: float
    far: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rectangles beside an axis that runs from (``x``, 0) to (``x``, ``reach``).

    ``deck`` is the width of what stands on the axis; ``clearance`` is kept free between this block and the next.
    """

    id: UUID
    rectangles: tuple[Rectangle, ...]
    clearance: float
    x: float = 0.0
    reach: float = 0.0
    deck: float = 0.0

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, near, right, far."""
        return (
            min([self.x - self.deck / 2, *(r.left for r in self.rectangles)]),
            min([0.0, *(r.near for r in self.rectangles)]),
            max([self.x + self.deck / 2, *(r.right for r in self.rectangles)]),
            max([self.reach, *(r.far for r in self.rectangles)]),
        )

    @property
    def breadth(self) -> float:
        """Along the shore."""
        left, _, right, _ = self.bounds
        return right - left

    def moved(self, x: float, y: float = 0.0) -> "Block":
        """The block further along the shore and, its axis apart, further out."""
        moved = (Rectangle(r.id, r.left + x, r.near + y, r.right + x, r.far + y) for r in self.rectangles)
        return replace(self, x=self.x + x, rectangles=tuple(moved))


def side_by_side(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks from left to right, the wider clearance between any two, the middle of them all at ``x`` = 0."""
    fairways = [max(before.clearance, after.clearance) for before, after in pairwise(blocks)]
    shore = (sum(block.breadth for block in blocks) + sum(fairways)) / -2
    placed: list[Block] = []
    for block, fairway in zip(blocks, [*fairways, 0.0], strict=True):
        placed.append(block.moved(shore - block.bounds[0]))
        shore += block.breadth + fairway
    return tuple(placed)
