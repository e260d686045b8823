"""Knows one ``ahti serve`` as its supervisor does: start it, wait for its address, see it die, start it again."""

import asyncio
import re
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.integration.durability.programs import ahti, environment

_ANNOUNCED = re.compile(r"Ahti answers at (\S+) \(GraphQL: \S+/graphql\)\n")
_PATIENCE = 60


@dataclass(slots=True)
class Service:
    """The service on a data directory; ``address`` is where it answered last."""

    data_dir: Path
    process: Process
    address: str = ""

    @property
    def lives(self) -> bool:
        return self.process.returncode is None

    def pause(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()

    async def begin(self) -> None:
        """Start it again, and do not wait."""
        self.process = await _begin(self.data_dir)

    async def answer(self) -> None:
        """Wait until it has told its address."""
        assert self.process.stdout is not None
        line = await asyncio.wait_for(self.process.stdout.readline(), _PATIENCE)
        announced = _ANNOUNCED.fullmatch(line.decode())
        assert announced, f"it does not start: {_log_of(self.data_dir).read_text()[-4000:]}"
        self.address = announced[1]

    async def stop(self) -> int:
        """End it in good order; its exit code."""
        self.process.terminate()
        return await self.process.wait()


@asynccontextmanager
async def serving(data_dir: Path) -> AsyncIterator[Service]:
    """A service that answers; killed at the end if it still runs."""
    service = Service(data_dir, await _begin(data_dir))
    try:
        await service.answer()
        yield service
    finally:
        if service.lives:
            await service.kill()


async def _begin(data_dir: Path) -> Process:
    with _log_of(data_dir).open("ab") as log:
        return await asyncio.create_subprocess_exec(
            *ahti("serve", "--port", 0, "--data-dir", data_dir), env=environment(), stdout=PIPE, stderr=log
        )


def _log_of(data_dir: Path) -> Path:
    return data_dir / "service.log"
