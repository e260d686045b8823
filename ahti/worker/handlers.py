"""Knows which handler does which kind of job."""

from collections.abc import Mapping

from ahti.worker.sending import send_message
from ahti.worker.tasks import Handler, Task, in_one_transaction
from harbors.jobs.commands import trim_log
from harbors.jobs.records import Job
from harbors.notices.commands import forget_old
from harbors.sql import Connection


async def _forget_messages(connection: Connection, task: Task) -> None:
    await forget_old(connection, now=task.tools.clock.now())


async def _trim_log(connection: Connection, task: Task) -> None:
    await trim_log(connection, now=task.tools.clock.now())


HANDLERS: Mapping[Job, Handler] = {
    Job.SEND_MESSAGE: send_message,
    Job.FORGET_MESSAGES: in_one_transaction(_forget_messages),
    Job.TRIM_JOB_LOG: in_one_transaction(_trim_log),
}
