"""Runs a worker that tells each step that it is about to make and makes it when it is told to.

    stepping.py DATABASE_URL SMTP_URL

A step is a statement of a handler, a commit, or mail given to the server; ``go`` on standard input lets it be made.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.db import Database
from ahti.gateways.mail.carriers import Carrier, Carriers
from ahti.gateways.mail.servers import SmtpServer, sender_of
from ahti.gateways.mail.smtp import SmtpCarrier
from ahti.worker.running import Worker
from ahti.worker.tasks import Tools
from harbors.access.records import NOBODY, Principal
from harbors.notices.records import Message
from harbors.sql import Connection, Row


async def step(name: str) -> None:
    sys.stdout.write(f"{name}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.readline)


@dataclass(slots=True)
class SteppingConnection:
    connection: Connection

    async def fetch(self, query: str, *args: object) -> Sequence[Row]:
        await step(query.split("\n")[0])
        return await self.connection.fetch(query, *args)

    async def fetchrow(self, query: str, *args: object) -> Row | None:
        await step(query.split("\n")[0])
        return await self.connection.fetchrow(query, *args)

    async def fetchval(self, query: str, *args: object) -> Any:
        await step(query.split("\n")[0])
        return await self.connection.fetchval(query, *args)

    async def execute(self, query: str, *args: object) -> str:
        await step(query.split("\n")[0])
        return await self.connection.execute(query, *args)

    def transaction(self) -> AbstractAsyncContextManager[Any]:
        return self.connection.transaction()


@dataclass(slots=True)
class SteppingDatabase:
    database: Database

    @asynccontextmanager
    async def unit_of_work(self, principal: Principal = NOBODY) -> AsyncIterator[Connection]:
        async with self.database.unit_of_work(principal) as connection:
            yield SteppingConnection(connection)
            await step("COMMIT")
        await step("committed")


@dataclass(slots=True)
class SteppingCarrier:
    carrier: Carrier

    async def carry(self, message: Message) -> str | None:
        await step("MAIL")
        said = await self.carrier.carry(message)
        await step("mailed")
        return said


async def main(url: str, smtp_url: str) -> None:
    carrier = SmtpCarrier(SmtpServer.of(smtp_url), sender_of("Ahti <ahti@example.org>"))
    async with Database.open(url, size=4) as database:
        stepping = cast(Database, SteppingDatabase(database))
        tools = Tools(
            database=stepping,
            clock=SystemClock(),
            chance=SystemChance(),
            carriers=Carriers(mail=SteppingCarrier(carrier)),
        )
        worker = Worker(url, tools)
        # The rounds of the worker are no steps of a job.
        worker.rounds.tools = Tools(database=database, clock=tools.clock, chance=tools.chance, carriers=tools.carriers)
        worker.rounds.timetable = {}
        await worker.run(asyncio.Event())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
