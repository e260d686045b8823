"""Knows how a database is lost: what the driver raises when the server is gone, and what we say of it."""

from typing import Protocol

import asyncpg

from ahti.refusal import OperatorError

# What the driver raises when the server is gone: also in the middle of a question, when it loses its own place.
UNANSWERED = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
FAREWELLS = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
)


class DatabaseLost(OperatorError):
    """There is no connection to be had, or the one that we had has broken; a commit under way is done or undone."""

    def __init__(self, error: BaseException) -> None:
        said = str(error).partition("\n")[0]
        super().__init__(f"the database is lost: {said}. Nothing is half done: run the same again")


class Closable(Protocol):
    """What is asked of a connection to learn whether it has broken."""

    def is_closed(self) -> bool: ...


def is_loss(error: BaseException, connection: Closable) -> bool:
    """Whether ``error`` says that ``connection`` has broken, rather than something of the statement."""
    return isinstance(error, FAREWELLS) or _has_broken(connection)


def _has_broken(connection: Closable) -> bool:
    try:
        return bool(connection.is_closed())
    except asyncpg.InterfaceError:
        # A pool of the driver's has taken it back already: it does so by itself only with one that has broken.
        return True
