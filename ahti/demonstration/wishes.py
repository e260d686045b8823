"""Knows what boaters wish for: popular harbors and those near home first, now and then one pier or one berth there."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from ahti.demonstration.lots import Lots
from ahti.demonstration.waters import Waters
from harbors.applications.records import Boat, Choice, ChoiceKind

CHOICES_MAX = 10
LENGTHS = (8, 14, 19, 18, 14, 10, 7, 4, 2, 4)
"""How common it is to name one, two ... ten harbors."""
ONE_PIER = 0.07
ONE_BERTH = 0.04
NOTHING_ELSE_THERE = 0.3
"""The share of those who name a pier or a berth and would take no other in its harbor."""


def wishes_of(
    lots: Lots, boat: Boat, *, waters: Sequence[Waters], pulls: Sequence[float], accessible: bool
) -> tuple[Choice, ...]:
    """Up to ten choices, none twice; ``pulls`` says of each harbor how much it draws this boater.

    Harbors where the boat cannot lie are passed over, unless there is no other: then hope is all that is left.
    """
    wanted = 1 + lots.weighed("number of harbors", LENGTHS)
    possible = (
        here
        for here in _by_pull(lots, waters, pulls)
        if (here.accessible or not accessible) and any(side.suits(boat) for side in here.watersides)
    )
    named = list(islice(possible, wanted)) or islice(_by_pull(lots, waters, pulls), wanted)
    lines = chain.from_iterable(_lines(lots, here, boat) for here in named)
    return tuple(islice(lines, CHOICES_MAX))


def _by_pull(lots: Lots, waters: Sequence[Waters], pulls: Sequence[float]) -> Iterator[Waters]:
    """All harbors, by lot; one that pulls twice as much is twice as likely to be next."""
    left, weights = list(waters), list(pulls)
    while left:
        index = lots.weighed(f"harbor {len(left)}", weights)
        weights.pop(index)
        yield left.pop(index)


def _lines(lots: Lots, here: Waters, boat: Boat) -> Iterator[Choice]:
    """The harbor, or a pier or berth that suits there and, mostly, the harbor after it."""
    whim = lots.part(f"whim {here.id}")
    part = _part(lots, here, boat, one_pier=whim < ONE_PIER) if whim < ONE_PIER + ONE_BERTH else None
    if part:
        yield part
    if part is None or not lots.happens(f"nothing else {here.id}", NOTHING_ELSE_THERE):
        yield Choice(ChoiceKind.HARBOR, here.id)


def _part(lots: Lots, here: Waters, boat: Boat, *, one_pier: bool) -> Choice | None:
    """A pier of the harbor that suits the boat, or a berth there; none where no pier suits."""
    suited = [side for side in here.watersides if side.suits(boat)]
    if not suited:
        return None
    side = lots.one_of(f"pier {here.id}", suited)
    if one_pier:
        return Choice(ChoiceKind.PIER, side.pier.id)
    return Choice(ChoiceKind.BERTH, lots.one_of(f"berth {here.id}", side.berths_for(boat)).id)
