"""A big round for ``ahti draw``: a folder or zip of tables, as ``docs/columns.md`` describes, and a zip of results."""

import zipfile
from pathlib import Path
from typing import IO

from ahti.refusal import OperatorError
from harbors.draws.cells import BadTable
from harbors.draws.tables import TABLES, draw_round, read_round, result_tables

_EPOCH = (1980, 1, 1, 0, 0, 0)


def is_tabled(path: Path) -> bool:
    """Whether an instance is a folder or a zip."""
    return path.is_dir() or (path.is_file() and zipfile.is_zipfile(path))


def draw_tabled(path: Path, target: IO[bytes]) -> None:
    """Draw a round of tables, and write what came out. Raises ``OperatorError`` or ``OSError``."""
    try:
        tabled = read_round(_in_folder(path) if path.is_dir() else _in_archive(path))
    except BadTable as bad:
        raise OperatorError(f"{path / bad.table}: {bad}") from None
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, text in result_tables(tabled, draw_round(tabled)):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text)


def _in_folder(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in TABLES}


def _in_archive(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in TABLES if name in archive.namelist()}
