"""The draw from columns: the same as from records."""

from itertools import accumulate

import numpy as np
import pytest

from harbors.draws.board import Board, Wish, packed
from harbors.draws.columns import Columns, DrawnColumns, draw_columns
from harbors.draws.tickets import queue_of, ticket, tickets

SEED = b"seed"
# Two harbors, of 70 and of 2 places: one harbor is longer than a word.
SIZES = (70, 2)


def _board(*scopes: Wish, fits: int = -1) -> Board:
    everything = (1 << 72) - 1
    return Board(sizes=SIZES, scopes=scopes, fitting=packed([everything & fits], sizes=SIZES))


def _columns(*lists: list[int], modes: list[int] | None = None, current: list[int] | None = None) -> Columns:
    return Columns(
        classes=np.ones(len(lists), np.int8),
        ids=np.array([f"a{row}".encode() for row in range(len(lists))]),
        profiles=np.zeros(len(lists), np.int16),
        offsets=np.array([0, *accumulate(map(len, lists))]),
        scopes=np.array([scope for one in lists for scope in one], np.int16),
        modes=None if modes is None else np.array(modes),
        current=None if current is None else np.array(current),
    )


def _rows(drawn: DrawnColumns) -> list[tuple[int, int]]:
    return list(zip(drawn.ranks.tolist(), drawn.places.tolist(), strict=True))


def test_tickets_are_those_of_each_id() -> None:
    ids = ["a1", "tähti", "\U0001f6a4"]

    drawn = tickets(np.array([id.encode() for id in ids]), seed=SEED)

    assert [row.tobytes().hex() for row in drawn] == [ticket(id, seed=SEED) for id in ids]


def test_queue_goes_by_class_then_key_then_ticket() -> None:
    ids = [f"a{row}" for row in range(300)]
    classes = [row % 3 for row in range(300)]
    keys = [-(row % 7) for row in range(300)]

    order = queue_of(np.array([id.encode() for id in ids]), seed=SEED, classes=np.array(classes), keys=np.array(keys))

    expected = sorted(range(300), key=lambda row: (classes[row], keys[row], ticket(ids[row], seed=SEED)))
    assert order.tolist() == expected


def test_two_of_one_id_in_a_class_are_refused() -> None:
    with pytest.raises(ValueError, match="two applicants of a class have one id"):
        queue_of(np.array([b"a", b"b", b"a"]), seed=SEED, classes=np.zeros(3, np.int8))


def test_last_places_of_a_long_harbor_and_of_the_next_are_found() -> None:
    board = _board((0, 1 << 69), (1, 0b11), (1, 0b10))

    drawn = draw_columns(board, _columns([0], [2], [1], [1, 0]), seed=SEED)

    # In the order of tickets a2, a3, a0, a1 ... whoever comes: the long harbor's last place, and both of the other's.
    assert sorted(drawn.places.tolist()) == [-1, 69, 70, 71]
    assert drawn.closed[[69, 70, 71]].min() > 0
    assert drawn.closed[:69].tolist() == [-1] * 69


def test_place_that_does_not_fit_is_not_given() -> None:
    drawn = draw_columns(_board((0, 0b11), fits=~1), _columns([0], [0]), seed=SEED)

    assert sorted(_rows(drawn)) == [(-1, -1), (0, 1)]


def test_tenants_trade_and_renewals_stay() -> None:
    board = _board((0, 0b01), (0, 0b10))

    drawn = draw_columns(board, _columns([1], [0], [0], modes=[2, 2, 1], current=[0, 1, 71]), seed=SEED)

    assert _rows(drawn) == [(0, 1), (0, 0), (0, 71)]
    assert drawn.closed[[0, 1, 71]].tolist() == [1, 1, 0]


def test_row_of_a_board_holds_each_harbor_in_words_of_its_own() -> None:
    rows = packed([1 << 69 | 1, 0b11 << 70], sizes=SIZES)

    assert rows.tolist() == [[1, 1 << 5, 0], [0, 0, 0b11]]


def test_nobody_and_nothing_can_be_drawn_from_columns() -> None:
    board = Board(sizes=(), scopes=(), fitting=packed([], sizes=()))

    drawn = draw_columns(board, _columns(), seed=SEED)

    assert (_rows(drawn), drawn.closed.tolist(), drawn.events) == ([], [], [])
