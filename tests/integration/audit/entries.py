"""Knows entries to write, and a database of the test's own with somebody who may do anything to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from ahti.chance import SystemChance
from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.audit.commands import seal, write_all
from harbors.audit.records import Actor, ActorKind, Behalf, BehalfKind, Entry
from harbors.audit.verifying import Verdict, verify

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
CHANCE = SystemChance()
AINO, EERO, CLERK = (UUID(int=number) for number in (1, 2, 3))
CLUB, CITY = UUID(int=11), UUID(int=12)


def an_entry(number: int = 0, **others: Any) -> Entry:
    """A clerk of the club changed something of Aino's, ``number`` seconds after noon."""
    known: dict[str, Any] = {
        "at": AT + timedelta(seconds=number),
        "actor": Actor(ActorKind.PERSON, CLERK),
        "on_behalf": Behalf(BehalfKind.PROVIDER, CLUB),
        "client_id": UUID(int=21),
        "operation": "changeLease",
        "request_id": f"request-{number}",
        "subject_type": "Lease",
        "subject_id": UUID(int=1000 + number),
        "person_id": AINO,
        "provider_id": CLUB,
        "reason": "Ääniä \N{CRAB} yössä: \"'\\ \x01\t\n",
        "before": {"widthMm": 2500, "price": "290.00"},
        "after": {"widthMm": 3000, "price": "330.00", "deep": [None, True, {"ö": "\x7f\u2028"}]},
    }
    return Entry(**known | others)


async def write_sealed(database: Database, *entries: Entry) -> None:
    """Write the entries in order, each in a transaction of its own, and seal them."""
    async with database.unit_of_work() as connection:
        await write_all(connection, entries, chance=CHANCE)
    async with database.unit_of_work() as connection:
        assert await seal(connection) == len(entries)


async def verdict_of(database: Database, *, published: tuple[int, bytes] | None = None) -> Verdict:
    """What the verifier says."""
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        return await verify(connection, published=published)


@asynccontextmanager
async def unwalled(url: str) -> AsyncIterator[Any]:
    """A superuser's connection on which no trigger fires."""
    connection = await asyncpg.connect(url, server_settings={"session_replication_role": "replica"})
    try:
        yield connection
    finally:
        await connection.close()
