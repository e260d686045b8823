"""Knows how the Python peers spell ids and cursors: ids as Ahti does, cursors as the keys of the row before."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

import orjson

# Before every row of every list.
START = ("", UUID(int=0))

Position = tuple[str, UUID]


def encode_id(type_name: str, key: UUID) -> str:
    """The id of the object ``key`` of a type."""
    return urlsafe_b64encode(f"{type_name}:{key}".encode()).decode().rstrip("=")


def decode_id(type_name: str, identifier: str) -> UUID:
    """The key in an id. Raises ``ValueError`` unless it is one of this type."""
    found, _, key = _decoded(identifier).decode().partition(":")
    if found != type_name:
        raise ValueError(f"not the id of a {type_name}: {identifier!r}")
    return UUID(key)


def encode_cursor(sort: str | None, key: UUID) -> str:
    """Where a row with these keys stands; a list in the order of its ids sorts by nothing else."""
    return urlsafe_b64encode(orjson.dumps([sort, key], default=str)).decode().rstrip("=")


def decode_cursor(cursor: str | None) -> Position:
    """Where a page begins."""
    if cursor is None:
        return START
    sort, key = orjson.loads(_decoded(cursor))
    return sort or "", UUID(key)


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
