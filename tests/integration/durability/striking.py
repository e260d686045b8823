"""Knows whom ``kill -9`` can hit while boaters apply, and what has to be done after each."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path

from ahti.demonstration.lots import Lots
from tests.integration.durability.service import Service
from tests.integration.embedded.holders import postmaster_of, wait_until

Strike = Callable[[Service, Lots], Awaitable[None]]


async def the_service(service: Service, _lots: Lots) -> None:
    await service.kill()
    await service.begin()
    await service.answer()


async def the_service_as_it_starts(service: Service, lots: Lots) -> None:
    await service.kill()
    await service.begin()
    await asyncio.sleep(lots.between("into the start", 0, 1.5))
    await the_service(service, lots)


async def the_server(service: Service, _lots: Lots) -> None:
    kill(postmaster_of(service.data_dir))


async def the_server_as_it_recovers(service: Service, lots: Lots) -> None:
    killed = postmaster_of(service.data_dir)
    kill(killed)
    await asyncio.to_thread(wait_until, lambda: server_in(service.data_dir) not in (None, killed))
    await asyncio.sleep(lots.between("into the recovery", 0, 0.05))
    kill(postmaster_of(service.data_dir))


async def one_backend(service: Service, lots: Lots) -> None:
    """Any process of the server but its first; it throws out all others, and recovers by itself."""
    backends = sorted(_children(postmaster_of(service.data_dir)))
    kill(backends[int(lots.part("backend") * len(backends))])


async def service_and_server_at_once(service: Service, lots: Lots) -> None:
    service.pause()
    kill(postmaster_of(service.data_dir))
    await the_service(service, lots)


STRIKES: tuple[Strike, ...] = (
    the_service,
    the_service_as_it_starts,
    the_server,
    the_server_as_it_recovers,
    one_backend,
    service_and_server_at_once,
)
RESTARTED = (the_service, the_service_as_it_starts, service_and_server_at_once)


def in_turn(lots: Lots) -> Iterator[Strike]:
    """All of them, and all again, each time in another order; without end."""
    turn = 0
    while True:
        turn += 1
        yield from sorted(STRIKES, key=lambda strike: lots.part(f"turn {turn}: {strike.__name__}"))


def kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _children(parent: int) -> Iterator[int]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            if stat.read_text().rpartition(")")[2].split()[1] == str(parent):
                yield int(stat.parent.name)


def server_in(data_dir: Path) -> int | None:
    """Its first process, if there is one."""
    try:
        return postmaster_of(data_dir)
    except (FileNotFoundError, IndexError, ValueError):
        return None
