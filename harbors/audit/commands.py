"""Knows how the trail is written, sealed and erased, in the transaction of the caller.

Entries are committed with what they tell of and wait for their number; sealing gives it, one sealer at a time, so that
no act waits for the commit of another.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from harbors.audit.records import AUDIT_ERASED, Entry, EntryId
from harbors.audit.rules import SALT_BYTES, digest, told
from harbors.chance import Chance, draw_id
from harbors.sql import Connection, Statements

STATEMENTS = Statements(__package__)

# How many entries a sealer takes in one transaction.
SEALED_AT_ONCE = 1_000


async def write(connection: Connection, entry: Entry, *, chance: Chance) -> EntryId:
    """Keep an entry, if this transaction is committed."""
    [id] = await write_all(connection, [entry], chance=chance)
    return id


async def write_all(connection: Connection, entries: Sequence[Entry], *, chance: Chance) -> Sequence[EntryId]:
    """Keep entries by one statement, if this transaction is committed; gives their ids in the same order."""
    ids = [EntryId(draw_id(chance)) for _ in entries]
    if ids:
        rows = [_row(entry, id=id, chance=chance) for entry, id in zip(entries, ids, strict=True)]
        await STATEMENTS.write_entries.run(connection, entries=json.dumps(rows))
    return ids


async def seal(connection: Connection, *, at_most: int = SEALED_AT_ONCE) -> int:
    """Give entries that were committed their number and hash; how many. Fewer than ``at_most``: none waits any more."""
    sealed: int = await STATEMENTS.seal_entries.value(connection, at_most=at_most)
    return sealed


async def erase(connection: Connection, person_id: UUID, *, telling: Entry, chance: Chance) -> int:
    """Destroy the records about a person and their salts; how many. The chain stays, and ``telling`` is added to it.

    Only for the person, or as an act of the system. What ``telling`` says of the person stays: a reason, not a name.
    """
    id = EntryId(draw_id(chance))
    gone = await STATEMENTS.erase_entries.row(connection, person_id=person_id, erasure_id=id)
    if gone is None or not gone["erased"]:
        return 0
    after = {"entries": gone["erased"], "digest": gone["digest"].hex()}
    entry = replace(telling, operation=AUDIT_ERASED, person_id=None, codes=(), before=None, after=after)
    await STATEMENTS.write_entries.run(connection, entries=json.dumps([_row(entry, id=id, chance=chance)]))
    erased: int = gone["erased"]
    return erased


def _row(entry: Entry, *, id: EntryId, chance: Chance) -> dict[str, Any]:
    details, salt = told(entry, id=id), chance.bytes(SALT_BYTES)
    return details | {"salt": salt.hex(), "digest": digest(details, salt=salt).hex()}
