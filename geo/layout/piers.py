"""Knows how one pier is laid out: its berths in the order of their numbers, by turns to the left and to the right.

Berths between booms or to a buoy or pole stand square to the pier, others lie alongside it; boats at swing moorings
lie in a row off the pier head, dinghies and trailers on the land side of the pier's foot.
"""

from collections.abc import Iterator, Sequence

from geo.layout.blocks import GAP_M, Block, Rectangle
from geo.layout.sites import Berth, Berthing, Pier

DECK_M = 2.4
GANGWAY_M = 3.0
"""Of the pier at its foot, and of the land before it, without berths."""
SHORTEST_M = 10.0
FAIRWAY_LENGTHS = 1.5
"""Boats' lengths that a boat needs between two piers to turn into its berth."""
NARROWEST_FAIRWAY_M = 6.0
SWINGING_ROOM_M = 5.0


def pier_block(pier: Pier) -> Block:
    """The pier as a block whose axis is the pier's line."""
    berths = sorted(pier.berths, key=lambda berth: berth.rank)
    swinging = [berth for berth in berths if berth.berthing is Berthing.SWINGING]
    ashore = [berth for berth in berths if berth.berthing is Berthing.ASHORE]
    at_pier = [berth for berth in berths if berth.berthing not in (Berthing.SWINGING, Berthing.ASHORE)]
    moored = tuple(_both_sides(at_pier))
    reach = max([SHORTEST_M, *(rectangle.far for rectangle in moored)])
    return Block(
        id=pier.id,
        rectangles=(*moored, *_row(swinging, reach), *map(_landward, _both_sides(ashore))),
        clearance=max([NARROWEST_FAIRWAY_M, *(FAIRWAY_LENGTHS * berth.length for berth in berths)]),
        reach=reach,
        deck=DECK_M,
    )


def _both_sides(berths: Sequence[Berth]) -> Iterator[Rectangle]:
    yield from _side(berths[0::2], -1)
    yield from _side(berths[1::2], 1)


def _side(berths: Sequence[Berth], side: int) -> Iterator[Rectangle]:
    near = GANGWAY_M
    for berth in berths:
        along, out = _along_and_out(berth)
        left, right = sorted((side * DECK_M / 2, side * (DECK_M / 2 + out)))
        yield Rectangle(berth.id, left, near, right, near + along)
        near += along + GAP_M


def _along_and_out(berth: Berth) -> tuple[float, float]:
    if berth.berthing is Berthing.ALONGSIDE:
        return berth.length, berth.width
    return berth.width, berth.length


def _row(berths: Sequence[Berth], head: float) -> Iterator[Rectangle]:
    near = head + SWINGING_ROOM_M
    for berth in berths:
        yield Rectangle(berth.id, -berth.width / 2, near, berth.width / 2, near + berth.length)
        near += berth.length + SWINGING_ROOM_M


def _landward(rectangle: Rectangle) -> Rectangle:
    return Rectangle(rectangle.id, rectangle.left, -rectangle.far, rectangle.right, -rectangle.near)
