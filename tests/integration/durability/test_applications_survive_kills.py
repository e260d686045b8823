"""Boaters apply over HTTP while the service and its server are killed: what was answered stays as it was answered."""

import asyncio
import ssl
import sys
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import islice
from pathlib import Path

import httpx

from ahti.demonstration.lots import Lots
from ahti.embedded import EmbeddedPostgres
from tests.integration.durability.accounts import compare
from tests.integration.durability.boaters import APPLICATION, Boater, Json, Story, ask
from tests.integration.durability.campaign import strikes
from tests.integration.durability.service import Service, serving
from tests.integration.durability.striking import RESTARTED, in_turn

BOATERS = 6
_OWN = f"query Own($id: ID!, $token: String) {{ application(id: $id, editToken: $token) {{ {APPLICATION} }} }}"
_FEW = 3 * BOATERS
_PATIENCE = 30


async def test_what_was_answered_is_there_as_it_was_answered_whoever_is_killed(town_dir: Path, seed: int) -> None:
    stories: list[Story] = []
    answered = asyncio.Queue[str]()
    async with serving(town_dir) as service, clients(BOATERS + 1) as (visitor, *https):
        boaters = [Boater(number, seed, service, http, stories, answered) for number, http in enumerate(https)]
        await strike_while_they_apply(boaters, service, seed=seed)
        sys.stdout.write(f"{len(stories)} applications, {sum(len(story.asked) for story in stories)} requests\n")
        assert await changed(visitor, service, stories) == []
        assert await service.stop() == 0
    with EmbeddedPostgres(town_dir) as server:
        await compare(server.url(role="postgres"), stories)


async def strike_while_they_apply(boaters: list[Boater], service: Service, *, seed: int) -> None:
    end = asyncio.Event()
    async with asyncio.TaskGroup() as everybody:
        for boater in boaters:
            everybody.create_task(boater.apply_until(end))
        for number, strike in enumerate(islice(in_turn(Lots(seed, -1)), strikes(2))):
            lots, before = Lots(seed, -2 - number), service.process
            await asyncio.sleep(lots.between("pause", 0.1, 0.6))
            struck = time.monotonic()
            await strike(service, lots)
            if strike not in RESTARTED:
                assert (service.process, before.returncode) == (before, None), "the service ended with its server"
            await a_few(boaters[0].answered)
            sys.stdout.write(f"{strike.__name__}: {time.monotonic() - struck:.1f} s until boaters were answered\n")
        end.set()


async def a_few(answered: asyncio.Queue[str]) -> None:
    """Wait until boaters get answers again."""
    async with asyncio.timeout(_PATIENCE):
        for _ in range(answered.qsize() + _FEW):
            await answered.get()


async def changed(
    http: httpx.AsyncClient, service: Service, stories: Iterable[Story]
) -> list[tuple[Json | None, Json]]:
    """Where a boater asks for the application and gets something else than the last answer was."""
    differing = []
    for story in stories:
        if (told := story.told) and story.asked[-1].answer:
            data = await ask(http, service, _OWN, {"id": told["id"], "token": story.token})
            if data != {"application": told}:
                differing.append((data, told))
    return differing


@asynccontextmanager
async def clients(number: int) -> AsyncIterator[list[httpx.AsyncClient]]:
    without_certificates = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    async with AsyncExitStack() as exits:
        yield [
            await exits.enter_async_context(httpx.AsyncClient(verify=without_certificates, timeout=20))
            for _ in range(number)
        ]
