"""Knows strict top trading cycles: every tenant points at the first place of a strict list that has not left yet.

Ties inside a choice are broken by place order, the own place first. Two ways that must agree: the quick one shares
one cursor among all who ask for the same set, the plain one walks every list by itself.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from benchmarks.draw.markets import Market, Wishes


class _Cursor:
    """The first place of a set that has not left; none comes back, so it only moves on."""

    __slots__ = ("_at", "_places")

    def __init__(self, places: Sequence[int]) -> None:
        self._places = places
        self._at = 0

    def first(self, gone: bytearray) -> int:
        places, at = self._places, self._at
        end = len(places)
        while at < end and gone[places[at]]:
            at += 1
        self._at = at
        return places[at] if at < end else -1


def traded(market: Market, wishes: Wishes) -> list[int]:
    """The place of each tenant."""
    cursors: dict[int, _Cursor] = {}
    owns: list[int] = market.currents.tolist()
    lists = [
        [cursors.setdefault(id(places), _Cursor(places)) for places in wishes.of(tenant)[:-1]]
        for tenant in range(len(market))
    ]
    gone = bytearray(len(market.places))

    def top(tenant: int) -> int:
        for cursor in lists[tenant]:
            if (place := cursor.first(gone)) >= 0:
                return place
        return owns[tenant]

    return _cycles(market, top, gone)


def traded_plainly(market: Market, wishes: Wishes) -> list[int]:
    """The same, each with an own list of places."""
    lists: list[Iterator[int]] = []
    for tenant, own in enumerate(market.currents.tolist()):
        listed = wishes.of(tenant)
        lists.append(chain(chain.from_iterable(listed[:-1]), [own]))
    tops = [next(places) for places in lists]
    gone = bytearray(len(market.places))

    def top(tenant: int) -> int:
        while gone[tops[tenant]]:
            tops[tenant] = next(lists[tenant])
        return tops[tenant]

    return _cycles(market, top, gone)


def _cycles(market: Market, top: Callable[[int], int], gone: bytearray) -> list[int]:
    """Follow pointers until they meet themselves; who is on the cycle takes the place pointed at, and both leave."""
    owner = dict(zip(market.currents.tolist(), range(len(market)), strict=True))
    found = [-1] * len(market)
    way: list[int] = []
    on_way: dict[int, int] = {}
    for start in range(len(market)):
        if found[start] < 0:
            way.append(start)
            on_way[start] = 0
        while way:
            pointed = owner[top(way[-1])]
            if pointed not in on_way:
                on_way[pointed] = len(way)
                way.append(pointed)
                continue
            circle = way[on_way[pointed] :]
            for tenant in circle:
                found[tenant] = top(tenant)
            for tenant in circle:
                gone[found[tenant]] = 1
                del on_way[tenant]
            del way[len(way) - len(circle) :]
    return found
