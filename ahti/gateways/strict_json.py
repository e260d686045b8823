"""Knows JSON from strangers: one object that everybody reads in the same way."""

import json
from typing import Any


def read_object(text: bytes) -> dict[str, Any]:
    """The object. Raises ``ValueError`` for anything else, and where two members have one name."""
    try:
        read = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("this is too deep") from None
    if not isinstance(read, dict):
        raise ValueError("this is no object")
    return read


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two members of one name are read by some as the first, by others as the second."""
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a name stands twice")
    return read


def _refuse_constant(word: str) -> object:
    raise ValueError(f"{word} is no JSON")
