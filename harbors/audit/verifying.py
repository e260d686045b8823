"""Knows how the whole trail is held against its hashes: page by page, in memory that does not grow with it.

Whatever was changed, removed, added or put elsewhere since it was sealed is a fault; so is a missing tail, where a head
that was published says how far the chain went.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from harbors.audit.retelling import NOTHING_BEFORE, digest_of, hash_of
from harbors.sql import Connection, Row, Statement, Statements

_STATEMENTS = Statements(__package__)
_PAGE = 1_000
_FAULTS_TOLD = 100
_ERASURE = "AUDIT_ERASED"
_NO_ID = UUID(int=0)


@dataclass(slots=True)
class Verdict:
    """What was found; of many faults the first hundred are told."""

    entries: int = 0
    erased: int = 0
    unsealed: int = 0
    head: tuple[int, bytes] = (0, NOTHING_BEFORE)
    faults: list[str] = field(default_factory=list)
    fault_count: int = 0

    def add(self, fault: str) -> None:
        self.fault_count += 1
        if len(self.faults) < _FAULTS_TOLD:
            self.faults.append(fault)


async def verify(
    connection: Connection,
    *,
    published: tuple[int, bytes] | None = None,
    on_progress: Callable[[int], None] = lambda _: None,
) -> Verdict:
    """Read everything that this transaction, an act of the system, can see. ``published``: a head from elsewhere.

    ``on_progress`` is called with how many entries were read since.
    """
    verdict = Verdict()
    async for row in _pages(connection, _STATEMENTS.chain_page, key="number", after=0):
        await _hold_link(connection, row, verdict)
        if published and row["number"] == published[0] and row["hash"] != published[1]:
            verdict.add(f"{row['number']}: its hash is not the one that was published")
        if verdict.entries % _PAGE == 0:
            on_progress(_PAGE)
    async for row in _pages(connection, _STATEMENTS.unsealed_page, key="entry_id", after=_NO_ID):
        verdict.unsealed += 1
        await _hold_record(connection, row, f"unsealed {row['entry_id']}", verdict)
    await _hold_whole(connection, verdict, published)
    return verdict


async def _hold_link(connection: Connection, row: Row, verdict: Verdict) -> None:
    number, (last, before) = row["number"], verdict.head
    if number <= last:
        verdict.add(f"{number}: another entry has this number")
    elif number > last + 1:
        verdict.add(f"{last + 1}: it is missing" if number == last + 2 else f"{last + 1} to {number - 1}: are missing")
    elif hash_of(row, number=number, before=before) != row["hash"]:
        verdict.add(f"{number}: it is not as it was sealed, or not after what it was sealed after")
    verdict.entries += 1
    verdict.head = number, row["hash"]
    await _hold_record(connection, row, str(number), verdict)


async def _hold_record(connection: Connection, row: Row, name: str, verdict: Verdict) -> None:
    if not row["recorded"]:
        _hold_erased(row, name, verdict)
        return
    record = json.loads(row["record"])
    digest = digest_of(record, at=row["own_at"], salt=row["salt"])
    if not (digest == row["own_digest"] == row["digest"]):
        verdict.add(f"{name}: its record is not what was written")
    if _facts(row, at=row["at"]) != _facts(record, at=row["own_at"]):
        verdict.add(f"{name}: its record speaks of another act")
    if row["erasure_id"] is not None:
        verdict.add(f"{name}: it is said to be erased and is there")
    if row["operation"] == _ERASURE:
        await _hold_erasure(connection, row["entry_id"], record, name, verdict)


def _hold_erased(row: Row, name: str, verdict: Verdict) -> None:
    verdict.erased += 1
    if row["erasure_id"] is None or not row["erasure_told"]:
        verdict.add(f"{name}: its record was removed, and no entry tells of an erasure")
    if row["operation"] == _ERASURE:
        verdict.add(f"{name}: its record was removed, though it told of an erasure")


async def _hold_erasure(connection: Connection, id: UUID, record: Row, name: str, verdict: Verdict) -> None:
    """An erasure says how many entries fell to it, and the hash of their ids."""
    hashed, count = hashlib.sha256(), 0
    async for row in _pages(connection, _STATEMENTS.erased_page, key="entry_id", after=_NO_ID, erasure_id=id):
        hashed.update(f"\n{row['entry_id']}".encode() if count else str(row["entry_id"]).encode())
        count += 1
    if record["after"] != {"entries": count, "digest": hashed.hexdigest()}:
        verdict.add(f"{name}: other entries were erased than it tells of")


async def _hold_whole(connection: Connection, verdict: Verdict, published: tuple[int, bytes] | None) -> None:
    for row in await _STATEMENTS.unchained.rows(connection, count=_FAULTS_TOLD):
        verdict.add(f"entry {row['id']}: it has no place in the chain")
    counted = await _STATEMENTS.chained.value(connection, until=verdict.head[0])
    if counted != verdict.entries:
        verdict.add(f"1 to {verdict.head[0]}: {counted} rows have these numbers, and {verdict.entries} were met")
    if published and published[0] > verdict.head[0]:
        verdict.add(f"{verdict.head[0] + 1} to {published[0]}: are missing, as the published head says")


def _facts(row: Row, *, at: Any) -> tuple[object, ...]:
    subject = row["subject_id"]
    return at, row["operation"], row["subject_type"], subject and str(subject)


async def _pages(
    connection: Connection, statement: Statement, *, key: str, after: Any, **values: object
) -> AsyncIterator[Row]:
    while rows := await statement.rows(connection, after=after, count=_PAGE, **values):
        for row in rows:
            yield row
        after = rows[-1][key]
