"""Knows the database connections of the service: who they are, what they may, and where a transaction ends."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Self

import asyncpg
import orjson

from ahti.losses import FAREWELLS, UNANSWERED, DatabaseLost, is_loss
from ahti.read_pool import ReadPool
from ahti.readers import READ_ROLE, READ_SETTINGS
from ahti.refusal import OperatorError
from harbors.access.commands import present
from harbors.access.records import NOBODY, Principal
from harbors.sql import Connection

# From a constraint's name to the refusal that it stands for.
Refusals = Mapping[str, Callable[[], Exception]]

_PRIVILEGES = """
    SELECT bool_or(role.rolsuper) AS superuser, bool_or(role.rolbypassrls) AS "one past row security",
           bool_or(EXISTS (
               SELECT FROM pg_class WHERE relname = 'alembic_version' AND pg_has_role(role.oid, relowner, 'MEMBER')
           )) AS owner
    FROM pg_roles AS role WHERE role.rolname IN (current_user, session_user)
"""


class PrivilegedRole(OperatorError):
    """The service would run as a role to which row security does not apply."""


class NoReader(OperatorError):
    """The service's role may not become the role that can only read."""


@dataclass(frozen=True, slots=True)
class Database:
    """Transactions of the service's role, and reads by a role that can only SELECT what is public.

    ``reads`` is for whole bodies as bytes, ``read_pool`` for rows; a process opens 28 connections at most.
    """

    app: Any
    read_pool: Any
    reads: ReadPool
    refusals: Refusals

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, *, refusals: Refusals | None = None, size: int = 10, statement_timeout_ms: int = 10_000
    ) -> AsyncIterator[Self]:
        """All pools to ``url``, closed at the end. Raises ``PrivilegedRole``, ``NoReader``, ``DatabaseLost``."""
        timeout = {"application_name": "ahti", "statement_timeout": str(statement_timeout_ms)}
        reading = timeout | READ_SETTINGS
        app = asyncpg.create_pool(
            url, min_size=1, max_size=size, init=_prepare, reset=_leave_as_is, server_settings=timeout
        )
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
            async with read, ReadPool.open(url, statement_timeout_ms=statement_timeout_ms) as reads:
                yield cls(app=app, read_pool=read, reads=reads, refusals=refusals or {})

    @asynccontextmanager
    async def unit_of_work(self, principal: Principal = NOBODY) -> AsyncIterator[Connection]:
        """One transaction of a principal, committed when the block ends well; a broken constraint becomes its refusal.

        Nothing is tried again here: what to do about a serialization failure is for the caller to decide.
        """
        try:
            async with _lent(self.app) as connection, connection.transaction():
                await present(connection, principal)
                yield connection
        except asyncpg.IntegrityConstraintViolationError as violation:
            refusal = self.refusals.get(violation.constraint_name or "")
            if refusal is None:
                raise
            raise refusal() from None

    @asynccontextmanager
    async def reading_as(self, principal: Principal) -> AsyncIterator[Connection]:
        """A transaction that only reads what row security shows to a principal."""
        async with _lent(self.app) as connection, connection.transaction(readonly=True):
            await present(connection, principal)
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        """A connection that can only SELECT what is public."""
        async with _lent(self.read_pool) as connection:
            yield connection


async def _fill(pool: Any) -> None:
    """Open the first connection of a pool. Raises ``DatabaseLost`` when nobody answers."""
    try:
        await pool
    except (OSError, *FAREWELLS) as error:
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
        if is_loss(error, connection):
            raise DatabaseLost(error) from None
        raise
    finally:
        # What was committed is done, whatever becomes of the connection: one that cannot be reset is thrown away.
        with suppress(*UNANSWERED):
            await pool.release(connection)


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
    """What a transaction sets ends with it, and so do its locks: the round trip of a reset is saved."""
