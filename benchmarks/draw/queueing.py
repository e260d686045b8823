"""Knows how staff hand places out by ticket: each in turn gets the first, or the tightest, free place of a choice."""

from collections.abc import Sequence

import numpy as np

from benchmarks.draw.markets import NEW, NOBODY, Market, Numbers, Wishes


def by_turns(market: Market, wishes: Wishes, queue: Sequence[int], *, nearest: Numbers) -> Numbers:
    """The place of each applicant, -1 for none; inside a choice the free place that ``nearest`` has least of.

    Tenants keep their places, and an exchanger whose turn comes is given what is free and better, if there is any.
    """
    placed = np.where(market.modes == NEW, NOBODY, market.currents)
    free = np.ones(len(market.places), bool)
    free[placed[placed != NOBODY]] = False
    near: list[int] = nearest.tolist()
    vacant: list[bool] = free.tolist()
    for applicant in queue:
        place = _best(wishes.of(applicant), vacant, near, int(placed[applicant]))
        if place != placed[applicant]:
            _move(placed, vacant, applicant, place)
    return placed


def _best(wishes: Sequence[Sequence[int]], vacant: Sequence[bool], near: Sequence[int], own: int) -> int:
    for places in wishes:
        if own in places:
            return own
        if open_ones := [place for place in places if vacant[place]]:
            return min(open_ones, key=near.__getitem__)
    return own


def _move(placed: Numbers, vacant: list[bool], applicant: int, place: int) -> None:
    if placed[applicant] != NOBODY:
        vacant[placed[applicant]] = True
    placed[applicant] = place
    vacant[place] = False


def first_fit(market: Market) -> Numbers:
    """In the order in which places are listed: by pier and number along it, whatever their size."""
    return np.random.default_rng(len(market.places)).permutation(len(market.places))


def tightest_fit(market: Market) -> Numbers:
    """In place order: the smallest first."""
    return np.arange(len(market.places))
