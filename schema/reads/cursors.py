"""Knows cursors: the values of an order's keys in one row, opaque to clients and good for that order only."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from schema.errors import ApiError, ErrorCode
from schema.reads.selections import Ordered

_INTEGER_SIZES = {"integer": 2**31, "bigint": 2**63}


def encode_cursor(order: Sequence[Ordered], values: Sequence[object]) -> str:
    """The cursor of a row with these values of the order's keys."""
    return urlsafe_b64encode(orjson.dumps([_fingerprint(order), *values], default=str)).decode().rstrip("=")


def decode_cursor(order: Sequence[Ordered], cursor: str, *, argument: str) -> tuple[object, ...]:
    """The values in a cursor. Raises BAD_USER_INPUT naming ``argument`` unless a page in this order gave the cursor."""
    try:
        fingerprint, *texts = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = tuple(_value(text, ordered.key.type) for text, ordered in zip(texts, order, strict=True))
    except (NotBase64, TypeError, ValueError):
        raise ApiError(ErrorCode.BAD_USER_INPUT, f"{argument}: this is no cursor of this list.") from None
    if fingerprint != _fingerprint(order):
        raise ApiError(ErrorCode.BAD_USER_INPUT, f"{argument}: this cursor belongs to another order of the list.")
    return values


def _fingerprint(order: Sequence[Ordered]) -> str:
    described = "\n".join(f"{ordered.key.sql} {ordered.key.descending}" for ordered in order)
    return hashlib.sha256(described.encode()).hexdigest()[:8]


def _value(value: Any, sql_type: str) -> object:
    if sql_type == "double precision":
        return float(value)
    if sql_type in _INTEGER_SIZES:
        return _integer(value, _INTEGER_SIZES[sql_type])
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(value)
    return _PARSERS[sql_type](value)


def _integer(value: Any, size: int) -> int:
    if type(value) is not int or not -size <= value < size:
        raise ValueError(value)
    return value


def _instant(value: str) -> datetime:
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError(value)
    return instant


_PARSERS: Mapping[str, Callable[[str], object]] = {
    "uuid": UUID,
    "text": str,
    "date": date.fromisoformat,
    "timestamptz": _instant,
}
