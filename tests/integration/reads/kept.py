"""Knows kept answers apart from any database: states and a clock that a test sets, and reads that a test lets go."""

import asyncio

from ahti.metrics import Metrics
from schema.reads.running.results import RESULTS_ROOM, Key, Result, Results

KEY: Key = (b"digest", (1,), ("v1",))


def key(number: int) -> Key:
    return (b"digest", (number,), ("v1",))


class Keeping:
    """Results whose reads end when a test says so."""

    def __init__(self, *, room: int = RESULTS_ROOM) -> None:
        self.now = 0.0
        self.metrics = Metrics()
        self.results = Results(versions=lambda _: ("v1",), seconds=lambda: self.now, meter=self.metrics, room=room)
        self.reads: list[asyncio.Future[bytes]] = []

    async def read(self) -> bytes:
        self.reads.append(asyncio.get_running_loop().create_future())
        return await self.reads[-1]

    def ask(self, asked: Key = KEY) -> asyncio.Task[Result]:
        return asyncio.create_task(self.results.get(asked, self.read))

    async def keep(self, asked: Key, body: bytes) -> Result:
        """Ask, and let the read give this body."""
        asking = self.ask(asked)
        await settle()
        self.reads[-1].set_result(body)
        return await asking

    async def is_kept(self, asked: Key) -> bool:
        """Whether it is answered without a read; a read that begins is given up."""
        reads = len(self.reads)
        asking = self.ask(asked)
        await settle()
        if len(self.reads) == reads:
            return asking.done()
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        return False


async def settle() -> None:
    """Let everybody go on who can."""
    for _ in range(20):
        await asyncio.sleep(0)
