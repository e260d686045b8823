"""Knows global ids: unpadded base64url of ``Type:uuid``, opaque to clients."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from uuid import UUID

from schema.errors import BadInput


def encode(type_name: str, key: UUID) -> str:
    """The id of the object ``key`` of a type."""
    return urlsafe_b64encode(f"{type_name}:{key}".encode()).decode().rstrip("=")


def decode(identifier: str) -> tuple[str, UUID]:
    """The type and key in an id. Raises BAD_USER_INPUT unless ``identifier`` is exactly what ``encode`` writes."""
    try:
        type_name, _, key = urlsafe_b64decode(identifier + "=" * (-len(identifier) % 4)).decode("ascii").partition(":")
        found = type_name, UUID(key)
    except (NotBase64, ValueError):
        raise _not_an_id(identifier) from None
    if encode(*found) != identifier:
        raise _not_an_id(identifier)
    return found


def decode_as(type_name: str, identifier: str) -> UUID:
    """The key in an id of ``type_name``. Raises BAD_USER_INPUT when the id is of another type."""
    actual, key = decode(identifier)
    if actual != type_name:
        raise BadInput(f"This is the id of a {actual}, not of a {type_name}: {identifier!r}")
    return key


def _not_an_id(identifier: str) -> BadInput:
    return BadInput(f"This is not an id: {identifier[:60]!r}")
