"""Knows the databases that are read: one durable server of our own, in it a database for every scale."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from ahti.clock import SystemClock
from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from ahti.embedded.folders import private_folder
from ahti.embedded.server import CLUSTER_FOLDER
from ahti.migrations import migrate
from benchmarks.reads.catalogue import times
from harbors.places.commands import load_catalogue
from harbors.places.records import Catalogue

_LOADING_MS = 600_000
_CONNECTIONS = 200


class _ForMany(EmbeddedPostgres):
    """Our own server, but for so many connections as all contenders keep open at once."""

    def _settings(self, sockets: Path) -> dict[str, str]:
        return super()._settings(sockets) | {"max_connections": str(_CONNECTIONS)}


class Databases:
    """A running server. ``postmaster`` is its process."""

    def __init__(self, server: EmbeddedPostgres, postmaster: int) -> None:
        self._server = server
        self.postmaster = postmaster

    @classmethod
    @contextmanager
    def running(cls, pg_bin: Path | None = None) -> Iterator["Databases"]:
        """A server with a migrated database; all of it goes at the end."""
        with private_folder() as folder, _ForMany(folder / "data", pg_bin=pg_bin) as server:
            migrate(server.url(role="ahti_owner"))
            said = (folder / "data" / CLUSTER_FOLDER / "postmaster.pid").read_text(encoding="utf-8")
            yield cls(server, int(said.split()[0]))

    def filled(self, catalogue: Catalogue, scale: int) -> str:
        """Where the service connects to a new database that holds the catalogue ``scale`` times."""
        name = f"bench_{scale}"
        asyncio.run(self._create(name))
        asyncio.run(_load(self._server.url(database=name), times(catalogue, scale)))
        asyncio.run(self._settle(name))
        return self._server.url(database=name)

    def copied(self, name: str, *, to: str) -> None:
        """Another database that holds what this one holds now."""
        statement = f"CREATE DATABASE {to} TEMPLATE {name} OWNER ahti_owner"
        asyncio.run(self._as_superuser("postgres", statement))

    def owner_url(self, name: str) -> str:
        """Where somebody connects to whom row security does not apply."""
        return self._server.url(role="postgres", database=name)

    def version(self) -> str:
        """The version of PostgreSQL."""
        return asyncio.run(self._version())

    async def _create(self, name: str) -> None:
        await self._as_superuser("postgres", f"CREATE DATABASE {name} TEMPLATE ahti OWNER ahti_owner")

    async def _settle(self, name: str) -> None:
        """What a server would do in the background during the measurement is done before it."""
        await self._as_superuser(name, "VACUUM ANALYZE")
        await self._as_superuser(name, "CHECKPOINT")

    async def _as_superuser(self, database: str, statement: str) -> None:
        connection = await asyncpg.connect(self._server.url(role="postgres", database=database))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    async def _version(self) -> str:
        connection = await asyncpg.connect(self._server.url())
        try:
            return str(await connection.fetchval("SHOW server_version"))
        finally:
            await connection.close()


async def _load(url: str, catalogue: Catalogue) -> None:
    pools = Database.open(url, size=1, statement_timeout_ms=_LOADING_MS)
    async with pools as database, database.unit_of_work() as connection:
        await load_catalogue(connection, catalogue, now=SystemClock().now())
