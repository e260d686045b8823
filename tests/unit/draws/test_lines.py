"""Where in a JSON text a field stands."""

import pytest

from harbors.draws.fields import Step
from harbors.draws.lines import line_of

TEXT = r"""
{"a": [1, {"b":
    2}, []],
 "tricky \" , } [": {"": {}},
 "a\u00e4": [
   [], {},
   "text with\n \\",
   null]
}"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 2),
        (("a",), 2),
        (("a", 1), 2),
        (("a", 1, "b"), 3),
        (("a", 2), 3),
        (('tricky " , } [',), 4),
        (('tricky " , } [', ""), 4),
        (("aä", 0), 6),
        (("aä", 2), 7),
        (("aä", 3), 8),
    ],
)
def test_line_is_where_the_value_begins(path: tuple[Step, ...], line: int) -> None:
    assert line_of(TEXT, path) == line


def test_line_of_what_is_missing_is_that_of_what_is_around_it() -> None:
    assert line_of(TEXT, ("aä", 4, "x")) == 5
    assert line_of(TEXT, ("nothing", "like", "it")) == 2


def test_line_of_a_repeated_key_is_that_of_the_last_which_counts() -> None:
    assert line_of('{"a": 1,\n"a": 2}', ("a",)) == 2


def test_line_is_found_in_deep_nesting() -> None:
    assert line_of("[\n" * 1000 + "]" * 1000, (0,) * 999) == 1000
