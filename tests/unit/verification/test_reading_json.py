"""The verifier writes JSON as RFC 8785 does, whatever a key is spelled with, and reads lists of numbers strictly."""

from itertools import permutations

import pytest
import rfc8785

from harbors.verification.contents import Sets
from harbors.verification.parsing import Field, canonical
from harbors.verification.records import Unreadable

# The last two are in the order of code points, and the other way round in that of UTF-16 units.
KEYS = ("", "a", "å", "€", "\ue000", "\U00010000")


@pytest.mark.parametrize("keys", list(permutations(KEYS, 2)))
def test_keys_go_by_utf_16_units_at_every_depth(keys: tuple[str, str]) -> None:
    value = {"outer": [dict.fromkeys(keys, 1), "€", None, True, -5]}
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("places", [[1, True], [1, 1.0], [0, 0], [2, 1], [-1, 2], "12", [[1]], [None], {"1": 2}])
def test_a_set_of_places_is_an_ascending_list_of_whole_numbers_also_behind_one_that_was_read(places: object) -> None:
    sets = Sets((0, 0, 0, 0))
    assert [sets.read(Field(known, file="any"), 0) for known in ([1], [1, 2], [0])] == [2, 6, 1]
    with pytest.raises(Unreadable):
        sets.read(Field(places, file="any"), 0)


def test_a_set_of_places_that_was_read_in_one_harbor_is_none_of_another() -> None:
    sets = Sets((0, 0, 1))
    assert sets.read(Field([0, 1], file="any"), 0) == 3
    with pytest.raises(Unreadable):
        sets.read(Field([0, 1], file="any"), 1)
