"""Knows in bulk whose choices are still open: closed places never open again, so the others have lost for ever."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from harbors.draws.board import WORD, Board
from harbors.draws.lists import EXCHANGE, Lists
from harbors.draws.state import HarborState

FIRST_CHUNK, LAST_CHUNK = 1 << 9, 1 << 16


class Hopeful(NamedTuple):
    """One in the queue whose choices of these ``ranks`` were open when somebody looked, not long ago."""

    turn: int
    profile: int
    ranks: list[int]
    scopes: list[int]


class Hopes:
    """The choices of a queue, looked at in chunks of turns, each just before its first turn comes."""

    def __init__(self, lists: Lists, harbors: Sequence[HarborState]) -> None:
        self._lists = lists
        self._harbors = harbors
        self._words = _Words(lists.board)

    def __iter__(self) -> Iterator[Hopeful]:
        """All who may win something, and all who exchange, in the order of the queue."""
        begin, chunk = 0, FIRST_CHUNK
        while begin < len(self._lists.turns):
            yield from self._in_chunk(begin, begin + chunk)
            begin, chunk = begin + chunk, min(2 * chunk, LAST_CHUNK)

    def _in_chunk(self, begin: int, end: int) -> Iterator[Hopeful]:
        lists = self._lists
        rows = lists.turns[begin:end]
        first = lists.offsets[rows]
        counts = lists.offsets[rows + 1] - first
        owners = np.repeat(np.arange(len(rows)), counts)
        ranks = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
        scopes = lists.scopes[first[owners] + ranks]
        profiles = lists.profiles[rows]
        alive = self._words.open_ones(scopes, profiles[owners], self._harbors)
        owners, ranks, scopes = owners[alive], ranks[alive], scopes[alive]
        hopeful = np.zeros(len(rows), bool)
        hopeful[owners] = True
        if lists.modes is not None:
            hopeful |= lists.modes[rows] == EXCHANGE
        chosen = np.flatnonzero(hopeful)
        bounds = [*np.searchsorted(owners, chosen).tolist(), len(owners)]
        listed, asked = ranks.tolist(), scopes.tolist()
        for number, turn in enumerate((chosen + begin).tolist()):
            some = slice(bounds[number], bounds[number + 1])
            yield Hopeful(turn, int(profiles[turn - begin]), listed[some], asked[some])


class _Words:
    """What scopes mean, as words of the rows of a board."""

    def __init__(self, board: Board) -> None:
        self._fitting = board.fitting
        words = board.first_words
        self._sizes = np.diff(words).tolist()
        depth = max(self._sizes, default=0)
        self._first = np.array([words[harbor] for harbor, _ in board.scopes], np.int64)
        self._meant = np.zeros((depth, len(board.scopes)), np.uint64)
        mask = (1 << WORD) - 1
        for deep in range(depth):
            self._meant[deep] = [places >> WORD * deep & mask for _, places in board.scopes]

    def open_ones(
        self, scopes: NDArray[np.integer], profiles: NDArray[np.integer], harbors: Sequence[HarborState]
    ) -> NDArray[np.int64]:
        """The indexes of those scopes that hold an open place which fits the profile."""
        opened = self._opened(harbors)
        meant = [row & opened[np.minimum(self._first + deep, len(opened) - 1)] for deep, row in enumerate(self._meant)]
        some = np.logical_or.reduce([row != 0 for row in meant]) if meant else np.zeros(len(self._first), bool)
        left = np.flatnonzero(some[scopes])
        asked, boats = scopes[left], profiles[left]
        fits = np.zeros(len(left), bool)
        for deep, row in enumerate(meant):
            column = np.minimum(self._first[asked] + deep, len(opened) - 1)
            fits |= (row[asked] & self._fitting[boats, column]) != 0
        return left[fits]

    def _opened(self, harbors: Sequence[HarborState]) -> NDArray[np.uint64]:
        """The open places of all harbors as a row of a board."""
        written = (harbor.open.to_bytes(8 * size, "little") for harbor, size in zip(harbors, self._sizes, strict=True))
        return np.frombuffer(b"".join(written), "<u8").astype(np.uint64, copy=False)
