"""Knows tables in CSV, column by column, and names the cell that is wrong.

The first line names the columns, in any order; an empty cell, and a column that is not there, hold nothing.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from itertools import islice

import numpy as np
from numpy.typing import NDArray

CHUNK = 1 << 16
_NUMBER = re.compile(r"-?[0-9]{1,18}")
_NUMBERS = re.compile(r"-?[0-9]{1,18}(?: -?[0-9]{1,18})*")


class BadTable(Exception):
    """A cell of ``table`` is wrong; ``line`` counts from 1; ``field`` is empty where the line as a whole is meant."""

    def __init__(self, *, table: str, line: int, field: str, message: str) -> None:
        super().__init__(": ".join(filter(None, (f"line {line}", field, message))))
        self.table = table
        self.line = line
        self.field = field


class Table:
    """The rows of a table, from 0 on. Raises ``BadTable`` here and wherever a cell is read."""

    def __init__(self, name: str, text: bytes, *, required: Sequence[str], optional: Sequence[str]) -> None:
        self.name = name
        try:
            self._text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = text.count(b"\n", 0, error.start) + 1
            raise BadTable(table=name, line=line, field="", message="is no UTF-8") from None
        self._header = next(self._rows(), [])
        missing = [column for column in required if column not in self._header]
        unknown = [column for column in self._header if column not in (*required, *optional)]
        if missing or unknown or len(set(self._header)) < len(self._header):
            wrong = "is missing" if missing else "is not known" if unknown else "stands there twice"
            raise BadTable(table=name, line=1, field=(missing or unknown or [""])[0], message=wrong)

    def _rows(self) -> Iterator[list[str]]:
        return csv.reader(StringIO(self._text, newline=""))

    def wrong(self, row: int, field: str, message: str) -> BadTable:
        """What to raise for the cell of a column in a row."""
        reader = csv.reader(StringIO(self._text, newline=""))
        for _ in islice(reader, row + 1):
            pass
        return BadTable(table=self.name, line=reader.line_num + 1, field=field, message=message)

    def chunks(self) -> Iterator[tuple[int, dict[str, Sequence[str]]]]:
        """The columns in chunks of rows, each with the number of its first row."""
        every = self._rows()
        next(every, None)
        row = 0
        while rows := list(islice(every, CHUNK)):
            for number, cells in enumerate(rows, start=row):
                if len(cells) != len(self._header):
                    raise self.wrong(number, "", f"has {len(cells)} cells, not {len(self._header)}")
            yield row, dict(zip(self._header, zip(*rows, strict=True), strict=True))
            row += len(rows)

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Row by row what is there, for tables that are not long."""
        for first, columns in self.chunks():
            for number, cells in enumerate(zip(*columns.values(), strict=True), start=first):
                yield number, {column: cell for column, cell in zip(columns, cells, strict=True) if cell}

    def numbers(self, cells: Sequence[str], field: str, *, row: int, below: int | None = None) -> NDArray[np.int64]:
        """Whole numbers, one in each cell; from 0 on where they must be ``below`` something."""
        if cells and not (_NUMBERS.fullmatch(joined := " ".join(cells)) and joined.count(" ") == len(cells) - 1):
            self._find(cells, field, row, lambda cell: _NUMBER.fullmatch(cell) is not None)
        found = np.array([int(cell) for cell in cells], np.int64)
        if below is not None and len(wrong := np.flatnonzero((found < 0) | (found >= below))):
            raise self.wrong(row + int(wrong[0]), field, f"must be from 0 to {below - 1}")
        return found

    def lists(
        self, cells: Sequence[str], field: str, *, row: int, below: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many numbers are in each cell, divided by single spaces, and all of them one after the other."""
        counts = np.array([cell.count(" ") + 1 if cell else 0 for cell in cells], np.int64)
        joined = " ".join(filter(None, cells))
        if joined and not _NUMBERS.fullmatch(joined):
            self._find(cells, field, row, lambda cell: not cell or _NUMBERS.fullmatch(cell) is not None)
        found = np.array([int(number) for number in joined.split()], np.int64)
        if len(wrong := np.flatnonzero((found < 0) | (found >= below))):
            at = int(np.searchsorted(np.cumsum(counts), wrong[0], side="right"))
            raise self.wrong(row + at, field, f"must hold numbers from 0 to {below - 1}")
        return counts, found

    def named(
        self, cells: Sequence[str], field: str, *, rows: Sequence[int], known: Callable[[str], int | None]
    ) -> list[int]:
        """The number of what is named in each of some cells."""
        found: list[int] = []
        for row, cell in zip(rows, cells, strict=True):
            number = known(cell)
            if number is None:
                raise self.wrong(row, field, "is not known" if cell else "is missing")
            found.append(number)
        return found

    def _find(self, cells: Sequence[str], field: str, row: int, is_right: Callable[[str], bool]) -> None:
        at = next(index for index, cell in enumerate(cells) if not is_right(cell))
        raise self.wrong(row + at, field, "must be a whole number" if cells[at] else "is missing")
