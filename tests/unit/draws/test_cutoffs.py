"""How far the queue got."""

from dataclasses import replace

import pytest

from harbors.draws.cutoffs import CutOffs
from harbors.draws.explanations import Explanations
from harbors.draws.records import Boat, Choice, Place
from harbors.draws.rules import draw
from tests.unit.draws.entrants import berths, exchange, instance, new, places, renew

H, J = Choice(harbor="H"), Choice(harbor="J")
SMALL, LARGE = (Boat(), frozenset[str]()), (Boat(beam_mm=3000), frozenset[str]())
BOARD = (
    Place(id="small", harbor="H", width_mm=2000, length_mm=1),
    Place(id="large", harbor="H", width_mm=4000, length_mm=1),
    *places("other", "another", harbor="J"),
)
ROUND = instance(
    BOARD,
    new(1, H),
    new(2, *berths("large"), H),
    new(3, *berths("large"), H, J),
    new(4, H, boat=Boat(beam_mm=3000)),
    renew(5, "another"),
)
OUTCOME = draw(ROUND)
CUT_OFFS = CutOffs(ROUND, OUTCOME)
EXPLANATIONS = Explanations(ROUND, OUTCOME)


def test_table_tells_by_harbor_how_far_each_profile_got() -> None:
    # The second took the last of H; J has nothing left for a small boat since the third, and never fitted a large one.
    assert CUT_OFFS.table([SMALL, LARGE]) == {"H": [2, 2], "J": [3, 0]}


def test_choice_with_a_place_left_has_no_cut_off() -> None:
    spare = instance((*BOARD, *places("spare", harbor="K")), *ROUND.applicants)

    assert CutOffs(spare, draw(spare)).last_position(Choice(harbor="K"), SMALL) is None


def test_choice_closed_by_renewals_could_not_be_had_at_any_position() -> None:
    assert CUT_OFFS.last_position(Choice(berth="another"), SMALL) == 0


def test_position_that_would_have_sufficed_is_told_for_each_refused_choice() -> None:
    refused = Explanations(ROUND, OUTCOME)["a3"]

    assert [CUT_OFFS.sufficing(one) for one in refused] == [2, 2]
    assert [CUT_OFFS.sufficing(one) for one in Explanations(ROUND, OUTCOME)["a4"]] == [2]


def test_who_stood_at_that_position_would_have_won_and_one_later_not() -> None:
    told = [(who, one.choice, CUT_OFFS.sufficing(one)) for who, several in EXPLANATIONS.items() for one in several]

    assert told == [("a3", 0, 2), ("a3", 1, 2), ("a4", 0, 2)]
    assert [_wins_at(position, who, choice) for who, choice, position in told] == [True] * 3
    assert [_wins_at(position + 1, who, choice) for who, choice, position in told] == [False] * 3


def _wins_at(position: int, who: str, choice: int) -> bool:
    """Whether an applicant who stood there in the queue would win a choice by asking for nothing else."""
    order = [other for other in OUTCOME.order if other != who]
    turns = {other: turn for turn, other in enumerate([*order[: position - 1], who, *order[position - 1 :]])}
    moved = [
        replace(one, ticket=turns[one.id], choices=one.choices[choice : choice + 1] if one.id == who else one.choices)
        for one in ROUND.applicants
    ]
    return draw(instance(BOARD, *moved)).rank[who] == 0


def test_rounds_with_exchanges_have_no_cut_offs() -> None:
    traded = instance(BOARD, exchange(1, "other", H))

    with pytest.raises(ValueError, match="without exchanges"):
        CutOffs(traded, draw(traded))
