"""Knows the job that acts on many applications: some in each transaction, in the name of the clerk who asked."""

from dataclasses import replace
from uuid import UUID

from ahti.worker.tasks import Task
from harbors.access.commands import principal_of
from harbors.access.records import Assurance, Principal, Role
from harbors.access.rules import acts_for
from harbors.handlings.commands import handle_some
from harbors.handlings.reads import find_handling
from harbors.handlings.records import Handling, HandlingId
from harbors.programs.reads import principal_of_key
from harbors.sql import Connection


async def handle_applications(task: Task) -> None:
    """The job ``HANDLE_APPLICATIONS``, of a ``handling``. Whoever asked may do it still, each time that it goes on."""
    id, clock, chance = HandlingId(UUID(task.ids["handling"])), task.tools.clock, task.tools.chance
    more = True
    while more:
        by = await _acting(task, id)
        async with task.unit_of_work(by) as connection:
            more = await handle_some(connection, id, by=by, now=clock.now(), chance=chance)
    async with task.finishing():
        pass


async def _acting(task: Task, id: HandlingId) -> Principal | None:
    """Who asked, as of this moment; ``None`` for somebody who is no clerk of the provider any more."""
    async with task.unit_of_work() as connection:
        handling = await find_handling(connection, id)
        if handling is None:
            return None
        by = await _asked(connection, handling, task=task)
        return by if by is not None and acts_for(by, handling.provider_id, role=Role.CLERK) else None


async def _asked(connection: Connection, handling: Handling, *, task: Task) -> Principal | None:
    if handling.key_id is not None:
        return await principal_of_key(connection, handling.key_id, now=task.tools.clock.now())
    assert handling.asked_by is not None
    person = await principal_of(connection, handling.asked_by, assurance=Assurance.NONE)
    return replace(person, client_id=handling.client_id)
