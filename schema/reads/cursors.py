"""Knows cursors: the values of an order's keys in one row, opaque to clients and good for that order only."""

import hashlib
import math
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import orjson

from schema.errors import BadInput
from schema.reads.selections import Selection

_INTEGER_SIZES = {"integer": 2**31, "bigint": 2**63}


def encode_cursor(selection: Selection, values: Sequence[object]) -> str:
    """The cursor of a row with these values of the order's keys."""
    return urlsafe_b64encode(orjson.dumps([_fingerprint(selection), *values], default=str)).decode().rstrip("=")


def decode_cursor(selection: Selection, cursor: str, *, argument: str) -> tuple[object, ...]:
    """The values in a cursor. Raises BAD_USER_INPUT naming ``argument`` unless such a list in this order gave it."""
    try:
        _, *found = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = tuple(_value(value, ordered.key.type) for value, ordered in zip(found, selection.order, strict=True))
    except (NotBase64, OverflowError, TypeError, ValueError):
        raise _foreign(argument) from None
    if encode_cursor(selection, values) != cursor:
        raise _foreign(argument)
    return values


def _foreign(argument: str) -> BadInput:
    return BadInput(f"{argument}: this is no cursor of this list in this order.")


def _fingerprint(selection: Selection) -> str:
    """What a cursor is good for: the type and the order, with the point that an order by distance is measured from."""
    order = (f"{ordered.key.sql} {ordered.key.descending} {ordered.parameters}" for ordered in selection.order)
    return hashlib.sha256("\n".join((selection.type.name, *order)).encode()).hexdigest()[:8]


def _value(value: Any, sql_type: str) -> object:
    if sql_type == "double precision":
        return _number(value)
    if sql_type in _INTEGER_SIZES:
        return _integer(value, _INTEGER_SIZES[sql_type])
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(value)
    return _PARSERS[sql_type](value)


def _integer(value: Any, size: int) -> int:
    if type(value) is not int or not -size <= value < size:
        raise ValueError(value)
    return value


def _number(value: Any) -> float:
    if type(value) is not float or not math.isfinite(value):
        raise ValueError(value)
    return value


def _instant(value: str) -> datetime:
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError(value)
    return instant.astimezone(UTC)


_PARSERS: Mapping[str, Callable[[str], object]] = {
    "uuid": UUID,
    "text": str,
    "date": date.fromisoformat,
    "timestamptz": _instant,
}
