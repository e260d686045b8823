"""Knows how the applicants of a big round are read from their table, in bulk."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from harbors.draws.cells import Table
from harbors.draws.chart import Chart
from harbors.draws.columns import Columns
from harbors.draws.lists import MODES
from harbors.draws.records import Mode

APPLICANTS = "applicants.csv"
_MODES = {str(mode): number for number, mode in enumerate(MODES)}
_NOBODY = (np.array([], "S1"), *(np.array([], np.int64) for _ in range(7)))


def applicants(text: bytes, chart: Chart, *, boats: int, choices: int) -> Columns:
    """The columns of a table whose boats and choices are numbers, below these. Raises ``BadTable``."""
    table = Table(APPLICANTS, text, required=("id", "class", "boat", "choices"), optional=("key", "mode", "current"))
    chunks = [_chunk(table, row, cells, chart, boats, choices) for row, cells in table.chunks()]
    ids, classes, keys, profiles, counts, scopes, modes, current = (
        np.concatenate(several) for several in zip(_NOBODY, *chunks, strict=True)
    )
    tenants = np.flatnonzero(modes)
    _distinct(table, ids, "id", "stands there twice", np.arange(len(ids)))
    _distinct(table, current[tenants], "current", "has two tenants", tenants)
    return Columns(
        ids=ids,
        classes=classes,
        keys=keys,
        profiles=profiles,
        offsets=np.concatenate([[0], np.cumsum(counts)]),
        scopes=scopes,
        modes=modes,
        current=current,
    )


def _chunk(
    table: Table, row: int, cells: Mapping[str, Sequence[str]], chart: Chart, boats: int, choices: int
) -> tuple[NDArray[Any], ...]:
    """Ids, classes, keys, boats, how many choices, the choices, modes, and places of tenants."""
    nothing = ("",) * len(cells["id"])
    counts, scopes = table.lists(cells["choices"], "choices", row=row, below=choices)
    modes = [mode or Mode.NEW.value for mode in cells.get("mode", nothing)]
    numbers = np.array(table.named(modes, "mode", rows=range(row, row + len(modes)), known=_MODES.get), np.int64)
    return (
        _ids(table, row, cells["id"]),
        table.numbers(cells["class"], "class", row=row),
        table.numbers([key or "0" for key in cells.get("key", nothing)], "key", row=row),
        table.numbers(cells["boat"], "boat", row=row, below=boats),
        counts,
        scopes,
        numbers,
        _current(table, row, cells.get("current", nothing), numbers, chart),
    )


def _ids(table: Table, row: int, cells: Sequence[str]) -> NDArray[np.bytes_]:
    for index, cell in enumerate(cells):
        if not cell or cell.endswith("\0"):
            raise table.wrong(row + index, "id", "is missing" if not cell else "ends in a zero byte")
    return np.array([cell.encode() for cell in cells])


def _current(table: Table, row: int, cells: Sequence[str], modes: NDArray[np.int64], chart: Chart) -> NDArray[np.int64]:
    """The number of the place of each tenant; what the others say there is not looked at."""
    current = np.full(len(cells), -1, np.int64)
    tenants = np.flatnonzero(modes)
    named = [cells[tenant] for tenant in tenants.tolist()]
    current[tenants] = table.named(named, "current", rows=(tenants + row).tolist(), known=chart.numbers.get)
    return current


def _distinct(table: Table, column: NDArray[Any], field: str, message: str, rows: NDArray[np.int64]) -> None:
    order = np.argsort(column, kind="stable")
    again = order[1:][column[order[1:]] == column[order[:-1]]]
    if len(again):
        raise table.wrong(int(rows[again.min()]), field, message)
