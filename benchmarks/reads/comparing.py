"""Knows when two answers say the same: ids by the key inside them, cursors only by whether there is one."""

from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from typing import Any
from uuid import UUID

_CURSORS = frozenset({"cursor", "endCursor", "after"})


class Different(Exception):
    """Two contenders do not say the same; the message has the path to the first difference."""


def key_of(identifier: str) -> UUID:
    """The key in an id: a bare UUID, or the base64 of something that ends in one."""
    try:
        return UUID(identifier)
    except ValueError:
        padded = identifier + "=" * (-len(identifier) % 4)
    try:
        return UUID(urlsafe_b64decode(padded)[-36:].decode("ascii"))
    except (NotBase64, ValueError):
        raise Different(f"{identifier!r} is no id") from None


def normalised(value: Any, field: str = "") -> Any:
    """An answer without what may differ between engines."""
    if isinstance(value, dict):
        return {name: normalised(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [normalised(one, field) for one in value]
    if field == "id":
        return str(key_of(value))
    if field in _CURSORS:
        return value is not None
    return value


def require_same(expected: Any, actual: Any, *, path: str) -> None:
    """Raise ``Different`` unless two answers say the same."""
    for difference in differences(normalised(expected), normalised(actual), path):
        raise Different(difference)


def differences(expected: Any, actual: Any, path: str) -> Iterator[str]:
    """Where two values differ, as ``path: one, not the other``. Numbers are compared as numbers: 3 is 3.0."""
    if isinstance(expected, dict) and isinstance(actual, dict) and expected.keys() == actual.keys():
        for name, one in expected.items():
            yield from differences(one, actual[name], f"{path}.{name}")
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for index, (one, other) in enumerate(zip(expected, actual, strict=True)):
            yield from differences(one, other, f"{path}[{index}]")
    elif expected != actual or isinstance(expected, bool) is not isinstance(actual, bool):
        yield f"{path}: {_short(actual)}, not {_short(expected)}"


def _short(value: Any) -> str:
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return f"an object of {', '.join(sorted(value))}"
    return repr(value)[:200]
