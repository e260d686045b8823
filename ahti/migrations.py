"""Knows how a database is brought to a revision: by Alembic, in one transaction."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from ahti.refusal import OperatorError
from ahti.revisions import revisions_folder

# Whoever asked tells what came of it.
logging.getLogger("alembic").setLevel(logging.WARNING)


class MigrationFailed(OperatorError):
    """The database is as it was before; the message has the database's own words."""


def migrate(url: str, *, revision: str = "head") -> None:
    """Bring the database at ``url`` up to a revision. Raises ``MigrationFailed``.

    Runs an event loop of its own: inside a loop, call it in a thread.
    """
    with _told_to_the_operator():
        command.upgrade(_config(url), revision)


def downgrade(url: str, *, revision: str) -> None:
    """Take the database at ``url`` back to a revision, ``base`` for none; otherwise as ``migrate``."""
    with _told_to_the_operator():
        command.downgrade(_config(url), revision)


@contextmanager
def _told_to_the_operator() -> Iterator[None]:
    try:
        yield
    except (OSError, SQLAlchemyError, CommandError) as error:
        words = error.orig if isinstance(error, DBAPIError) else error
        raise MigrationFailed(f"the database was not migrated: {words}") from error


def _config(url: str) -> Config:
    config = Config(attributes={"url": url})
    config.set_main_option("script_location", str(revisions_folder()).replace("%", "%%"))
    return config
