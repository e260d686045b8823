"""Knows how to read fields out of parsed JSON, hold each to a type, and name the one that is wrong.

An absent key and ``null`` are the same. A key that is not known is refused: where a missing limit is no limit, a
misspelt one would silently be none as well.
"""

import json
from collections.abc import Callable, Mapping
from typing import TypeVar

Value = TypeVar("Value")
Object = Mapping[str, object]
Step = str | int


class WrongField(Exception):
    """A field is wrong; ``path`` leads to it from where the reading began."""

    def __init__(self, message: str, *path: Step) -> None:
        super().__init__(message)
        self.message = message
        self.path = path

    def inside(self, step: Step) -> "WrongField":
        """The same, seen from one step further out."""
        return WrongField(self.message, step, *self.path)

    @property
    def field(self) -> str:
        """The path as ``applicants[4].boat.beam``."""
        return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path).removeprefix(".")


def required(record: Object, key: str, read: Callable[[object], Value]) -> Value:
    """What ``read`` makes of a field that must be there."""
    value = record.get(key)
    if value is None:
        raise WrongField("is missing", key)
    return _at(key, value, read)


def optional(record: Object, key: str, read: Callable[[object], Value]) -> Value | None:
    """What ``read`` makes of a field, ``None`` when it is not there."""
    value = record.get(key)
    return None if value is None else _at(key, value, read)


def an_object(value: object, known: frozenset[str] | None = None) -> Object:
    """A JSON object, of which all keys are ``known`` when these are given."""
    if not isinstance(value, dict):
        raise WrongField(f"must be an object, not {_shown(value)}")
    if known is not None and not value.keys() <= known:
        raise WrongField(f"is not known, as {' '.join(sorted(known))} are", min(value.keys() - known))
    return value


def a_list(value: object, read: Callable[[object], Value]) -> list[Value]:
    """A JSON array, and what ``read`` makes of each of its items."""
    if not isinstance(value, list):
        raise WrongField(f"must be a list, not {_shown(value)}")
    return [_at(index, item, read) for index, item in enumerate(value)]


def entries(value: object, read: Callable[[object], Value]) -> dict[str, Value]:
    """A JSON object with names of somebody's choosing for keys, and what ``read`` makes of each of its values."""
    return {name: _at(name, item, read) for name, item in an_object(value).items() if item is not None}


def a_text(value: object) -> str:
    """A JSON string."""
    if not isinstance(value, str):
        raise WrongField(f"must be text, not {_shown(value)}")
    return value


def a_whole_number(value: object) -> int:
    """A JSON number without fraction or exponent that fits 64 bits."""
    if type(value) is not int:
        raise WrongField(f"must be a whole number of at most 64 bits, not {_shown(value)}")
    return value


def a_size(value: object) -> int:
    """Millimetres or kilograms."""
    size = a_whole_number(value)
    if size < 0:
        raise WrongField(f"must not be negative, as {size} is")
    return size


def _at(step: Step, value: object, read: Callable[[object], Value]) -> Value:
    try:
        return read(value)
    except WrongField as wrong:
        raise wrong.inside(step) from None


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:39]}…"
