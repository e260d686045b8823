"""Knows how a database is brought to a revision: by Alembic, in one transaction."""

from alembic import command
from alembic.config import Config

from ahti.revisions import revisions_folder


def migrate(url: str, *, revision: str = "head") -> None:
    """Bring the database at ``url`` up to a revision.

    Runs an event loop of its own: inside a loop, call it in a thread.
    """
    command.upgrade(_config(url), revision)


def downgrade(url: str, *, revision: str) -> None:
    """Take the database at ``url`` back to a revision, ``base`` for none; otherwise as ``migrate``."""
    command.downgrade(_config(url), revision)


def _config(url: str) -> Config:
    config = Config(attributes={"url": url})
    config.set_main_option("script_location", str(revisions_folder()).replace("%", "%%"))
    return config
