"""The hashes of the trail, as an outsider would compute them from the description alone."""

import hashlib
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.audit.commands import seal, write_all
from harbors.audit.records import Actor, ActorKind, Behalf, BehalfKind, Entry
from harbors.audit.verifying import verify

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
IDS = st.uuids()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
CHANGES = st.none() | st.dictionaries(TEXTS, VALUES, max_size=4)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ACTORS = st.builds(Actor, st.sampled_from([ActorKind.PERSON, ActorKind.API_KEY]), IDS) | st.builds(
    Actor, st.sampled_from([ActorKind.SYSTEM, ActorKind.NOBODY])
)
ENTRIES = st.builds(
    Entry,
    at=st.integers(0, 10**12).map(lambda micro: NOON + timedelta(microseconds=micro)),
    actor=ACTORS,
    operation=st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,99}", fullmatch=True),
    request_id=st.none() | TEXTS,
    on_behalf=st.none() | st.builds(Behalf, st.sampled_from(BehalfKind), IDS),
    client_id=st.none() | IDS,
    subject_type=st.from_regex(r"[A-Z][A-Za-z0-9]{0,9}", fullmatch=True),
    subject_id=st.none() | IDS,
    person_id=st.none() | IDS,
    provider_id=st.none() | IDS,
    reason=st.none() | TEXTS,
    codes=st.lists(st.from_regex(r"[A-Z_]{1,9}", fullmatch=True), max_size=2).map(tuple),
    before=CHANGES,
    after=CHANGES,
)


def expected(entries: Iterable[tuple[Entry, UUID, bytes]]) -> list[bytes]:
    """The hashes of a chain, by the description in ``harbors/audit/retelling.py`` and by nothing of ours."""
    hashes = [b"\0" * 32]
    for number, (entry, id, salt) in enumerate(sorted(entries, key=lambda one: (one[0].at, one[1])), start=1):
        at = entry.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        text = json.dumps(_columns(entry, id, at), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        digest = hashlib.sha256(salt + text.encode("utf-8")).hexdigest()
        subject = "-" if entry.subject_id is None else str(entry.subject_id)
        lines = ["ahti-audit/1", hashes[-1].hex(), str(number), str(id), at, entry.operation]
        lines += [entry.subject_type or "-", subject, digest]
        hashes.append(hashlib.sha256("\n".join(lines).encode("utf-8")).digest())
    return hashes[1:]


def _columns(entry: Entry, id: UUID, at: str) -> Mapping[str, Any]:
    def name(one: UUID | None) -> str | None:
        return None if one is None else str(one)

    return {
        "id": str(id),
        "at": at,
        "request_id": entry.request_id,
        "actor_kind": str(entry.actor.kind),
        "actor_id": name(entry.actor.id),
        "on_behalf_kind": None if entry.on_behalf is None else str(entry.on_behalf.kind),
        "on_behalf_id": None if entry.on_behalf is None else str(entry.on_behalf.id),
        "client_id": name(entry.client_id),
        "operation": entry.operation,
        "subject_type": entry.subject_type,
        "subject_id": name(entry.subject_id),
        "person_id": name(entry.person_id),
        "provider_id": name(entry.provider_id),
        "reason": entry.reason,
        "outcome": "REFUSED" if entry.codes else "DONE",
        "codes": list(entry.codes),
        "before": entry.before,
        "after": entry.after,
    }


class Counting:
    """Chance that counts, and so can be foretold."""

    def __init__(self) -> None:
        self.drawn = 0

    def bytes(self, count: int) -> bytes:
        self.drawn += 1
        return hashlib.shake_256(str(self.drawn).encode()).digest(count)


@asynccontextmanager
async def undone(database: Database) -> AsyncIterator[Any]:
    """A transaction that leaves nothing."""
    async with database.app.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        try:
            yield connection
        finally:
            await transaction.rollback()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=st.lists(ENTRIES, min_size=1, max_size=4))
async def test_the_chain_is_what_an_outsider_computes(database: Database, entries: list[Entry]) -> None:
    chance = Counting()
    async with undone(database) as connection:
        ids = await write_all(connection, entries, chance=chance)
        assert await seal(connection) == len(entries)
        await act_as_system(connection)
        rows = await connection.fetch("SELECT number, hash FROM audit_chain ORDER BY number")
        salts = {row["id"]: row["salt"] for row in await connection.fetch("SELECT id, salt FROM audit_entries")}
        known = [(entry, id, salts[id]) for entry, id in zip(entries, ids, strict=True)]
        assert [row["hash"] for row in rows] == expected(known)
        assert len({*salts.values()}) == len(entries)
        assert (await verify(connection)).faults == []
