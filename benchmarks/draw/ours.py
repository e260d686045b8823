"""Knows Ahti's engine on a market: its own numbers of places in, the market's out."""

import numpy as np

from benchmarks.draw.markets import NOBODY, Market, Numbers
from harbors.draws.board import Board
from harbors.draws.chart import Chart
from harbors.draws.columns import Columns, DrawnColumns, draw_columns


class Ours:
    """A market as the engine's columns; they are made once, as a round reads them from its database."""

    def __init__(self, market: Market) -> None:
        self._market = market
        chart = Chart(market.places, market.rules)
        self._numbers = np.array([chart.numbers[place.id] for place in market.places])
        self._places = np.argsort(self._numbers)
        self.board = board(market)
        self.columns = Columns(
            classes=market.classes.astype(np.int32),
            ids=market.ids,
            profiles=market.profiles.astype(np.int32),
            offsets=market.starts.astype(np.int32),
            scopes=market.wants.astype(np.int32),
            modes=market.modes if market.has_tenants else None,
            current=self._currents() if market.has_tenants else None,
        )

    def draw(self, *, seed: bytes) -> DrawnColumns:
        """From columns to final places with closing events, on a board that remembers nothing."""
        return draw_columns(fresh(self.board), self.columns, seed=seed)

    def placed(self, drawn: DrawnColumns) -> Numbers:
        """The final places in the market's numbers."""
        return np.where(drawn.places == NOBODY, NOBODY, self._places[drawn.places])

    def _currents(self) -> Numbers:
        currents = self._market.currents
        return np.where(currents == NOBODY, NOBODY, self._numbers[currents])


def board(market: Market) -> Board:
    """The fit of every model of boat, worked out from its dimensions."""
    chart = Chart(market.places, market.rules)
    return chart.board(profiles=[(boat, frozenset()) for boat in market.boats], choices=market.choices)


def fresh(board: Board) -> Board:
    """The same board without what it has kept of earlier draws."""
    return Board(sizes=board.sizes, scopes=board.scopes, fitting=board.fitting)
