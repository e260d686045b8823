"""Knows which numbered revisions there are and which one a database has; cheap enough to ask at every start."""

from pathlib import Path

import asyncpg

REVISION = "SELECT version_num FROM alembic_version"


def revisions_folder() -> Path:
    """``ahti/_migrations`` in a wheel, ``alembic`` beside the packages in a work tree."""
    here = Path(__file__).parent
    packed = here / "_migrations"
    return packed if packed.is_dir() else here.parent / "alembic"


def revisions() -> list[str]:
    """Every revision, oldest first: a revision's file is named ``0001_what_it_is_about.py``."""
    return sorted(file.name.split("_")[0] for file in (revisions_folder() / "versions").glob("[0-9]*_*.py"))


def newest_revision() -> str:
    """The revision that this code is written for."""
    return revisions()[-1]


async def revision_of(url: str) -> str | None:
    """The revision of the database at ``url``, ``None`` when it was never migrated."""
    connection = await asyncpg.connect(url)
    try:
        revision: str | None = await connection.fetchval(REVISION)
    except asyncpg.UndefinedTableError:
        return None
    finally:
        await connection.close()
    return revision
