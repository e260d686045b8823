"""Knows how a draw runs: the places laid out, the queue served in turn, the final places chosen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from harbors.draws.chart import Chart, Wish, place_order
from harbors.draws.final import final_places
from harbors.draws.records import Applicant, Event, Instance, Outcome, Place, Ticket
from harbors.draws.state import HarborState, Holder, Move


class Win(NamedTuple):
    """The head of the queue, by the number of the turn, won a choice; what moved in its harbor by that."""

    turn: int
    rank: int
    wish: Wish
    moves: Sequence[Move]


def draw(instance: Instance) -> Outcome:
    """Give the places of ``instance`` out; its places and applicants may come in any order."""
    chart = Chart(instance.places, instance.rules)
    queue = sorted(instance.applicants, key=queue_order)
    harbors = [HarborState(len(places)) for places in chart.harbors]
    wins = serve(map(chart.wishes, queue), harbors)
    order = tuple(applicant.id for applicant in queue)
    seats = _final_places(chart, wins)
    ranks = {win.turn: win.rank for win in wins}
    return Outcome(
        order=order,
        assignment={id: seats.get(turn) for turn, id in enumerate(order)},
        rank={id: ranks.get(turn) for turn, id in enumerate(order)},
        closed=_closed(chart, harbors),
        events=tuple(_event(number, win, order, chart.harbors) for number, win in enumerate(wins, 1)),
    )


def queue_order(applicant: Applicant) -> tuple[int, Ticket]:
    """The order in which turns come."""
    return applicant.priority_class, applicant.ticket


def serve(queue: Iterable[Sequence[Wish]], harbors: Sequence[HarborState]) -> list[Win]:
    """Let each in turn win the best choice that still has an open place, if any; the n-th win is event n."""
    wins: list[Win] = []
    for turn, wishes in enumerate(queue):
        for rank, (harbor, places) in enumerate(wishes):
            if places and places & harbors[harbor].open:
                moves = harbors[harbor].seat(Holder(turn, places), event=len(wins) + 1)
                wins.append(Win(turn, rank, wishes[rank], moves))
                break
    return wins


def _final_places(chart: Chart, wins: Iterable[Win]) -> dict[int, str]:
    """The id of the final place of each winner, by turn."""
    winners: defaultdict[int, list[Win]] = defaultdict(list)
    for win in wins:
        winners[win.wish.harbor].append(win)
    return {
        win.turn: chart.harbors[harbor][seat].id
        for harbor, won in winners.items()
        for win, seat in zip(won, _seats(won, chart.harbors[harbor]), strict=True)
    }


def _seats(won: Sequence[Win], places: Sequence[Place]) -> list[int]:
    return final_places([win.wish.places for win in won], places=len(places))


def _closed(chart: Chart, harbors: Iterable[HarborState]) -> dict[str, int]:
    closed = [
        (places[bit], event)
        for places, harbor in zip(chart.harbors, harbors, strict=True)
        for bit, event in harbor.closed.items()
    ]
    return {place.id: event for place, event in sorted(closed, key=lambda one: place_order(one[0]))}


def _event(number: int, win: Win, order: Sequence[str], harbors: Sequence[Sequence[Place]]) -> Event:
    places = harbors[win.wish.harbor]
    moves = tuple((order[move.applicant], places[move.place].id) for move in win.moves)
    return Event(number=number, applicant=order[win.turn], choice=win.rank, moves=moves)
