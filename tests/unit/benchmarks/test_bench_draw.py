"""The contest of the draw: counted by hand on a market small enough, held to promises on one of some size."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.draw import answers, queueing, tickets, trading
from benchmarks.draw.counting import Broken, complaints, counted, ranks_of, wasted
from benchmarks.draw.generating import Mix, market
from benchmarks.draw.markets import EXCHANGE, NEW, NOBODY, RENEW, Market, Numbers, Wishes
from benchmarks.draw.ours import Ours
from benchmarks.draw.seating import Seating
from harbors.draws.records import Boat, Choice, Place, Rules

SEED = bytes(32)
SMALL, LARGE = 0, 1
A_HARBOR, A_FIRST, A_SECOND, B_HARBOR = range(4)


def by_hand(*, boats: list[int], lists: list[list[int]], modes: list[int], currents: list[int]) -> Market:
    """Two berths at A, of which a large boat fits the second only, and one at B."""
    places = (
        Place(id="a1", harbor="A", width_mm=2000, length_mm=5000),
        Place(id="a2", harbor="A", width_mm=3000, length_mm=5000),
        Place(id="b1", harbor="B", width_mm=4000, length_mm=5000),
    )
    return Market(
        name="by hand",
        rules=Rules(),
        places=places,
        boats=(Boat(beam_mm=1800), Boat(beam_mm=2800)),
        choices=(Choice(harbor="A"), Choice(berth="a1"), Choice(berth="a2"), Choice(harbor="B")),
        fitting=np.array([[True, True, True], [False, True, True]]),
        ids=np.array([f"applicant{number}".encode() for number in range(len(lists))]),
        classes=np.ones(len(lists), np.int8),
        profiles=np.array(boats),
        wants=np.array([want for one in lists for want in one]),
        starts=np.cumsum([0, *map(len, lists)]),
        modes=np.array(modes),
        currents=np.array(currents),
    )


def complaining(given: Market, placed: list[int]) -> list[int]:
    wishes = Wishes(given)
    return complaints(given, wishes, range(len(given)), ranks_of(given, wishes, np.array(placed)))


def test_who_is_first_and_could_sit_if_another_sat_elsewhere_complains() -> None:
    given = by_hand(boats=[SMALL, LARGE], lists=[[A_HARBOR], [A_HARBOR]], modes=[NEW, NEW], currents=[-1, -1])
    assert complaining(given, [1, NOBODY]) == [1]
    assert complaining(given, [0, 1]) == []


def test_who_comes_later_has_no_complaint_against_who_cannot_sit_elsewhere() -> None:
    given = by_hand(boats=[LARGE, LARGE], lists=[[A_HARBOR], [A_HARBOR]], modes=[NEW, NEW], currents=[-1, -1])
    assert complaining(given, [1, NOBODY]) == []
    assert complaining(given, [NOBODY, 1]) == [0]


def test_a_tenant_who_comes_later_is_nobodys_complaint() -> None:
    given = by_hand(boats=[LARGE, LARGE], lists=[[A_HARBOR], []], modes=[NEW, RENEW], currents=[-1, 1])
    assert complaining(given, [NOBODY, 1]) == []


def test_an_exchanger_complains_of_a_better_place_that_was_left_free() -> None:
    given = by_hand(boats=[SMALL], lists=[[B_HARBOR]], modes=[EXCHANGE], currents=[0])
    assert complaining(given, [0]) == [0]
    assert complaining(given, [2]) == []


def test_a_place_that_was_not_asked_for_is_no_result() -> None:
    given = by_hand(boats=[SMALL], lists=[[A_FIRST]], modes=[NEW], currents=[-1])
    with pytest.raises(Broken, match="applicant 0 has place 2"):
        ranks_of(given, Wishes(given), np.array([2]))


def test_a_place_given_twice_is_no_result() -> None:
    given = by_hand(boats=[SMALL] * 2, lists=[[A_FIRST]] * 2, modes=[NEW] * 2, currents=[-1] * 2)
    with pytest.raises(Broken, match="twice"):
        ranks_of(given, Wishes(given), np.array([0, 0]))


def test_two_tenants_who_want_each_others_place_trade() -> None:
    given = by_hand(boats=[SMALL] * 2, lists=[[B_HARBOR], [A_FIRST]], modes=[EXCHANGE] * 2, currents=[0, 2])
    wishes = Wishes(given)
    assert trading.traded(given, wishes) == trading.traded_plainly(given, wishes) == [2, 0]


def test_who_sits_may_be_asked_to_sit_elsewhere_but_never_to_leave() -> None:
    seating = Seating(2)
    seating.seat(1, [0, 1])
    assert seating.has_room(2, [0])
    seating.seat(2, [0])
    assert not seating.has_room(3, [0, 1])
    assert seating.has_room(1, [1])


@pytest.fixture(scope="module")
def mixed() -> Market:
    return market("a mix", Mix(newcomers=400, renewing=100, exchanging=40, places=200), seed=7)


def test_a_market_is_the_same_for_the_same_seed(mixed: Market) -> None:
    again = market("a mix", Mix(newcomers=400, renewing=100, exchanging=40, places=200), seed=7)
    assert (again.ids == mixed.ids).all()
    assert (again.wants == mixed.wants).all()
    assert again.places == mixed.places


def drawn(given: Market) -> tuple[Wishes, list[int], Numbers, Numbers]:
    ours = Ours(given)
    found = ours.draw(seed=SEED)
    answers.require_queue(given, found.turns, seed=SEED)
    return Wishes(given), found.turns.tolist(), ours.placed(found), found.ranks.astype(np.int64)


def test_ours_keeps_what_it_promises_on_a_mix(mixed: Market) -> None:
    assert answers.require_ours(mixed, *drawn(mixed)).complaints == 0


def test_a_winner_whose_place_goes_to_somebody_later_is_noticed(mixed: Market) -> None:
    wishes, queue, placed, ranks = drawn(mixed)
    first = next(one for one in queue if mixed.modes[one] == NEW and placed[one] != NOBODY)
    placed[first], ranks[first] = NOBODY, -1
    with pytest.raises(Broken, match="complaints="):
        answers.require_ours(mixed, wishes, queue, placed, ranks)


def test_first_fit_leaves_complaints_but_no_place_that_somebody_wants(mixed: Market) -> None:
    given = replace(mixed, modes=np.zeros_like(mixed.modes), currents=np.full_like(mixed.currents, NOBODY))
    wishes, queue = Wishes(given), tickets.quick_queue(given, seed=SEED).tolist()
    placed = queueing.by_turns(given, wishes, queue, nearest=queueing.first_fit(given))
    assert counted(given, wishes, queue, placed).complaints > 0
    assert list(wasted(given, wishes, placed, ranks_of(given, wishes, placed))) == []


def test_a_queue_in_another_order_is_noticed(mixed: Market) -> None:
    with pytest.raises(Broken, match="queue"):
        answers.require_queue(mixed, tickets.quick_queue(mixed, seed=SEED)[::-1], seed=SEED)
