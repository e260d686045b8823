"""Knows how one message is sent: noted before, given to its carrier outside of any transaction, noted after.

Whoever is killed between the server's yes and the note of it sends the message again, under the same Message-ID.
"""

from uuid import UUID

from ahti.gateways.mail.carriers import Carrier, Never, NotNow
from ahti.worker.tasks import Task
from harbors.notices.commands import begin_sending, keep, note_failed, note_refused, note_sent
from harbors.notices.records import Message, MessageId


async def send_message(task: Task) -> None:
    """The job ``SEND_MESSAGE``, of the id ``message``."""
    id = MessageId(UUID(task.ids["message"]))
    async with task.unit_of_work() as connection:
        message = await begin_sending(connection, id, now=task.tools.clock.now())
    if message is None:
        async with task.finishing():
            return
    carrier = task.tools.carriers.of(message.kind)
    if carrier is None:
        async with task.finishing() as connection:
            await keep(connection, id)
    else:
        await _carry(task, message, carrier)


async def _carry(task: Task, message: Message, carrier: Carrier) -> None:
    try:
        said = await carrier.carry(message)
    except NotNow as failure:
        async with task.unit_of_work() as connection:
            await note_failed(connection, message, failure=str(failure))
        raise
    except Never as refusal:
        async with task.finishing() as connection:
            await note_refused(connection, message, failure=str(refusal))
    else:
        async with task.finishing() as connection:
            await note_sent(connection, message, provider_message_id=said, now=task.tools.clock.now())
