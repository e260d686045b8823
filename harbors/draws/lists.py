"""Knows what everybody in the queue asks for, as columns: a row for each, the order of turns beside them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from harbors.draws.board import Board, Wish
from harbors.draws.records import Mode

Numbers = NDArray[np.integer]
MODES = (Mode.NEW, Mode.RENEW, Mode.EXCHANGE)
RENEW, EXCHANGE = MODES.index(Mode.RENEW), MODES.index(Mode.EXCHANGE)


@dataclass(frozen=True, kw_only=True, eq=False)
class Lists:
    """The choices of row ``r`` are the ``scopes`` from ``offsets[r]`` to ``offsets[r + 1]``, the best first.

    ``turns`` are the rows in the order of the queue. ``modes`` are indexes of ``MODES``, and ``current`` the number
    of a tenant's own place; without them all are new.
    """

    board: Board
    turns: Numbers
    profiles: Numbers
    offsets: Numbers
    scopes: Numbers
    modes: Numbers | None = None
    current: Numbers | None = None

    def asked(self, turns: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
        """The profile of some in the queue, and the scopes of their choices."""
        rows = self.turns[np.fromiter(turns, np.int64)]
        columns = self.offsets[rows].tolist(), self.offsets[rows + 1].tolist(), self.profiles[rows].tolist()
        for begin, end, profile in zip(*columns, strict=True):
            yield profile, self.scopes[begin:end].tolist()

    def in_mode(self, mode: int) -> dict[int, Wish]:
        """Those of a mode, by turn, and the own place of each."""
        if self.modes is None or self.current is None:
            return {}
        turns = np.flatnonzero(self.modes[self.turns] == mode)
        return dict(zip(turns.tolist(), self.board.owned(self.current[self.turns[turns]]), strict=True))
