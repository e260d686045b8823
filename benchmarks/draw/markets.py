"""Knows a market of places and applicants as columns, in which all contenders are given the same."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from harbors.draws.records import Applicant, Boat, Choice, Instance, Mode, Place, Rules
from harbors.draws.tickets import ticket

Numbers: TypeAlias = npt.NDArray[np.int64]
MODES = (Mode.NEW, Mode.RENEW, Mode.EXCHANGE)
NEW, RENEW, EXCHANGE = range(3)
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Market:
    """Places, numbered in place order, and applicants; column by column.

    An applicant's choices are ``wants[starts[number]:starts[number + 1]]``, numbers in ``choices``; a boat is a number
    in ``boats``. ``fitting`` has a row for every boat and a column for every place. ``currents`` are places or -1.
    """

    name: str
    rules: Rules
    places: tuple[Place, ...]
    boats: tuple[Boat, ...]
    choices: tuple[Choice, ...]
    fitting: npt.NDArray[np.bool_]
    ids: npt.NDArray[np.bytes_]
    classes: npt.NDArray[np.int8]
    profiles: Numbers
    wants: Numbers
    starts: Numbers
    modes: Numbers
    currents: Numbers

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def has_tenants(self) -> bool:
        return bool((self.modes != NEW).any())

    def wants_of(self, applicant: int) -> list[int]:
        """The choices of one applicant, best first."""
        wanted: list[int] = self.wants[self.starts[applicant] : self.starts[applicant + 1]].tolist()
        return wanted


class Wishes:
    """The places, ascending, that a choice means to somebody with a boat; the same object for the same question."""

    def __init__(self, market: Market) -> None:
        self._market = market
        self._meant = meant(market)
        self._known: dict[tuple[int, int], tuple[int, ...]] = {}

    def places(self, choice: int, boat: int) -> tuple[int, ...]:
        known = self._known.get((choice, boat))
        if known is None:
            meant = self._meant[choice]
            known = self._known[choice, boat] = tuple(meant[self._market.fitting[boat, meant]].tolist())
        return known

    def of(self, applicant: int) -> list[tuple[int, ...]]:
        """What each choice in the list of an applicant comes to, best first; those below an own place fall away.

        A tenant has the own place at the end, wherever no choice contains it; a renewing one has nothing else.
        """
        market, current = self._market, int(self._market.currents[applicant])
        if market.modes[applicant] == RENEW:
            return [(current,)]
        boat = int(market.profiles[applicant])
        wishes = [self.places(choice, boat) for choice in market.wants_of(applicant)]
        if market.modes[applicant] == NEW:
            return wishes
        own = next((rank for rank, places in enumerate(wishes) if _holds(places, current)), None)
        return [*wishes, (current,)] if own is None else wishes[: own + 1]


def _holds(places: Sequence[int], place: int) -> bool:
    """Whether ascending places have this one among them."""
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


def meant(market: Market) -> list[Numbers]:
    """For each choice the numbers of the places that it means, whatever the boat."""
    harbors = np.array([place.harbor for place in market.places])
    piers = np.array([place.pier or "" for place in market.places])
    ids = np.array([place.id for place in market.places])
    return [_meant(choice, harbors, piers, ids) for choice in market.choices]


Texts: TypeAlias = npt.NDArray[np.str_]


def _meant(choice: Choice, harbors: Texts, piers: Texts, ids: Texts) -> Numbers:
    if choice.berth is not None:
        return np.flatnonzero(ids == choice.berth)
    inside = harbors == choice.harbor
    return np.flatnonzero(inside if choice.pier is None else inside & (piers == choice.pier))


def instance(market: Market, *, seed: bytes) -> Instance:
    """The market in the engine's records, with tickets from a seed."""
    return Instance(rules=market.rules, places=market.places, applicants=tuple(_applicants(market, seed)))


def _applicants(market: Market, seed: bytes) -> Iterator[Applicant]:
    for number, id in enumerate(market.ids.tolist()):
        current = int(market.currents[number])
        yield Applicant(
            id=id.decode(),
            priority_class=int(market.classes[number]),
            ticket=ticket(id.decode(), seed=seed),
            boat=market.boats[market.profiles[number]],
            choices=tuple(market.choices[want] for want in market.wants_of(number)),
            mode=MODES[market.modes[number]],
            current=None if current == NOBODY else market.places[current].id,
        )
