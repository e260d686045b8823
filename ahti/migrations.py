"""Knows the numbered revisions: where they lie, which is the newest, and how a database is brought to one."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory


def migrate(url: str, *, revision: str = "head") -> None:
    """Bring the database at ``url`` up to a revision, in one transaction.

    Runs an event loop of its own: inside a loop, call it in a thread.
    """
    command.upgrade(_config(url), revision)


def downgrade(url: str, *, revision: str) -> None:
    """Take the database at ``url`` back to a revision (``base`` for empty), in one transaction, as ``migrate``."""
    command.downgrade(_config(url), revision)


def newest_revision() -> str:
    """The revision that this code is written for."""
    return str(ScriptDirectory(str(_folder())).get_current_head())


def revisions() -> list[str]:
    """Every revision, oldest first."""
    return [script.revision for script in ScriptDirectory(str(_folder())).walk_revisions()][::-1]


def _config(url: str) -> Config:
    config = Config(attributes={"url": url})
    config.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    return config


def _folder() -> Path:
    """``ahti/_migrations`` in a wheel, ``alembic`` beside the packages in a work tree."""
    here = Path(__file__).parent
    packed = here / "_migrations"
    return packed if packed.is_dir() else here.parent / "alembic"
