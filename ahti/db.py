"""Knows the database connections of the service: who they are, what they may, and where a transaction ends."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Self

import asyncpg
import orjson

from ahti.refusal import OperatorError
from harbors.sql import Connection

# From a constraint's name to the refusal that it stands for.
Refusals = Mapping[str, Callable[[], Exception]]

READ_ROLE = "ahti_read"
# What the driver raises when the server is gone: also in the middle of a question, when it loses its own place.
UNANSWERED = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
_FAREWELLS = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
)
_READ_SETTINGS = {
    "role": READ_ROLE,
    "default_transaction_read_only": "on",
    "plan_cache_mode": "force_generic_plan",
}

_PRIVILEGES = """
    SELECT bool_or(role.rolsuper) AS superuser, bool_or(role.rolbypassrls) AS "one past row security",
           bool_or(EXISTS (
               SELECT FROM pg_class WHERE relname = 'alembic_version' AND pg_has_role(role.oid, relowner, 'MEMBER')
           )) AS owner
    FROM pg_roles AS role WHERE role.rolname IN (current_user, session_user)
"""


class PrivilegedRole(OperatorError):
    """The service would run as a role to which row security does not apply."""


class DatabaseLost(OperatorError):
    """There is no connection to be had, or the one that we had has broken; a commit under way is done or undone."""

    def __init__(self, error: BaseException) -> None:
        said = str(error).partition("\n")[0]
        super().__init__(f"the database is lost: {said}. Nothing is half done: run the same again")


class NoReader(OperatorError):
    """The service's role may not become the role that can only read."""


@dataclass(frozen=True, slots=True)
class Database:
    """Two pools: transactions of the service's role, and reads by a role that can only SELECT what is public."""

    app: Any
    read_pool: Any
    refusals: Refusals

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, *, refusals: Refusals | None = None, size: int = 10, statement_timeout_ms: int = 10_000
    ) -> AsyncIterator[Self]:
        """Both pools to ``url``, closed at the end. Raises ``PrivilegedRole``, ``NoReader``, ``DatabaseLost``."""
        timeout = {"application_name": "ahti", "statement_timeout": str(statement_timeout_ms)}
        reading = timeout | _READ_SETTINGS
        app = asyncpg.create_pool(url, min_size=1, max_size=size, init=_prepare, server_settings=timeout)
        read = asyncpg.create_pool(
            url, min_size=1, max_size=size, init=_prepare, reset=_leave_as_is, server_settings=reading
        )
        await _fill(app)
        async with app:
            async with _lent(app) as connection:
                await refuse_privileged(connection)
            try:
                await _fill(read)
            except (asyncpg.InsufficientPrivilegeError, asyncpg.InvalidParameterValueError) as error:
                raise NoReader(f"the service cannot read as {READ_ROLE}: {error}") from None
            async with read:
                yield cls(app=app, read_pool=read, refusals=refusals or {})

    @asynccontextmanager
    async def unit_of_work(self) -> AsyncIterator[Connection]:
        """One transaction, committed when the block ends well; a broken constraint becomes its refusal.

        Nothing is tried again here: what to do about a serialization failure is for the caller to decide.
        """
        try:
            async with _lent(self.app) as connection, connection.transaction():
                yield connection
        except asyncpg.IntegrityConstraintViolationError as violation:
            refusal = self.refusals.get(violation.constraint_name or "")
            if refusal is None:
                raise
            raise refusal() from None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        """A connection that can only SELECT what is public."""
        async with _lent(self.read_pool) as connection:
            yield connection


async def _fill(pool: Any) -> None:
    """Open the first connection of a pool. Raises ``DatabaseLost`` when nobody answers."""
    try:
        await pool
    except (OSError, *_FAREWELLS) as error:
        raise DatabaseLost(error) from None


@asynccontextmanager
async def _lent(pool: Any) -> AsyncIterator[Any]:
    """A connection of a pool. Raises ``DatabaseLost`` when there is none, or when it breaks meanwhile."""
    try:
        connection = await pool.acquire()
    except UNANSWERED as error:
        raise DatabaseLost(error) from None
    try:
        yield connection
    except UNANSWERED as error:
        if isinstance(error, _FAREWELLS) or _has_broken(connection):
            raise DatabaseLost(error) from None
        raise
    finally:
        # What was committed is done, whatever becomes of the connection: one that cannot be reset is thrown away.
        with suppress(*UNANSWERED):
            await pool.release(connection)


def _has_broken(connection: Any) -> bool:
    try:
        return bool(connection.is_closed())
    except asyncpg.InterfaceError:
        # The pool has taken it back already: it does so by itself only with one that has broken.
        return True


async def refuse_privileged(connection: Connection) -> None:
    """Raise ``PrivilegedRole`` when the connection is a superuser's, an owner's or passes by row security."""
    row = await connection.fetchrow(_PRIVILEGES)
    rights = [right for right, has in (row or {}).items() if has]
    if rights:
        raise PrivilegedRole(f"the service refuses to serve as {' and '.join(rights)}: connect as ahti_app")


async def _prepare(connection: Any) -> None:
    for kind in ("json", "jsonb"):
        await connection.set_type_codec(kind, schema="pg_catalog", encoder=_to_json, decoder=orjson.loads)


def _to_json(value: object) -> str:
    return orjson.dumps(value).decode()


async def _leave_as_is(_connection: Any) -> None:
    """A read leaves nothing behind in its session, so the round trip of a reset is saved."""
