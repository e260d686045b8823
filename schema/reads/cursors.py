"""Knows cursors: the values of an order's keys in one row, opaque to clients and good for that order only.

A cursor is unpadded base64url of a JSON list: what it is good for, then the values. ``FORMS`` says how each SQL type is
written there; the emitter writes the same in SQL.
"""

import hashlib
import math
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson

from schema.errors import BadInput
from schema.reads.selections import Ordered, Selection

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DOUBLE = struct.Struct(">d")


@dataclass(frozen=True, slots=True)
class Form:
    """How values of an SQL type stand in a cursor: the JSON value, its reading (``ValueError``), and its SQL."""

    write: Callable[[Any], str | int]
    read: Callable[[Any], object]
    sql: str


def encode_cursor(selection: Selection, values: Sequence[object]) -> str:
    """The cursor of a row with these values of the order's keys."""
    written = [FORMS[one.key.type].write(value) for value, one in zip(values, selection.order, strict=True)]
    return urlsafe_b64encode(orjson.dumps([purpose(selection), *written])).decode().rstrip("=")


def decode_cursor(selection: Selection, cursor: str, *, argument: str) -> tuple[object, ...]:
    """The values in a cursor. Raises BAD_USER_INPUT naming ``argument`` unless such a list in this order gave it."""
    try:
        _, *found = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = tuple(FORMS[one.key.type].read(value) for value, one in zip(found, selection.order, strict=True))
    except (NotBase64, OverflowError, TypeError, ValueError):
        raise _foreign(argument) from None
    if encode_cursor(selection, values) != cursor:
        raise _foreign(argument)
    return values


def purpose(selection: Selection) -> str:
    """What a cursor is good for: the type and the order, with the point that an order by distance is measured from."""
    return _purpose(selection.type.name, selection.order)


@lru_cache(maxsize=1_000)
def _purpose(type_name: str, order: tuple[Ordered, ...]) -> str:
    said = (f"{ordered.key.sql} {ordered.key.descending} {ordered.parameters}" for ordered in order)
    return hashlib.sha256("\n".join((type_name, *said)).encode()).hexdigest()[:8]


def _foreign(argument: str) -> BadInput:
    return BadInput(f"{argument}: this is no cursor of this list in this order.")


def _integer_within(size: int) -> Callable[[Any], object]:
    def read(value: Any) -> int:
        if type(value) is not int or not -size <= value < size:
            raise ValueError(value)
        return value

    return read


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(value)
    return value


def _number(value: Any) -> float:
    written = bytes.fromhex(_text(value))
    if len(written) != _DOUBLE.size:
        raise ValueError(value)
    (number,) = _DOUBLE.unpack(written)
    if not math.isfinite(number):
        raise ValueError(value)
    return float(number)


def _instant(value: Any) -> datetime:
    if type(value) is not int:
        raise ValueError(value)
    return _EPOCH + value * _MICROSECOND


FORMS: Mapping[str, Form] = {
    "uuid": Form(str, lambda value: UUID(_text(value)), "'\"' || {key} || '\"'"),
    "text": Form(str, _text, "to_json({key})"),
    "integer": Form(int, _integer_within(2**31), "{key}"),
    "bigint": Form(int, _integer_within(2**63), "{key}"),
    "date": Form(str, lambda value: date.fromisoformat(_text(value)), "'\"' || {key} || '\"'"),
    # Eight bytes in hexadecimal digits: exact, and spelled in one way only.
    "double precision": Form(
        lambda value: _DOUBLE.pack(value).hex(), _number, "to_json(encode(float8send({key}), 'hex'))"
    ),
    # Microseconds since 1970.
    "timestamptz": Form(
        lambda value: (value - _EPOCH) // _MICROSECOND,
        _instant,
        "(extract(epoch FROM {key}) * 1000000)::bigint",
    ),
}
