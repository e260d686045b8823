"""One harbor during a draw: pointers, chains, closing."""

from harbors.draws.state import HarborState

Move = tuple[int, int]


def _state(places: int, *choices: set[int]) -> tuple[HarborState, list[list[Move]]]:
    """A harbor after heads 0, 1, 2 ... were let in on these choices, and who moved where by each."""
    state = HarborState(places)
    return state, [_seat(state, head, sum(1 << place for place in choice)) for head, choice in enumerate(choices)]


def _seat(state: HarborState, head: int, choice: int) -> list[Move]:
    """Let a head in, as event ``head + 1``; who moves where."""
    chain = state.chain(state.first(choice))
    (moved,), _ = state.seat([(head, choice, chain)], event=head + 1)
    return list(zip(moved, chain, strict=True))


def test_new_head_takes_the_first_free_place_of_the_choice() -> None:
    _, moves = _state(3, {1, 2})

    assert moves == [[(0, 1)]]


def test_holder_makes_room_when_the_choice_has_no_free_place_left() -> None:
    _, moves = _state(2, {0, 1}, {0})

    assert moves[1] == [(1, 0), (0, 1)]


def test_free_place_is_preferred_to_a_lower_one_that_is_held() -> None:
    _, moves = _state(3, {0, 1}, {0, 2})

    assert moves[1] == [(1, 2)]


def test_place_closes_after_the_event_that_took_its_last_way_out() -> None:
    state, _ = _state(3, {0, 1}, {0, 1})

    assert state.closed == {0: 2, 1: 2}
    assert state.open == 0b100


def test_place_without_any_other_in_its_holders_choice_closes_at_once() -> None:
    state, _ = _state(2, {1})

    assert state.closed == {1: 1}


def test_place_closes_for_its_new_holder_while_the_one_who_moved_on_is_still_free_to() -> None:
    state, _ = _state(3, {0, 1, 2}, {0})

    assert state.closed == {0: 2}
    assert state.open == 0b110


def test_place_is_linked_to_the_first_of_those_within_reach() -> None:
    # When the third head took 2, both 0 and 1 were linked; the fourth pushes him to 0.
    _, moves = _state(4, {0, 3}, {1, 3}, {0, 1, 2}, {2})

    assert moves[3] == [(3, 2), (2, 0), (0, 3)]


def test_pointer_made_earlier_stays_when_a_lower_place_comes_within_reach() -> None:
    # When the third head took 1, the place 0 that had pointed at it was linked again, to 2, which was linked still;
    # 1 was so only a layer later. Would all be linked afresh, 0 would point at 1, which comes first.
    _, moves = _state(4, {0, 1, 2}, {2, 3}, {1, 3}, {0})

    assert moves[3] == [(3, 0), (0, 2), (1, 3)]


def test_place_is_linked_through_another_in_a_later_layer() -> None:
    # The second head takes the target that 0 pointed at; 0 is linked again by way of the place just taken.
    state, _ = _state(3, {0, 1}, {1, 2})

    assert state.open == 0b111
    assert _seat(state, 2, 0b001) == [(2, 0), (0, 1), (1, 2)]
