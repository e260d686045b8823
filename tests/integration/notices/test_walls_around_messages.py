"""Messages are for those they are to: row security hides them from everybody else, and lets nobody change them."""

from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.access.records import NOBODY, PersonId, Principal
from harbors.chance import draw_id
from harbors.notices.commands import begin_sending, forget_old, forget_person, note_refused, notify
from harbors.notices.reads import list_messages, messages_of_person
from harbors.notices.records import MessageStatus, Recipient, Template
from harbors.text import Language

CHANCE = SystemChance()


async def person(database: Database) -> PersonId:
    id = PersonId(draw_id(CHANCE))
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        await connection.execute("INSERT INTO people (id, created_at) VALUES ($1, now())", id)
    return id


async def tell(database: Database, to: PersonId | None, *, by: Principal = NOBODY, key: str) -> None:
    recipient = Recipient(address="aino@example.org", language=Language.FI, person_id=to)
    async with database.unit_of_work(by) as connection:
        await notify(
            connection,
            recipient,
            Template.PROVIDER_REJECTED,
            {"provider": "Särkän Vene", "reason": "no address"},
            key=key,
            now=SystemClock().now(),
            chance=CHANCE,
        )


async def test_each_sees_the_own_delivery_log_and_nobody_another(database: Database) -> None:
    aino, eino = await person(database), await person(database)
    await tell(database, aino, by=Principal(person_id=eino), key="1")
    await tell(database, eino, key="2")
    await tell(database, None, key="3")
    seen = {}
    for one in (NOBODY, Principal(person_id=aino), Principal(person_id=eino), Principal(handles_city=True)):
        async with database.reading_as(one) as connection:
            seen[one.caller] = [message.person_id for message in await list_messages(connection)]
            assert await messages_of_person(connection, aino) == [
                message for message in await list_messages(connection) if message.person_id == aino
            ]
    assert seen == {"anonymous": [], f"person:{aino}": [aino], f"person:{eino}": [eino]}
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        assert len(await list_messages(connection)) == 3


async def test_addressee_cannot_change_what_was_written(database: Database, superuser: Any) -> None:
    aino = await person(database)
    await tell(database, aino, key="1")
    async with database.unit_of_work(Principal(person_id=aino)) as connection:
        assert await connection.execute("UPDATE messages SET status = 'SENT', sent_at = now()") == "UPDATE 0"
    for statement in ("DELETE FROM messages", "UPDATE messages SET template = 'OTHER'"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.unit_of_work() as connection:
                await act_as_system(connection)
                await connection.execute(statement)
    assert await superuser.fetchval("SELECT status FROM messages") == "WAITING"


async def test_readers_of_what_is_public_see_neither_messages_nor_jobs(database: Database) -> None:
    for table in ("messages", "pgqueuer", "pgqueuer_log", "timetable"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.reading() as connection:
                await connection.fetch(f"TABLE {table}")


async def test_of_a_person_who_is_forgotten_no_message_says_anything(database: Database, superuser: Any) -> None:
    aino, eino = await person(database), await person(database)
    await tell(database, aino, key="1")
    await tell(database, eino, key="2")
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        [message] = await messages_of_person(connection, aino)
        assert await begin_sending(connection, message.id, now=SystemClock().now())
        await forget_person(connection, aino, now=SystemClock().now())
        # What was on its way ends, and brings nothing back.
        await note_refused(connection, message, failure="550 no")
        assert await begin_sending(connection, message.id, now=SystemClock().now()) is None
    rows = await superuser.fetch("SELECT person_id, address, figures::text FROM messages ORDER BY key")
    assert [row["address"] for row in rows] == [None, "aino@example.org"]
    assert ("Särkän" in rows[0]["figures"], "Särkän" in rows[1]["figures"]) == (False, True)


async def test_old_messages_are_forgotten_when_they_have_been_dealt_with(database: Database, superuser: Any) -> None:
    for key in ("waiting", "sent"):
        await tell(database, None, key=key)
    await superuser.execute("UPDATE messages SET status = 'SENT', sent_at = now() WHERE key = 'sent'")
    for days, forgotten in ((89, []), (91, ["sent"])):
        async with database.unit_of_work() as connection:
            await act_as_system(connection)
            await forget_old(connection, now=SystemClock().now() + timedelta(days=days))
        rows = await superuser.fetch("SELECT key FROM messages WHERE address IS NULL AND figures = '{}'")
        assert [row["key"] for row in rows] == forgotten


async def test_statuses_of_the_database_are_those_of_the_code(database: Database, superuser: Any) -> None:
    await tell(database, None, key="1")
    for status in MessageStatus:
        sent = "now()" if status is MessageStatus.SENT else "NULL"
        await superuser.execute(f"UPDATE messages SET status = $1, sent_at = {sent}", status)  # noqa: S608 ours
    with pytest.raises(asyncpg.CheckViolationError):
        await superuser.execute("UPDATE messages SET status = 'LOST', sent_at = NULL")
