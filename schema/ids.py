"""Knows global ids: unpadded base64url of ``Type:uuid``, opaque to clients."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from schema.errors import BadInput, LimitExceeded

# Looked up at once.
MOST_IDS = 1_000
# No id of ours is longer, in characters.
_LONGEST_KEPT = 100


def encode(type_name: str, key: UUID) -> str:
    """The id of the object ``key`` of a type."""
    return urlsafe_b64encode(f"{type_name}:{key}".encode()).decode().rstrip("=")


def decode(identifier: str) -> tuple[str, UUID]:
    """The type and key in an id. Raises BAD_USER_INPUT unless ``identifier`` is exactly what ``encode`` writes."""
    return _decode_kept(identifier) if len(identifier) <= _LONGEST_KEPT else _decode(identifier)


def _decode(identifier: str) -> tuple[str, UUID]:
    try:
        type_name, _, key = urlsafe_b64decode(identifier + "=" * (-len(identifier) % 4)).decode("ascii").partition(":")
        found = type_name, UUID(key)
    except (NotBase64, ValueError):
        raise _not_an_id(identifier) from None
    if encode(*found) != identifier:
        raise _not_an_id(identifier)
    return found


# A document may name the same thousand ids in a hundred lists.
_decode_kept = lru_cache(maxsize=20_000)(_decode)


def decode_as(type_name: str, identifier: str) -> UUID:
    """The key in an id of ``type_name``. Raises BAD_USER_INPUT when the id is of another type."""
    actual, key = decode(identifier)
    if actual != type_name:
        raise BadInput(f"This is the id of a {actual}, not of a {type_name}: {identifier!r}")
    return key


def check_number(identifiers: Sequence[str]) -> None:
    """Raise LIMIT_EXCEEDED for more ids than are looked up at once."""
    if len(identifiers) > MOST_IDS:
        message = f"ids: {len(identifiers)} are more than the {MOST_IDS} that are given at once."
        raise LimitExceeded(message, limit=MOST_IDS, actual=len(identifiers))


def _not_an_id(identifier: str) -> BadInput:
    return BadInput(f"This is not an id: {identifier[:60]!r}")
