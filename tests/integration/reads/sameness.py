"""Knows whether two answers are the same: each key in its order, each value by its kind, each error in its place."""

import json
from collections.abc import Iterator
from typing import Any

from schema.requests import Answer

Pairs = tuple[tuple[str, Any], ...]


class Repeated(ValueError):
    """An object that has a key twice: a dict would hide it."""


def read(body: bytes) -> Any:
    """The JSON of a body, as strict as a client may be. Raises ``ValueError`` for anything else."""
    return json.loads(body.decode("utf-8", "strict"), object_pairs_hook=_object, parse_constant=_no_number)


def differences(expected: Answer, actual: Answer) -> list[str]:
    """Where two answers differ, the first places of each; nothing where they are the same."""
    one, other = read(expected.body), read(actual.body)
    statuses = [
        f"{name}: {getattr(expected, name)} became {getattr(actual, name)}"
        for name in ("status", "json_status")
        if getattr(expected, name) != getattr(actual, name)
    ]
    return [*statuses, *_compare("", _sorted_errors(one), _sorted_errors(other))][:5]


def _compare(path: str, one: Any, other: Any) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        yield from _compare_objects(path, one, other)
    elif isinstance(one, list) and isinstance(other, list):
        yield from _compare_lists(path, one, other)
    elif _kind(one) != _kind(other) or one != other:
        yield f"{path or 'the answer'}: {_short(one)} became {_short(other)}"


def _compare_objects(path: str, one: dict[str, Any], other: dict[str, Any]) -> Iterator[str]:
    if list(one) != list(other):
        yield f"{path or 'the answer'}: the keys {list(one)} became {list(other)}"
    for key in one.keys() & other.keys():
        yield from _compare(f"{path}.{key}", one[key], other[key])


def _compare_lists(path: str, one: list[Any], other: list[Any]) -> Iterator[str]:
    if len(one) != len(other):
        yield f"{path}: {len(one)} items became {len(other)}"
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        yield from _compare(f"{path}[{index}]", left, right)


def _kind(value: Any) -> str:
    """3 and 3.0 are one number; true is none."""
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, int | float) else type(value).__name__


def _sorted_errors(answer: Any) -> Any:
    """Fields are resolved side by side: in which order their errors stand means nothing."""
    if isinstance(answer, dict) and isinstance(answer.get("errors"), list):
        return answer | {"errors": sorted(answer["errors"], key=lambda error: json.dumps(error, sort_keys=True))}
    return answer


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Repeated(f"a key twice in {[key for key, _ in pairs]}")
    return found


def _no_number(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:200]}..."
