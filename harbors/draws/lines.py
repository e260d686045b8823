"""Knows on which line of a JSON text a field stands."""

import re
from collections.abc import Iterator, Sequence

import orjson

from harbors.draws.fields import Step

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def line_of(text: str, path: Sequence[Step]) -> int:
    """The line, from 1 on, where the value at ``path`` begins, or the innermost one around it; ``text`` is valid."""
    begins, depth = 0, 0
    for position, here in _values(text):
        if len(here) >= depth and here == tuple(path[: len(here)]):
            begins, depth = position, len(here)
    return text.count("\n", 0, begins) + 1


def _values(text: str) -> Iterator[tuple[int, tuple[Step, ...]]]:
    """Where each value begins, and the path to it."""
    path: list[Step] = []
    before_key = False
    for token in _TOKEN.finditer(text):
        match token[0]:
            case "}" | "]":
                path.pop()
                before_key = False
            case ",":
                before_key = _next(path)
            case ":":
                pass
            case word if before_key:
                path[-1] = orjson.loads(word)
                before_key = False
            case word:
                yield token.start(), tuple(path)
                before_key = _enter(path, word)


def _next(path: list[Step]) -> bool:
    """Go on behind a comma; whether a key is next."""
    step = path[-1]
    if isinstance(step, int):
        path[-1] = step + 1
    return isinstance(step, str)


def _enter(path: list[Step], word: str) -> bool:
    """Go into a value; whether a key is next."""
    if word == "{":
        path.append("")
    if word == "[":
        path.append(0)
    return word == "{"
