"""Knows how messages are looked up: row security decides whose."""

import json
from collections.abc import Sequence

from harbors.access.records import PersonId
from harbors.notices.records import Message, MessageId, MessageKind, MessageStatus, Template
from harbors.sql import Connection, Row, Statements
from harbors.text import Language

STATEMENTS = Statements(__package__)
_MOST = 200


async def list_messages(connection: Connection) -> Sequence[Message]:
    """The newest two hundred that this transaction may see."""
    return [message_from_row(row) for row in await STATEMENTS.list_messages.rows(connection, most=_MOST)]


async def find_message(connection: Connection, id: MessageId) -> Message | None:
    """The message, if there is one that this transaction may see."""
    row = await STATEMENTS.find_message.row(connection, id=id)
    return message_from_row(row) if row else None


async def messages_of_person(connection: Connection, person_id: PersonId) -> Sequence[Message]:
    """What a person was told, and what became of it, newest first."""
    rows = await STATEMENTS.messages_of_person.rows(connection, person_id=person_id, most=_MOST)
    return [message_from_row(row) for row in rows]


def message_from_row(row: Row) -> Message:
    """A message from the columns of ``lock_message``."""
    return Message(
        id=MessageId(row["id"]),
        kind=MessageKind(row["kind"]),
        template=Template(row["template"]),
        language=Language(row["language"]),
        reference=row["reference"],
        address=row["address"],
        person_id=row["person_id"],
        figures=json.loads(row["figures"]),
        status=MessageStatus(row["status"]),
        attempts=row["attempts"],
        last_error=row["last_error"],
        created_at=row["created_at"],
        sent_at=row["sent_at"],
    )
