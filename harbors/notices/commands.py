"""Knows how a message is written into the outbox, and what is noted of it on its way; nothing is sent here."""

import json
from collections.abc import Mapping
from datetime import datetime

from harbors.access.records import PersonId
from harbors.chance import Chance, draw_id, draw_reference
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.notices.figures import tidy_figures
from harbors.notices.reads import STATEMENTS, message_from_row
from harbors.notices.records import Message, MessageId, Recipient, Template
from harbors.notices.refusals import AddressCrowded
from harbors.notices.rules import AN_HOUR, KEPT, MOST_AN_HOUR, can_begin, check_recipient, without_keys
from harbors.sql import Connection


async def notify(
    connection: Connection,
    recipient: Recipient,
    template: Template,
    figures: Mapping[str, str],
    *,
    key: str,
    now: datetime,
    chance: Chance,
) -> None:
    """Have somebody told, once this transaction is committed; the same ``key`` is never told twice.

    Raises ``Invalid`` for an address that cannot be used.
    """
    check_recipient(recipient, template)
    id = draw_id(chance)
    added = await STATEMENTS.add_message.run(
        connection,
        id=id,
        kind=recipient.kind,
        template=template,
        language=recipient.language,
        reference=draw_reference(chance),
        address=recipient.address,
        person_id=recipient.person_id,
        figures=json.dumps(tidy_figures(template, figures)),
        key=key,
        now=now,
    )
    if added == "INSERT 0 1":
        await put(connection, Job.SEND_MESSAGE, {"message": str(id)}, key=f"message {id}")


async def begin_sending(connection: Connection, id: MessageId, *, now: datetime) -> Message | None:
    """Note that the message is about to be sent; ``None`` when there is nothing to be sent.

    Raises ``AddressCrowded`` where it has to wait.
    """
    message = await _locked(connection, id)
    if message is None or not can_begin(message):
        return None
    sent: int = await STATEMENTS.count_sent.value(connection, address=message.address, since=now - AN_HOUR)
    if sent >= MOST_AN_HOUR:
        raise AddressCrowded(most=MOST_AN_HOUR)
    await STATEMENTS.mark_sending.run(connection, id=id)
    return message


async def note_sent(
    connection: Connection, message: Message, *, provider_message_id: str | None, now: datetime
) -> None:
    """Note that the server has the message."""
    await STATEMENTS.mark_sent.run(
        connection, id=message.id, now=now, provider_message_id=provider_message_id, figures=_left(message)
    )


async def note_failed(connection: Connection, message: Message, *, failure: str) -> None:
    """Note why the message could not be sent this time."""
    await STATEMENTS.mark_waiting.run(connection, id=message.id, failure=failure)


async def note_refused(connection: Connection, message: Message, *, failure: str) -> None:
    """Note why the message will never be sent."""
    await STATEMENTS.mark_refused.run(connection, id=message.id, failure=failure, figures=_left(message))


async def keep(connection: Connection, id: MessageId) -> None:
    """Leave the message in the outbox."""
    await STATEMENTS.mark_kept.run(connection, id=id)


async def forget_old(connection: Connection, *, now: datetime) -> None:
    """Forget to whom messages went that were dealt with long ago, and what they said."""
    await STATEMENTS.forget_old.run(connection, before=now - KEPT, now=now)


async def forget_person(connection: Connection, person_id: PersonId, *, now: datetime) -> None:
    """Forget where a person was written to, and what."""
    await STATEMENTS.forget_person.run(connection, person_id=person_id, now=now)


async def _locked(connection: Connection, id: MessageId) -> Message | None:
    row = await STATEMENTS.lock_message.row(connection, id=id)
    return message_from_row(row) if row else None


def _left(message: Message) -> str:
    return json.dumps(without_keys(message.figures))
