"""Knows how a database's schema reads as SQL, without what differs from one PostgreSQL to the next."""

import os
import subprocess

import pytest

from ahti.embedded.binaries import find_binaries
from ahti.settings import load_settings

# The version whose spelling the snapshot has.
SPELLED_BY = 18


def schema_of(url: str) -> str:
    """The schema as pg_dump writes it, one blank line between statements; skips where this is another PostgreSQL."""
    binaries = find_binaries(load_settings().pg_bin)
    if binaries.major != SPELLED_BY or not (binaries.folder / "pg_dump").exists():
        pytest.skip(f"not here: the snapshot is spelled by the pg_dump of PostgreSQL {SPELLED_BY}")
    command = [str(binaries.folder / "pg_dump"), "--schema-only", "--dbname", url]
    # Where there is no /proc, programs find the libraries beside them by this.
    where = os.environ | {"LD_ORIGIN_PATH": str(binaries.folder)}
    dump = subprocess.run(command, capture_output=True, text=True, check=True, env=where).stdout
    lines = [line for line in dump.splitlines() if not line.startswith(("--", "\\", "SET ", "SELECT pg_catalog."))]
    statements = "\n".join(lines).split("\n\n")
    return "\n\n".join(statement.strip() for statement in statements if statement.strip()) + "\n"
