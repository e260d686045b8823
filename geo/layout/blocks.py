"""Knows blocks: a pier with its berths, or a section with its places, in a plane of its own before it has a position.

``x`` runs along the shore, to the right of one who looks out to sea; ``y`` runs out to sea from the shore at 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    def left(self) -> float:
        return min([self.x - self.deck / 2, *(r.left for r in self.rectangles)])

    @property
    def right(self) -> float:
        return max([self.x + self.deck / 2, *(r.right for r in self.rectangles)])

    @property
    def near(self) -> float:
        return min([0.0, *(r.near for r in self.rectangles)])

    @property
    def far(self) -> float:
        return max([self.reach, *(r.far for r in self.rectangles)])

    def moved(self, metres: float) -> "Block":
        """The block so much further to the right along the shore."""
        moved = (replace(r, left=r.left + metres, right=r.right + metres) for r in self.rectangles)
        return replace(self, x=self.x + metres, rectangles=tuple(moved))


def side_by_side(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks from left to right, the wider clearance between any two, ``x`` = 0 midway from first to last axis."""
    placed = list(blocks[:1])
    for block in blocks[1:]:
        fairway = max(placed[-1].clearance, block.clearance)
        placed.append(block.moved(placed[-1].right + fairway - block.left))
    middle = (placed[0].x + placed[-1].x) / 2
    return tuple(block.moved(-middle) for block in placed)
