"""Knows a big round as columns: the engine's other door, without a record for each applicant.

    board = Chart(places, rules).board(profiles=[(boat, reserves), ...], choices=[...])  # or a Board of one's own
    drawn = draw_columns(board, Columns(classes=..., ids=..., profiles=..., offsets=..., scopes=...), seed=seed)

Row ``r`` is an applicant of ``classes[r]`` with the boat ``profiles[r]``, whose choices, the best first, are
``scopes[offsets[r]:offsets[r + 1]]``: indexes of ``board.scopes``. ``drawn.ranks[r]`` is the index of the choice that
was won and ``drawn.places[r]`` the number of the final place, both -1 for nobody's; ``drawn.closed[p]`` the event after
which place ``p`` closed, -1 while it is open. Places are numbered harbor after harbor, in place order inside each.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from harbors.draws.board import Board
from harbors.draws.final import final_seats
from harbors.draws.lists import Lists, Numbers
from harbors.draws.state import HarborState
from harbors.draws.tickets import queue_of
from harbors.draws.turns import Turned, Turns


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Columns:
    """A row for each applicant, in any order; ``ids`` are the public ids as UTF-8 bytes (of dtype ``S``).

    ``keys`` are what a policy orders by before the ticket. ``modes`` are 0 new, 1 renew, 2 exchange, and ``current``
    is the number of a tenant's own place; without them all are new.
    """

    classes: Numbers
    ids: NDArray[np.bytes_]
    profiles: Numbers
    offsets: Numbers
    scopes: Numbers
    keys: Numbers | None = None
    modes: Numbers | None = None
    current: Numbers | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawnColumns:
    """What came out: a row of ``ranks`` and ``places`` for each applicant, ``closed`` for each place.

    ``turns`` are the rows in the order of the queue; in ``events`` an applicant is the number of the turn.
    """

    turns: Numbers
    ranks: NDArray[np.int32]
    places: NDArray[np.int32]
    closed: NDArray[np.int32]
    events: list[Turned]


def draw_columns(board: Board, columns: Columns, *, seed: bytes) -> DrawnColumns:
    """Give the places of a board out; the seed gives the tickets. Raises ``ValueError`` for two of one id."""
    turns = Turns(
        Lists(
            board=board,
            turns=queue_of(columns.ids, seed=seed, classes=columns.classes, keys=columns.keys),
            profiles=columns.profiles,
            offsets=columns.offsets,
            scopes=columns.scopes,
            modes=columns.modes,
            current=columns.current,
        )
    )
    turns.run()
    return _drawn(board, turns)


def _drawn(board: Board, turns: Turns) -> DrawnColumns:
    order = turns.lists.turns
    ranks, places = (np.full(len(order), -1, np.int32) for _ in range(2))
    won = {turn: (aim.harbor, aim.choice) for turn, aim in turns.aims.items()}
    ranks[order[list(won)]] = [aim.rank for aim in turns.aims.values()]
    for turn, harbor, place in final_seats(won, sizes=board.sizes):
        places[order[turn]] = board.first_places[harbor] + place
    return DrawnColumns(
        turns=order, ranks=ranks, places=places, closed=_closed(board, turns.harbors), events=turns.events
    )


def _closed(board: Board, harbors: list[HarborState]) -> NDArray[np.int32]:
    closed = np.full(board.first_places[-1], -1, np.int32)
    for first, harbor in zip(board.first_places, harbors, strict=False):
        for place, event in harbor.closed.items():
            closed[first + place] = event
    return closed
