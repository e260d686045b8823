"""Knows who acts, in the words of the trail, and how an entry is spelled: as plain JSON, and as what is hashed."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from harbors.access.records import Principal
from harbors.audit.records import Actor, ActorKind, Entry, EntryId

SALT_BYTES = 32


def actor_of(principal: Principal) -> Actor:
    """Who a principal is in the trail."""
    if principal.key_id is not None:
        return Actor(ActorKind.API_KEY, principal.key_id)
    if principal.person_id is not None:
        return Actor(ActorKind.PERSON, principal.person_id)
    return Actor(ActorKind.NOBODY)


def told(entry: Entry, *, id: EntryId) -> dict[str, Any]:
    """An entry as plain JSON by the names of its columns, whole, without salt and digest."""
    behalf = entry.on_behalf
    return {
        "id": str(id),
        "at": _instant(entry.at),
        "request_id": plain(entry.request_id),
        "actor_kind": entry.actor.kind.value,
        "actor_id": plain(entry.actor.id),
        "on_behalf_kind": behalf and behalf.kind.value,
        "on_behalf_id": plain(behalf and behalf.id),
        "client_id": plain(entry.client_id),
        "operation": entry.operation,
        "subject_type": entry.subject_type,
        "subject_id": plain(entry.subject_id),
        "person_id": plain(entry.person_id),
        "provider_id": plain(entry.provider_id),
        "reason": plain(entry.reason),
        "outcome": entry.outcome.value,
        "codes": list(entry.codes),
        "before": plain(entry.before),
        "after": plain(entry.after),
    }


def plain(value: object) -> Any:
    """A value as JSON keeps it for ever: whole numbers as they are, other figures, ids and times as texts."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Mapping):
        return {_text(str(name)): plain(one) for name, one in value.items()}
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, str | bytes):
        return [plain(one) for one in value]
    return _written(value)


def digest(details: Mapping[str, Any], *, salt: bytes) -> bytes:
    """SHA-256 of the salt and of the entry as its one text: keys in order, no spaces, no escapes that can be spared."""
    text = json.dumps(details, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return sha256(salt + text.encode()).digest()


def _written(value: object) -> str:
    match value:
        case datetime():
            return _instant(value)
        case date():
            return value.isoformat()
        case bytes():
            return value.hex()
        case _:
            return _text(str(value))


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _text(text: str) -> str:
    """What PostgreSQL keeps as it is: no NUL, no half of a character."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()
