"""Knows how a test waits for what another task or process does."""

import asyncio
from collections.abc import Callable


async def until(happened: Callable[[], bool]) -> None:
    """Raises ``TimeoutError`` where it never happens."""
    async with asyncio.timeout(10):
        while True:
            if happened():
                return
            await asyncio.sleep(0.01)  # somebody else works: it is asked again
