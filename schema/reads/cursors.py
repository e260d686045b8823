"""Knows cursors: the values of an order's keys in one row, opaque to clients and good for that order only.

A cursor is what it is good for and then the values, all in letters, digits and hyphens, with dots between. ``FORMS``
says how values of each SQL type are written there; the emitter writes the same in SQL.
"""

import hashlib
import math
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from schema.errors import BadInput
from schema.reads.selections import Ordered, Selection

SEPARATOR = "."
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DOUBLE = struct.Struct(">d")


@dataclass(frozen=True, slots=True)
class Form:
    """How values of an SQL type stand in a cursor, how they are read back (``ValueError``), and the SQL of the same."""

    write: Callable[[Any], str]
    read: Callable[[str], object]
    sql: str


def encode_cursor(selection: Selection, values: Sequence[object]) -> str:
    """The cursor of a row with these values of the order's keys."""
    written = [FORMS[one.key.type].write(value) for value, one in zip(values, selection.order, strict=True)]
    return SEPARATOR.join([purpose(selection), *written])


def decode_cursor(selection: Selection, cursor: str, *, argument: str) -> tuple[object, ...]:
    """The values in a cursor. Raises BAD_USER_INPUT naming ``argument`` unless such a list in this order gave it."""
    try:
        _, *found = cursor.split(SEPARATOR)
        values = tuple(FORMS[one.key.type].read(value) for value, one in zip(found, selection.order, strict=True))
    except (OverflowError, ValueError):
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


def _integer_within(size: int) -> Callable[[str], int]:
    def read(written: str) -> int:
        value = int(written)
        if not -size <= value < size:
            raise ValueError(written)
        return value

    return read


def _text(written: str) -> str:
    text = bytes.fromhex(written).decode()
    if "\0" in text:
        raise ValueError(written)
    return text


def _number(written: str) -> float:
    packed = bytes.fromhex(written)
    if len(packed) != _DOUBLE.size:
        raise ValueError(written)
    (number,) = _DOUBLE.unpack(packed)
    if not math.isfinite(number):
        raise ValueError(written)
    return float(number)


FORMS: Mapping[str, Form] = {
    "uuid": Form(str, UUID, "{key}"),
    "integer": Form(str, _integer_within(2**31), "{key}"),
    "bigint": Form(str, _integer_within(2**63), "{key}"),
    "date": Form(str, date.fromisoformat, "{key}"),
    "text": Form(lambda value: value.encode().hex(), _text, "encode(convert_to({key}, 'UTF8'), 'hex')"),
    # Eight bytes: exact, and spelled in one way only.
    "double precision": Form(lambda value: _DOUBLE.pack(value).hex(), _number, "encode(float8send({key}), 'hex')"),
    # Microseconds since 1970.
    "timestamptz": Form(
        lambda value: str((value - _EPOCH) // _MICROSECOND),
        lambda written: _EPOCH + int(written) * _MICROSECOND,
        "(extract(epoch FROM {key}) * 1000000)::bigint",
    ),
}
