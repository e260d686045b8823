"""Knows what to tell a supervisor: the process is alive, the service is ready."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse

IsReady = Callable[[], Awaitable[bool]]

_PATIENCE = 2.0


async def healthz(_: Request) -> JSONResponse:
    """Answers whatever the state of the database: a restart would not mend that."""
    return JSONResponse({"status": "alive"})


class Readiness:
    """Answers 200 when ``is_ready`` says so within two seconds, else 503."""

    def __init__(self, is_ready: IsReady) -> None:
        self._is_ready = is_ready

    async def readyz(self, _: Request) -> JSONResponse:
        ready = await self._ask()
        return JSONResponse({"status": "ready" if ready else "not ready"}, status_code=200 if ready else 503)

    async def _ask(self) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._is_ready()
        except TimeoutError:
            return False
