"""Knows the jobs of a round: its freeze, its randomness, its draw, and the telling of its results."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from ahti.allocating import Allocating
from ahti.worker.tasks import Task
from harbors.allocations.commands import publish_when_due
from harbors.allocations.reads import codes_waiting
from harbors.allocations.records import DrawId
from harbors.allocations.telling import tell_some
from harbors.allocations.telling_batches import tell_some_of_batch
from harbors.errors import HarborError
from harbors.text import Language

Telling = Callable[..., Awaitable[bool]]
log = logging.getLogger(__name__)


def _allocating(task: Task) -> Allocating:
    tools = task.tools
    return Allocating(working=task.unit_of_work, clock=tools.clock, chance=tools.chance, sources=tuple(tools.beacons))


async def _done_or_refused(task: Task, act: Callable[[Allocating], Awaitable[object]], *, what: str) -> None:
    """Do it; what cannot be is no reason to try again, and whoever asked looks at the round."""
    try:
        await act(_allocating(task))
    except HarborError as refusal:
        words = "; ".join(problem.in_language(Language.EN) for problem in refusal.problems)
        log.warning("%s of %s was refused: %s", what, task.ids["code"], words)
    async with task.finishing():
        pass


async def freeze_round(task: Task) -> None:
    """The job ``FREEZE_ROUND``, of a ``code`` and the time ``beacon_at`` from which randomness is taken."""
    at = task.ids.get("beacon_at")
    beacon_at = None if at is None else datetime.fromisoformat(at)
    await _done_or_refused(task, lambda act: act.freeze(task.ids["code"], beacon_at=beacon_at), what="The freeze")


async def run_draw(task: Task) -> None:
    """The job ``RUN_DRAW``, of a ``code`` and whoever asked for it, ``by``."""
    await _done_or_refused(task, lambda act: act.run(task.ids["code"], by=task.ids["by"]), what="The draw")


async def rehearse_draw(task: Task) -> None:
    """The job ``REHEARSE_DRAW``, of a ``code``, a ``label`` and whoever asked for it, ``by``."""
    label, by = task.ids["label"], task.ids["by"]
    await _done_or_refused(task, lambda act: act.rehearse(task.ids["code"], label=label, by=by), what="The rehearsal")


async def run_batch(task: Task) -> None:
    """The job ``RUN_BATCH``, of a ``code`` and whoever asked for it, ``by``."""
    await _done_or_refused(task, lambda act: act.batch(task.ids["code"], by=task.ids["by"]), what="The batch")


async def fetch_beacons(task: Task) -> None:
    """The job ``FETCH_BEACONS``: the randomness of all rounds that wait for some which is due."""
    async with task.unit_of_work() as connection:
        codes = await codes_waiting(connection, now=task.tools.clock.now())
    for code in codes:
        try:
            await _allocating(task).fetch(code)
        except HarborError as refusal:
            log.warning("The randomness of %s: %s", code, refusal.problems[0].in_language(Language.EN))
    async with task.finishing():
        pass


async def publish_results(task: Task) -> None:
    """The job ``PUBLISH_RESULTS``, of a ``draw``."""
    async with task.finishing() as connection:
        await publish_when_due(connection, _draw(task), now=task.tools.clock.now())


async def tell_results(task: Task) -> None:
    """The job ``TELL_RESULTS``, of a ``draw``: some in each transaction, the last of them with the end of the job."""
    await _tell(task, tell_some)


async def tell_batch(task: Task) -> None:
    """The job ``TELL_BATCH``, of a ``draw``, in the same way."""
    await _tell(task, tell_some_of_batch)


async def _tell(task: Task, tell: Telling) -> None:
    now, chance = task.tools.clock.now(), task.tools.chance
    more = True
    while more:
        async with task.unit_of_work() as connection:
            more = await tell(connection, _draw(task), now=now, chance=chance)
    async with task.finishing():
        pass


def _draw(task: Task) -> DrawId:
    return DrawId(UUID(task.ids["draw"]))
