"""How many values the variables of a request may hold, wherever they stand."""

from collections.abc import Callable, Mapping

import pytest

from schema.errors import LimitExceeded
from schema.variable_limits import MOST_VALUES, check_variables

Variables = Mapping[str, object]


def in_one_list(count: int) -> Variables:
    return {"ids": ["a"] * (count - 1)}


def at_the_top(count: int) -> Variables:
    return {f"v{number}": number for number in range(count)}


def in_an_object(count: int) -> Variables:
    return {"filter": {f"v{number}": None for number in range(count - 1)}}


def in_each_other(count: int) -> Variables:
    """Lists within lists, deeper than Python calls."""
    inner: list[object] = []
    for _ in range(count - 2):
        inner = [inner]
    return {"deep": inner, "beside": 1}


def in_many_lists(count: int) -> Variables:
    lists = (count - 1) // 10
    return {"lists": [["a"] * 9] * lists + ["b"] * ((count - 1) % 10)}


EACH_WAY = pytest.mark.parametrize("variables", [in_one_list, at_the_top, in_an_object, in_each_other, in_many_lists])


@EACH_WAY
def test_variables_may_hold_as_many_values_as_are_allowed(variables: Callable[[int], Variables]) -> None:
    check_variables(variables(MOST_VALUES))


@EACH_WAY
def test_variables_with_more_values_are_refused_with_the_limit(variables: Callable[[int], Variables]) -> None:
    with pytest.raises(LimitExceeded, match=r"The variables hold more than 10,000 values\.") as refused:
        check_variables(variables(MOST_VALUES + 1))
    assert refused.value.figures == {"limit": MOST_VALUES}
