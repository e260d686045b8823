"""The draw from columns: the same as from records."""

from itertools import accumulate

import numpy as np
import pytest

from harbors.draws.board import Board, Wish, packed
from harbors.draws.chart import Chart
from harbors.draws.columns import Columns, DrawnColumns, draw_columns
from harbors.draws.records import Applicant, Boat, Choice, Instance, Mode, Place, Rules
from harbors.draws.rules import draw, lists_of
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


def _board_of_records() -> tuple[Place, ...]:
    return tuple(
        Place(id=f"p{number:03}", harbor=f"H{number % 3}", width_mm=2000 + 500 * (number % 4), length_mm=5000)
        for number in range(90)
    )


def _applicant_of_record(number: int) -> Applicant:
    """Tenants have the first forty places, and everybody wants some harbor, some berth, or the next harbor."""
    mode = Mode.NEW if number >= 40 else Mode.RENEW if number % 5 == 0 else Mode.EXCHANGE
    harbors = Choice(harbor=f"H{number * 7 % 4}"), Choice(harbor=f"H{(number * 5 + 1) % 3}")
    berth = Choice(berth=f"p{number * 31 % 95:03}")
    return Applicant(
        id=f"a{number}",
        priority_class=number % 3,
        ticket=ticket(f"a{number}", seed=SEED),
        boat=Boat(beam_mm=1900 + 100 * (number % 17)),
        choices=(berth, *harbors) if number % 2 else (harbors[0], berth)[: number % 5],
        mode=mode,
        current=f"p{number:03}" if mode is not Mode.NEW else None,
        key=-(number % 2),
    )


def test_columns_give_what_records_give() -> None:
    applicants = [_applicant_of_record(number) for number in range(700)]
    outcome = draw(Instance(rules=Rules(), places=_board_of_records(), applicants=tuple(applicants)))
    chart = Chart(_board_of_records(), Rules())
    lists = lists_of(chart, applicants)

    columns = Columns(
        classes=np.array([one.priority_class for one in applicants]),
        ids=np.array([one.id.encode() for one in applicants]),
        keys=np.array([one.key for one in applicants]),
        profiles=lists.profiles,
        offsets=lists.offsets,
        scopes=lists.scopes,
        modes=lists.modes,
        current=lists.current,
    )
    drawn = draw_columns(lists.board, columns, seed=SEED)

    names = [*chart.numbers, None]
    assert {one.id: names[place] for one, place in zip(applicants, drawn.places.tolist(), strict=True)} == (
        outcome.assignment
    )
    assert [applicants[row].id for row in drawn.turns.tolist()] == list(outcome.order)
    assert [None if rank < 0 else rank for rank in drawn.ranks.tolist()] == [outcome.rank[one.id] for one in applicants]
    assert {name: event for name, event in zip(names, drawn.closed.tolist(), strict=False) if event >= 0} == (
        outcome.closed
    )
    # There is something to see: chains of tenants, moves by later choices, and people who got nothing.
    assert any(len(event.cycles[0].members) > 1 for event in outcome.events)
    assert {0, 1, 2, None} <= set(outcome.rank.values())
