"""Sets of small numbers as bit masks."""

from harbors.draws.bits import each, lowest, sets_of, transposed


def test_lowest_is_the_least_number_of_a_set() -> None:
    assert lowest(0b101000) == 3


def test_each_gives_the_numbers_of_a_set_ascending() -> None:
    assert list(each(1 << 200 | 0b1001)) == [0, 3, 200]


def test_each_of_the_empty_set_is_nothing() -> None:
    assert list(each(0)) == []


def test_sets_of_keeps_for_each_key_the_indexes_where_it_stands() -> None:
    assert sets_of(["a", None, "a"]) == {"a": 0b101, None: 0b010}


def test_transposed_turns_rows_into_columns() -> None:
    assert transposed([0b011, 0b001, 0b100], width=4) == [0b011, 0b001, 0b100, 0b000]


def test_transposed_holds_more_numbers_than_a_machine_word() -> None:
    masks = [1 << index for index in range(100)]

    assert transposed(masks, width=100) == masks


def test_transposed_of_nothing_has_only_empty_columns() -> None:
    assert transposed([], width=3) == [0, 0, 0]
    assert transposed([0, 0], width=0) == []
