"""Knows where a command finds its migrated database: the operator's, or our own, run for as long as it is needed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import asyncpg

from ahti.embedded import EmbeddedPostgres
from ahti.losses import UNANSWERED, DatabaseLost
from ahti.refusal import OperatorError
from ahti.revisions import newest_revision, revision_of
from ahti.settings import Settings


class DatabaseNotReady(OperatorError):
    """The operator's database cannot be reached or is not at our revision."""


@contextmanager
def migrated_database(settings: Settings) -> Iterator[str]:
    """Where the service connects to: ``AHTI_DATABASE_URL`` if it is at the newest revision, else our own server.

    Raises ``OperatorError``. Runs an event loop of its own: call it outside one.
    """
    if settings.database_url is None:
        with embedded_database(settings.data_dir, pg_bin=settings.pg_bin) as url:
            yield url
    else:
        require_newest_revision(settings.database_url)
        yield settings.database_url


@contextmanager
def embedded_database(data_dir: Path, *, pg_bin: Path | None = None) -> Iterator[str]:
    """Where the service connects to our own server under ``data_dir``, which is started and migrated here."""
    with EmbeddedPostgres(data_dir, pg_bin=pg_bin) as server:
        if _own_revision(server) != newest_revision():
            # Alembic and SQLAlchemy take a second to import, and most starts have nothing to migrate.
            import_module("ahti.migrations").migrate(server.url(role="ahti_owner"))
        yield server.url()


def _own_revision(server: EmbeddedPostgres) -> str | None:
    try:
        return asyncio.run(revision_of(server.url(role="ahti_owner")))
    except UNANSWERED as error:
        raise DatabaseLost(error) from None


def require_newest_revision(url: str) -> None:
    """Raise ``DatabaseNotReady`` unless the database at ``url`` is at the revision that this code is written for."""
    try:
        revision = asyncio.run(revision_of(url))
    except (OSError, asyncpg.PostgresError) as error:
        raise DatabaseNotReady(f"the database of AHTI_DATABASE_URL cannot be used: {error}") from None
    if revision != newest_revision():
        raise DatabaseNotReady(
            f"the database of AHTI_DATABASE_URL is at revision {revision or 'none'}, this version of ahti needs "
            f"{newest_revision()}: run `ahti migrate` as its owner"
        )
