"""Knows what came out of a market, whoever made it: what was promised is counted here without the engine.

A *justified complaint* is that of an applicant who could have a better choice at the sole expense of people who come
later and have no place of their own: all tenants, and whoever comes earlier, would still hold what they won, on
another place of the same choice if need be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from benchmarks.draw.markets import EXCHANGE, NEW, NOBODY, Market, Numbers, Wishes
from benchmarks.draw.seating import Seating


@dataclass(frozen=True, slots=True)
class Counted:
    """How many places are filled, how many complaints are justified, and how many exchangers have something better."""

    filled: int
    complaints: int
    moved: int


class Broken(Exception):
    """What came out is none that anybody could keep; the message says for whom."""


def counted(market: Market, wishes: Wishes, queue: Sequence[int], placed: Numbers) -> Counted:
    """What a result comes to. Raises ``Broken`` when places do not fit or tenants lose by it."""
    ranks = ranks_of(market, wishes, placed)
    return Counted(
        filled=int((placed != NOBODY).sum()),
        complaints=len(complaints(market, wishes, queue, ranks)),
        moved=int((ranks < _ranks_of_own(market, wishes))[market.modes == EXCHANGE].sum()),
    )


def ranks_of(market: Market, wishes: Wishes, placed: Numbers) -> Numbers:
    """The index of the first choice that contains the place of each; the number of choices for who has none."""
    taken = placed[placed != NOBODY]
    if len(np.unique(taken)) != len(taken):
        raise Broken("a place is given twice")
    return np.array([_rank(market, wishes, one, int(place)) for one, place in enumerate(placed)])


def _rank(market: Market, wishes: Wishes, applicant: int, place: int) -> int:
    listed = wishes.of(applicant)
    if place == NOBODY and market.modes[applicant] == NEW:
        return len(listed)
    rank = next((rank for rank, places in enumerate(listed) if place in places), None)
    if rank is None:
        raise Broken(f"applicant {applicant} has place {place}, which was not asked for, or is not worth the own one")
    return rank


def _ranks_of_own(market: Market, wishes: Wishes) -> Numbers:
    """The rank of the own place: the last of what a tenant may ask for."""
    return np.array([len(wishes.of(one)) - (market.modes[one] != NEW) for one in range(len(market))])


def complaints(market: Market, wishes: Wishes, queue: Sequence[int], ranks: Numbers) -> list[int]:
    """The applicants whose complaint is justified, as their turns come."""
    protected = _seated_tenants(market, wishes, ranks)
    found: list[int] = []
    for applicant in queue:
        listed = wishes.of(applicant)
        rank = int(ranks[applicant])
        if any(protected.has_room(applicant, places) for places in listed[:rank]):
            found.append(applicant)
        if market.modes[applicant] == NEW and rank < len(listed):
            protected.seat(applicant, listed[rank])
    return found


def _seated_tenants(market: Market, wishes: Wishes, ranks: Numbers) -> Seating:
    protected = Seating(len(market.places))
    for tenant in np.flatnonzero(market.modes != NEW).tolist():
        protected.seat(tenant, wishes.of(tenant)[ranks[tenant]])
    return protected


def wasted(market: Market, wishes: Wishes, placed: Numbers, ranks: Numbers) -> Iterator[int]:
    """Those who would rather have a place that is free in the end."""
    free = set(range(len(market.places))).difference(placed.tolist())
    for applicant, rank in enumerate(ranks.tolist()):
        if not free.isdisjoint(chain.from_iterable(wishes.of(applicant)[:rank])):
            yield applicant
