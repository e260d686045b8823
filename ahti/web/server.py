"""Knows how the application listens on a port, says so, and stops in good order."""

import asyncio
import errno
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from threading import current_thread, main_thread
from time import monotonic

import uvicorn
from starlette.types import ASGIApp

from ahti.memory import settle
from ahti.refusal import OperatorError
from ahti.web.patience import PatientProtocol

_STOPPING = (signal.SIGINT, signal.SIGTERM)
_SECONDS_TO_FINISH = 10
_TICKS_A_SECOND = 10


class CannotListen(OperatorError):
    """The address cannot be had; the message says why and what to do."""


def open_socket(host: str, port: int, *, option: str = "--port") -> socket.socket:
    """A socket that is bound, so that nobody can take the port from now on; 0 takes a free one.

    Raises ``CannotListen``, which names the ``option`` that sets the port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise CannotListen(_why_not(error, host, port, option)) from None


def address_of(listener: socket.socket) -> str:
    """Where a browser on this machine finds it, as ``http://127.0.0.1:8000/``."""
    host, port = listener.getsockname()[:2]
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{reachable}]:{port}/" if ":" in reachable else f"http://{reachable}:{port}/"


async def serve(app: ASGIApp, listener: socket.socket, *, on_listening: Callable[[], None] = lambda: None) -> None:
    """Serve until SIGINT, SIGTERM or cancellation; requests under way are finished. Closes ``listener``."""
    settle()
    await _until_told(_Server(_configured(app), on_listening), listener)


@asynccontextmanager
async def served_beside(app: ASGIApp, listener: socket.socket) -> AsyncIterator[None]:
    """Serve ``app`` too, for as long as the block runs; signals are the business of whoever runs it."""
    serving = asyncio.create_task(_until_told(_Beside(_configured(app), lambda: None), listener))
    try:
        yield
    finally:
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving


def _configured(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
    )


async def _until_told(server: "_Server", listener: socket.socket) -> None:
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await asyncio.shield(running)
    finally:
        server.should_exit = True
        await running


def fastest_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """What makes an event loop: uvloop where there is one, else asyncio's own (``None``)."""
    return uvicorn.Config("", loop="auto", log_config=None).get_loop_factory()


class _Server(uvicorn.Server):
    """uvicorn's server, except that it outlives the signal that stops it: the database has to be closed after it."""

    def __init__(self, config: uvicorn.Config, on_listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_listening = on_listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_listening()

    async def on_tick(self, counter: int) -> bool:
        if counter % _TICKS_A_SECOND == 0:
            now = monotonic()
            for connection in list(self.server_state.connections):
                if isinstance(connection, PatientProtocol):
                    connection.look(now)
        return await super().on_tick(counter)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if current_thread() is not main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in _STOPPING}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class _Beside(_Server):
    """A server that leaves the signals to another."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _why_not(error: OSError, host: str, port: int, option: str) -> str:
    if error.errno == errno.EADDRINUSE:
        other = f"stop what listens there, or choose another with {option} (0: any free one)"
        return f"port {port} on {host} is taken: {other}"
    return f"cannot listen on {host}, port {port}: {error.strerror or error}"
