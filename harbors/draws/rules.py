"""Knows how a draw runs: the places laid out, the queue served in turn, the final places chosen."""

from collections.abc import Hashable, Iterable, Sequence
from itertools import accumulate
from typing import TypeVar

import numpy as np

from harbors.draws.chart import Chart, place_order
from harbors.draws.final import final_seats
from harbors.draws.lists import MODES, Lists
from harbors.draws.records import Applicant, Cycle, Event, Instance, Mode, Outcome, Place, Ticket
from harbors.draws.state import HarborState
from harbors.draws.turns import Step, Turned, Turns

Key = TypeVar("Key", bound=Hashable)


def draw(instance: Instance) -> Outcome:
    """Give the places of ``instance`` out; its places and applicants may come in any order."""
    chart = Chart(instance.places, instance.rules)
    queue = sorted(instance.applicants, key=queue_order)
    turns = Turns(lists_of(chart, queue))
    turns.run()
    order = tuple(applicant.id for applicant in queue)
    won = {turn: (aim.harbor, aim.choice) for turn, aim in turns.aims.items()}
    seated = final_seats(won, sizes=[len(places) for places in chart.harbors])
    seats = {turn: chart.harbors[harbor][place].id for turn, harbor, place in seated}
    return Outcome(
        order=order,
        assignment={id: seats.get(turn) for turn, id in enumerate(order)},
        rank={id: turns.aims[turn].rank if turn in turns.aims else None for turn, id in enumerate(order)},
        closed=_closed(chart, turns.harbors),
        events=tuple(_event(event, order, chart.harbors) for event in turns.events),
    )


def queue_order(applicant: Applicant) -> tuple[int, int, Ticket]:
    """The order in which turns come."""
    return applicant.priority_class, applicant.key, applicant.ticket


def lists_of(chart: Chart, queue: Sequence[Applicant]) -> Lists:
    """What a queue asks for, as columns."""
    profiles = _numbered((one.boat, one.reserves) for one in queue)
    choices = _numbered(choice for one in queue for choice in one.choices)
    return Lists(
        board=chart.board(profiles=list(profiles), choices=choices),
        turns=np.arange(len(queue)),
        profiles=np.array([profiles[one.boat, one.reserves] for one in queue], np.int64),
        offsets=np.array([0, *accumulate(len(one.choices) for one in queue)], np.int64),
        scopes=np.array([choices[choice] for one in queue for choice in one.choices], np.int64),
        modes=np.array([MODES.index(one.mode) for one in queue], np.int64),
        current=np.array([_current(one, chart) for one in queue], np.int64),
    )


def _current(applicant: Applicant, chart: Chart) -> int:
    if applicant.mode is Mode.NEW:
        return -1
    if applicant.current not in chart.numbers:
        raise ValueError(f"{applicant.id} is tenant of an unknown place")
    return chart.numbers[applicant.current]


def _numbered(keys: Iterable[Key]) -> dict[Key, int]:
    numbers: dict[Key, int] = {}
    for key in keys:
        numbers.setdefault(key, len(numbers))
    return numbers


def _closed(chart: Chart, harbors: Iterable[HarborState]) -> dict[str, int]:
    closed = [
        (places[bit], event)
        for places, harbor in zip(chart.harbors, harbors, strict=True)
        for bit, event in harbor.closed.items()
    ]
    return {place.id: event for place, event in sorted(closed, key=lambda one: place_order(one[0]))}


def _event(event: Turned, order: Sequence[str], harbors: Sequence[Sequence[Place]]) -> Event:
    head = None if event.head is None else order[event.head]
    return Event(number=event.number, head=head, cycles=tuple(_cycle(steps, order, harbors) for steps in event.cycles))


def _cycle(steps: Iterable[Step], order: Sequence[str], harbors: Sequence[Sequence[Place]]) -> Cycle:
    members: list[tuple[str, int, str]] = []
    moves: list[tuple[str, str]] = []
    for aim, chain, moved in steps:
        places = [harbors[aim.harbor][place].id for place in chain]
        members.append((order[aim.turn], aim.rank, places[0]))
        moves += zip((order[turn] for turn in moved), places, strict=False)
    return Cycle(members=tuple(members), moves=tuple(moves))
