"""Jobs are done once each, by however many workers; what fails is tried again, and in the end held."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any

import asyncpg
import pytest
from pgqueuer.domain.types import QueueEntrypoint, QueueManagerId
from pgqueuer.ports.repository import EntrypointExecutionParameter

from ahti.db import Database
from ahti.losses import DatabaseLost
from ahti.worker.handlers import HANDLERS
from ahti.worker.queue import OwnQueue
from ahti.worker.tasks import Task, in_one_transaction
from harbors.errors import NotFound
from harbors.jobs.commands import free_orphans, put, retry
from harbors.jobs.reads import count_jobs, list_jobs
from harbors.jobs.records import Job, JobId, JobStatus
from harbors.jobs.rules import MOST_LOSSES
from harbors.sql import Connection
from tests import harbor_town
from tests.integration.jobs.conftest import KIND, NOTHING_LEFT, Working, effects, note, until

NOTING = {KIND: in_one_transaction(note)}


async def promise(database: Database, *names: str) -> None:
    async with database.unit_of_work() as connection:
        for name in names:
            await put(connection, KIND, {"name": name})


def test_every_kind_of_job_has_its_handler() -> None:
    assert set(HANDLERS) == set(Job)


async def test_job_is_there_when_its_transaction_is_committed_and_not_before(
    database: Database, working: Working, superuser: Any
) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.unit_of_work() as connection:
            await put(connection, KIND, {"name": "given up"})
            raise ZeroDivisionError
    async with working(NOTING):
        await promise(database, "promised")
        await until(superuser, "count(*) = 1 FROM effects")
    assert await effects(superuser) == ["promised"]


async def test_what_somebody_waits_for_goes_before_a_heap_of_mail(
    database: Database, working: Working, superuser: Any
) -> None:
    order: list[Job] = []

    async def handle(_connection: Connection, task: Task) -> None:
        order.append(Job(task.ids["kind"]))

    async with database.unit_of_work() as connection:
        for kind in (*[Job.SEND_MESSAGE] * 100, Job.HANDLE_APPLICATIONS):
            await put(connection, kind, {"kind": kind})
    async with working(dict.fromkeys((Job.SEND_MESSAGE, Job.HANDLE_APPLICATIONS), in_one_transaction(handle))):
        await until(superuser, NOTHING_LEFT)
    # The worker takes some at a time.
    assert order.index(Job.HANDLE_APPLICATIONS) < 10 < len(order)


async def test_four_workers_do_each_of_three_hundred_jobs_once(
    database: Database, working: Working, superuser: Any
) -> None:
    names = sorted(f"job {number:03}" for number in range(300))
    async with working(NOTING), working(NOTING), working(NOTING), working(NOTING):
        await promise(database, *names)
        await until(superuser, NOTHING_LEFT)
    assert await effects(superuser) == names


async def test_jobs_with_one_key_are_one_while_it_waits(database: Database, working: Working, superuser: Any) -> None:
    async with database.unit_of_work() as connection:
        for name in ("first", "second"):
            await put(connection, KIND, {"name": name}, key="the same")
    async with working(NOTING):
        await until(superuser, NOTHING_LEFT)
        async with database.unit_of_work() as connection:
            await put(connection, KIND, {"name": "third"}, key="the same")
        await until(superuser, "count(*) = 2 FROM effects")
    assert await effects(superuser) == ["first", "third"]


async def test_job_that_fails_leaves_nothing_and_is_tried_again(
    database: Database, working: Working, superuser: Any
) -> None:
    tries: list[str] = []

    async def fail_twice(connection: Any, task: Task) -> None:
        await note(connection, task)
        tries.append(task.ids["name"])
        if len(tries) < 3:
            raise ZeroDivisionError("not yet")

    async with working({KIND: in_one_transaction(fail_twice)}):
        await promise(database, "stubborn")
        await until(superuser, NOTHING_LEFT)
    assert (await effects(superuser), len(tries)) == (["stubborn"], 3)


async def test_job_that_fails_ten_times_is_held_shown_and_can_be_tried_again(
    database: Database, working: Working, superuser: Any
) -> None:
    tries: list[int] = []

    async def fail(_connection: Any, _task: Task) -> None:
        tries.append(1)
        raise ZeroDivisionError("never\nDETAIL: somebody's name")

    async with working({KIND: in_one_transaction(fail)}) as worker:
        await promise(database, "hopeless")
        await until(superuser, "EXISTS (SELECT FROM pgqueuer WHERE status = 'failed')")
        await worker.rounds.once()
        figures = {
            (one.name, *one.labels.values()): one.value for metric in worker.meter.collect() for one in metric.samples
        }
    assert len(tries) == 10
    assert figures["ahti_jobs", KIND, "held"] == 1
    assert figures["ahti_jobs_failed_total", KIND] == 10
    async with database.unit_of_work() as connection:
        [held] = await list_jobs(connection, [JobStatus.HELD])
        assert (held.kind, held.ids, held.attempts) == (KIND, {"name": "hopeless"}, 10)
        assert held.last_error == "ZeroDivisionError: never"
        await retry(connection, held.id)
        with pytest.raises(NotFound):
            await retry(connection, JobId(held.id + 1))
    async with working(NOTING):
        await until(superuser, NOTHING_LEFT)
    assert await effects(superuser) == ["hopeless"]


async def test_handler_that_forgets_to_finish_has_failed(database: Database, working: Working, superuser: Any) -> None:
    async def forget(task: Task) -> None:
        async with task.unit_of_work() as connection:
            await note(connection, task)

    async with working({KIND: forget}):
        await promise(database, "forgotten")
        await until(superuser, "EXISTS (SELECT FROM pgqueuer WHERE status = 'failed')")
    async with database.unit_of_work() as connection:
        [held] = await list_jobs(connection, [JobStatus.HELD])
    assert held.last_error == "NeverFinished: "


async def test_held_job_is_left_alone_by_workers_that_come_later(
    database: Database, working: Working, superuser: Any
) -> None:
    await promise(database, "held", "other")
    await superuser.execute("UPDATE pgqueuer SET status = 'failed' WHERE id = (SELECT min(id) FROM pgqueuer)")
    async with working(NOTING):
        await until(superuser, "NOT EXISTS (SELECT FROM pgqueuer WHERE status <> 'failed')")
    assert await effects(superuser) == ["other"]


async def test_worker_that_stops_finishes_what_it_has_begun(
    database: Database, working: Working, superuser: Any
) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slowly(connection: Any, task: Task) -> None:
        begun.set()
        await may_end.wait()
        await note(connection, task)

    async with working({KIND: in_one_transaction(slowly)}):
        await promise(database, "slow")
        await begun.wait()
        asyncio.get_running_loop().call_later(0.3, may_end.set)
    assert (await effects(superuser), await superuser.fetchval(f"SELECT {NOTHING_LEFT}")) == (["slow"], True)


async def test_worker_that_stops_gives_back_what_takes_too_long(
    database: Database, working: Working, superuser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ahti.worker.running._SECONDS_TO_FINISH", 0.2)
    begun = asyncio.Event()

    async def forever(connection: Any, task: Task) -> None:
        await note(connection, task)
        begun.set()
        await asyncio.Event().wait()

    async with working({KIND: in_one_transaction(forever)}):
        await promise(database, "long")
        await begun.wait()
    assert await effects(superuser) == []
    row = await superuser.fetchrow("SELECT status::text, attempts, queue_manager_id FROM pgqueuer")
    assert tuple(row) == ("queued", 0, None)


async def test_worker_whose_connections_are_cut_goes_on_with_new_ones(
    database: Database, working: Working, superuser: Any
) -> None:
    async with working(NOTING):
        await promise(database, "before")
        await until(superuser, "count(*) = 1 FROM effects")
        await superuser.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'ahti_app'")
        await promise_somehow(database, "after")
        await until(superuser, "count(*) = 2 FROM effects")
    assert await effects(superuser) == ["after", "before"]


async def test_worker_whose_connection_to_the_queue_breaks_lets_go_of_what_it_has_begun(
    database: Database, working: Working, superuser: Any
) -> None:
    begun, again = asyncio.Event(), asyncio.Event()

    async def hang_once(task: Task) -> None:
        if not begun.is_set():
            begun.set()
            await superuser.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ahti worker'"
            )
            await asyncio.Event().wait()
        again.set()
        async with task.finishing() as connection:
            await note(connection, task)

    async with working({KIND: hang_once}):
        await promise(database, "let go")
        await asyncio.wait_for(again.wait(), 20)
        await until(superuser, NOTHING_LEFT)
    assert await effects(superuser) == ["let go"]


async def test_job_that_loses_the_database_in_the_middle_is_tried_again_soon(
    database: Database, working: Working, superuser: Any
) -> None:
    tries: list[int] = []

    async def lose_it(connection: Any, task: Task) -> None:
        await note(connection, task)
        tries.append(await connection.fetchval("SELECT pg_backend_pid()"))
        if len(tries) == 1:
            await superuser.execute("SELECT pg_terminate_backend($1, 5000)", tries[0])
            await connection.fetchval("SELECT 1")

    async with working({KIND: in_one_transaction(lose_it)}) as worker:
        worker.attempts.wait = lambda _attempt: timedelta(seconds=0.5)
        await promise(database, "lost")
        async with asyncio.timeout(30):
            await until(superuser, NOTHING_LEFT)
    assert (await effects(superuser), len(tries)) == (["lost"], 2)


async def promise_somehow(database: Database, name: str) -> None:
    """The pool of the test has lost its connections, too."""
    async with asyncio.timeout(20):
        while True:
            try:
                return await promise(database, name)
            except DatabaseLost:
                await asyncio.sleep(0.05)


async def test_worker_that_was_robbed_of_its_job_leaves_no_effect(
    database: Database, working: Working, superuser: Any
) -> None:
    """As when it was paused for so long that another took it for dead."""
    robbed = asyncio.Event()

    async def lose_it(task: Task) -> None:
        if not robbed.is_set():
            await superuser.execute("UPDATE pgqueuer SET queue_manager_id = gen_random_uuid() WHERE id = $1", task.id)
            robbed.set()
        async with task.finishing() as connection:
            await note(connection, task)

    async with working({KIND: lose_it}):
        await promise(database, "robbed")
        await robbed.wait()
        # The robber has no session: its job is free again, and done.
        await until(superuser, NOTHING_LEFT)
    assert await effects(superuser) == ["robbed"]


async def test_job_that_takes_a_hundred_workers_with_it_is_held_and_not_earlier(
    database: Database, superuser: Any
) -> None:
    await promise(database, "deadly")
    for loss in range(MOST_LOSSES):
        assert await superuser.fetchval("SELECT status::text FROM pgqueuer") == "queued", loss
        await superuser.execute(
            "UPDATE pgqueuer SET status = 'picked', queue_manager_id = gen_random_uuid() WHERE status = 'queued'"
        )
        async with database.unit_of_work() as connection:
            assert await free_orphans(connection) == 1
    async with database.unit_of_work() as connection:
        [held] = await list_jobs(connection)
        assert await free_orphans(connection) == 0
    assert (held.status, held.attempts, held.last_error) == (JobStatus.HELD, 0, "the worker was gone")


async def test_jobs_of_workers_that_live_are_let_be(database: Database, working: Working, superuser: Any) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slowly(task: Task) -> None:
        begun.set()
        await may_end.wait()
        async with task.finishing() as connection:
            await note(connection, task)

    async with working({KIND: slowly}):
        await promise(database, "slow")
        await begun.wait()
        async with database.unit_of_work() as connection:
            assert await free_orphans(connection) == 0
        may_end.set()
        await until(superuser, NOTHING_LEFT)
    assert await effects(superuser) == ["slow"]


async def test_worker_that_hangs_loses_its_job_to_another_and_then_does_nothing(
    database: Database, working: Working, superuser: Any
) -> None:
    begun, may_go_on = asyncio.Event(), asyncio.Event()

    async def hang(task: Task) -> None:
        begun.set()
        await may_go_on.wait()
        async with task.finishing() as connection:
            await connection.execute("INSERT INTO effects (name) VALUES ('by the one that hung')")

    async with working({KIND: hang}):
        await promise(database, "hung")
        await begun.wait()
        async with working(NOTING):
            await superuser.execute("UPDATE pgqueuer SET heartbeat = now() - interval '1 hour'")
            await until(superuser, NOTHING_LEFT)
        may_go_on.set()
    assert await effects(superuser) == ["hung"]


async def test_job_in_its_last_transaction_beats_on_and_is_not_picked_by_others(
    database: Database, database_url: str, working: Working, superuser: Any
) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slowly(connection: Any, task: Task) -> None:
        begun.set()
        await may_end.wait()
        await note(connection, task)

    connection = await asyncpg.connect(database_url)
    look = partial(
        OwnQueue.on(connection, database).dequeue,
        batch_size=5,
        entrypoints={QueueEntrypoint(KIND): EntrypointExecutionParameter(concurrency_limit=0)},
        queue_manager_id=QueueManagerId(harbor_town.key("worker", "another")),
        global_concurrency_limit=None,
        heartbeat_timeout=timedelta(seconds=30),
    )
    async with working({KIND: in_one_transaction(slowly)}):
        await promise(database, "long")
        await begun.wait()
        # A heartbeat is an update like this one: it does not wait for the transaction.
        await superuser.execute("SET lock_timeout = '5s'")
        await superuser.execute("UPDATE pgqueuer SET heartbeat = now() - interval '1 hour'")
        assert await look() == []
        may_end.set()
        await until(superuser, NOTHING_LEFT)
    await connection.close()
    assert await effects(superuser) == ["long"]


async def test_counts_tell_kinds_and_statuses(database: Database, superuser: Any) -> None:
    await promise(database, "one", "two")
    async with database.unit_of_work() as connection:
        [count] = await count_jobs(connection)
    assert (count.kind, count.status, count.count) == (KIND, JobStatus.WAITING, 2)
