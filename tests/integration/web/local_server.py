"""Runs an application on a real port of this machine, on a thread and event loop of its own."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from starlette.types import ASGIApp

from ahti.web.server import address_of, open_socket, serve


@contextmanager
def listening(app: ASGIApp) -> Iterator[str]:
    """The address, ending in a slash, from the moment that the server answers."""
    listener = open_socket("127.0.0.1", 0)
    address = address_of(listener)
    started, stop = threading.Event(), _Stop()

    async def run() -> None:
        stop.arm()
        with suppress(asyncio.CancelledError):
            await serve(app, listener, on_listening=started.set)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    assert started.wait(10), "the server did not start"
    try:
        yield address
    finally:
        stop.cancel()
        thread.join()


class _Stop:
    """Cancels a task from another thread."""

    def arm(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()

    def cancel(self) -> None:
        assert self._task is not None
        self._loop.call_soon_threadsafe(self._task.cancel)
