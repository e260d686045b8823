"""A worker killed between any two steps: each job has its effect once, and mail goes out at least once, by one name."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from pathlib import Path
from typing import Any, cast

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.db import Database
from ahti.demonstration.lots import Lots
from ahti.gateways.mail.carriers import Carriers
from ahti.worker.handlers import HANDLERS
from harbors.notices.commands import notify
from harbors.notices.records import Recipient, Template
from harbors.text import Language
from tests.integration.durability.campaign import STRIKES, strikes
from tests.integration.durability.programs import ahti, environment
from tests.integration.jobs.conftest import NOTHING_LEFT, Working, superuser, until, working
from tests.integration.notices.conftest import MailServer, carriers, mail_server

__all__ = ["carriers", "mail_server", "superuser", "working"]

HERE = Path(__file__).parent
# Twice a begin, a look and a note, each with its commit, and the mail between them.
FEWEST_STEPS = 12
_DONE = "SELECT job_id, count(*) AS times FROM pgqueuer_log WHERE status = 'successful' GROUP BY job_id"


async def tell(database: Database, *numbers: int) -> None:
    async with database.unit_of_work() as connection:
        for number in numbers:
            await notify(
                connection,
                Recipient(address=f"boater-{number}@example.org", language=Language.FI),
                Template.DATA_ERASED,
                {},
                key=f"message {number}",
                now=SystemClock().now(),
                chance=SystemChance(),
            )


def names_by_address(server: MailServer) -> dict[str, Counter[str]]:
    """How often each name was taken, by address."""
    names: dict[str, Counter[str]] = {}
    for envelope in server.taken:
        name = message_from_bytes(cast(bytes, envelope.content))["Message-ID"]
        names.setdefault(envelope.rcpt_tos[0], Counter())[name] += 1
    return names


@asynccontextmanager
async def stepping(database_url: str, server: MailServer) -> AsyncIterator[Process]:
    command = [sys.executable, str(HERE / "stepping.py"), database_url, server.url]
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment())
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def walk(process: Process, steps: int) -> list[str]:
    """Let the worker make so many steps, and come to the next; what they were."""
    assert process.stdin and process.stdout
    made = []
    for _ in range(steps):
        made.append((await asyncio.wait_for(process.stdout.readline(), 30)).decode().strip())
        process.stdin.write(b"go\n")
        await process.stdin.drain()
    await asyncio.wait_for(process.stdout.readline(), 30)
    return made


async def test_worker_killed_at_a_step_leaves_the_job_to_the_next_who_does_it_once(
    database: Database,
    database_url: str,
    working: Working,
    superuser: Any,
    mail_server: MailServer,
    carriers: Carriers,
    seed: int,
) -> None:
    every = sorted(range(FEWEST_STEPS), key=lambda step: Lots(seed, step).part("order"))
    for number, steps in enumerate((every * strikes(1))[: strikes(3)]):
        await tell(database, number)
        async with stepping(database_url, mail_server) as process:
            made = await walk(process, steps)
        # Long before a heartbeat would be missed.
        async with asyncio.timeout(15), working(HANDLERS, carriers=carriers):
            await until(superuser, NOTHING_LEFT)
        names = names_by_address(mail_server)[f"boater-{number}@example.org"]
        repeated = "MAIL" in made and made.count("COMMIT") < 2
        assert (len(names), names.total() <= 1 + repeated) == (1, True), made
    assert await superuser.fetchval("SELECT count(*) FROM messages WHERE status = 'SENT'") == strikes(3)
    assert {row["times"] for row in await superuser.fetch(_DONE)} == {1}


async def test_worker_that_is_killed_again_and_again_gets_everything_done(
    database: Database, database_url: str, superuser: Any, mail_server: MailServer, seed: int
) -> None:
    messages, kills = 40 * STRIKES, strikes(STRIKES)
    for kill in range(kills):
        numbers = range(kill * messages, (kill + 1) * messages)
        async with asyncio.TaskGroup() as group:
            group.create_task(tell(database, *numbers))
            group.create_task(killed_within(database_url, mail_server, Lots(seed, kill).between("moment", 0.6, 1.6)))
    async with worker(database_url, mail_server) as process:
        await until(superuser, NOTHING_LEFT)
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 20) == 0
    names = names_by_address(mail_server)
    assert len(names) == messages * kills
    assert {len(counts) for counts in names.values()} == {1}
    assert await superuser.fetchval("SELECT count(*) FROM messages WHERE status = 'SENT'") == messages * kills
    assert {row["times"] for row in await superuser.fetch(_DONE)} == {1}


@asynccontextmanager
async def worker(database_url: str, server: MailServer) -> AsyncIterator[Process]:
    """``ahti worker`` as a supervisor runs it."""
    told = {"AHTI_SMTP_URL": server.url, "AHTI_MAIL_FROM": "ahti@example.org"}
    command = ahti("worker", "--database-url", database_url)
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=DEVNULL, env={**environment(), **told})
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def killed_within(database_url: str, server: MailServer, seconds: float) -> None:
    async with worker(database_url, server) as process:
        await asyncio.sleep(seconds)
        process.kill()


async def test_worker_that_is_told_to_stop_stops_in_good_order(
    database: Database, database_url: str, superuser: Any, mail_server: MailServer
) -> None:
    mail_server.data.append("HANG")
    async with worker(database_url, mail_server) as process:
        assert process.stdout
        assert await asyncio.wait_for(process.stdout.readline(), 30) == b"Ahti does jobs\n"
        await tell(database, 1)
        await until(superuser, "EXISTS (SELECT FROM messages WHERE status = 'SENDING')")
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 20) == 0
    row = await superuser.fetchrow("SELECT status::text, attempts, queue_manager_id FROM pgqueuer")
    assert tuple(row) == ("queued", 0, None)
