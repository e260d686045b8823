"""Which places are used in the end, and who gets which."""

from harbors.draws.final import final_places


def _final(places: int, *choices: set[int]) -> list[int]:
    return final_places([sum(1 << place for place in choice) for choice in choices], places=places)


def test_least_places_that_hold_all_winners_are_used() -> None:
    assert _final(4, {1, 3}, {2, 3}) == [1, 2]


def test_place_is_used_only_when_it_helps_to_seat_one_more() -> None:
    # 0 and 1 hold one of the two each, but both are wanted by the first winner only.
    assert _final(3, {0, 1}, {2}) == [0, 2]


def test_earlier_winner_gets_the_tighter_place() -> None:
    assert _final(2, {0, 1}, {0, 1}) == [0, 1]


def test_earlier_winner_gets_the_tightest_place_that_lets_all_others_be_placed() -> None:
    assert _final(3, {0, 1, 2}, {0}, {1, 2}) == [1, 0, 2]


def test_several_winners_make_way_one_after_the_other() -> None:
    # On 1, the first lets the third have 0 only, and that leaves 2 to the second.
    assert _final(3, {1, 2}, {0, 2}, {0, 1}) == [1, 2, 0]


def test_seated_winners_move_on_to_make_room_for_the_last() -> None:
    # Small places first, 0 goes to the only one who takes it, and everybody else moves up.
    assert _final(3, {1, 2}, {0, 1}, {0}) == [2, 1, 0]


def test_nobody_won_and_nothing_is_used() -> None:
    assert _final(3) == []
    assert _final(0) == []
