"""Knows how a revision reaches the database: over asyncpg, as the owner, one migrator at a time, all or nothing."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

# A migration that cannot get its lock gives up instead of making every reader queue behind it.
LOCK_TIMEOUT = "5s"
# Any number that nobody else uses.
ONE_MIGRATOR = 4_148_544_901

OWNER = """
    SELECT EXISTS (
        SELECT FROM pg_roles
        WHERE rolname = 'ahti_owner' AND rolname <> current_user AND pg_has_role(current_user, oid, 'MEMBER'))
"""


def url() -> str:
    """The database that the caller names (``ahti.migrations``), else ``AHTI_DATABASE_URL``."""
    return str(context.config.attributes.get("url") or os.environ["AHTI_DATABASE_URL"])


def upgrade(connection: Connection) -> None:
    connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
    if connection.scalar(text(OWNER)):
        connection.execute(text("SET ROLE ahti_owner"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_MIGRATOR})
    context.configure(connection=connection, target_metadata=None)
    context.run_migrations()
    # The service, which only uses the tables, looks here whether they are the ones that it knows.
    connection.execute(text("GRANT SELECT ON alembic_version TO PUBLIC"))


async def run() -> None:
    engine = create_async_engine(make_url(url()).set(drivername="postgresql+asyncpg"), poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(upgrade)
    await engine.dispose()


if context.is_offline_mode():
    raise SystemExit("migrations need a database to run against")
asyncio.run(run())
