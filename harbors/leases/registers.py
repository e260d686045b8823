"""Knows the file in which a provider tells of its existing tenants: CSV, read strictly, faults by line and field."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from harbors.errors import Problem
from harbors.leases.refusals import register_fault
from harbors.text import Language

if TYPE_CHECKING:
    import _csv

REQUIRED = ("harbor", "pier", "number", "season_starts", "season_ends", "tenant_name", "beam_mm", "length_mm")
OPTIONAL = ("tenant_email", "tenant_language", "boat_type", "registration", "draught_mm", "mass_kg")
MOST_LINES = 50_000
_MEASURES = ("beam_mm", "length_mm", "draught_mm", "mass_kg")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DAYS = ("season_starts", "season_ends")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on a line of the file, counted from 1 as editors do; the field is the column."""

    line: int
    problem: Problem


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as it is written: its texts by column, without stray spaces, and what was read of figures and days."""

    line: int
    texts: Mapping[str, str]
    figures: Mapping[str, int]
    days: Mapping[str, date]

    @property
    def place(self) -> tuple[str, str, str]:
        """What the place is called, for comparison."""
        return called_so(self.texts["harbor"], self.texts["pier"], self.texts["number"])

    @property
    def language(self) -> Language | None:
        """The language of the tenant."""
        return Language(self.texts["tenant_language"]) if self.texts.get("tenant_language") else None


def called_so(site: str, identifier: str, number: str) -> tuple[str, str, str]:
    """Names as they are compared: without regard to case."""
    return site.strip().casefold(), identifier.strip().casefold(), number.strip().casefold()


def read_register(text: str) -> tuple[list[Entry], list[Fault]]:
    """The lines of the file, and all that is wrong with them; an empty line is none."""
    reader = csv.reader(io.StringIO(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"), newline=""), strict=True)
    entries: list[Entry] = []
    faults: list[Fault] = []
    try:
        header = [column.strip() for column in next(reader, [])]
        faults += [Fault(1, problem) for problem in _header_problems(header)]
        if not faults:
            _read_lines(reader, header, entries, faults)
    except csv.Error:
        faults.append(Fault(reader.line_num, register_fault("NOT_CSV", field="")))
    return entries, faults


def _read_lines(reader: "_csv.Reader", header: list[str], entries: list[Entry], faults: list[Fault]) -> None:
    before = reader.line_num
    for cells in reader:
        line, before = before + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            faults.append(Fault(line, register_fault("CELLS", field="")))
        elif len(entries) >= MOST_LINES:
            faults.append(Fault(line, register_fault("TOO_MANY_LINES", field="")))
            return
        else:
            entry = _entry(line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)})
            faults += [Fault(line, problem) for problem in _entry_problems(entry)]
            entries.append(entry)


def _header_problems(header: list[str]) -> Iterator[Problem]:
    for name in REQUIRED:
        if name not in header:
            yield register_fault("COLUMN_MISSING", field=name)
    for position, name in enumerate(header):
        if name not in (*REQUIRED, *OPTIONAL):
            yield register_fault("COLUMN_UNKNOWN", field=name)
        elif name in header[:position]:
            yield register_fault("COLUMN_REPEATED", field=name)


def _entry(line: int, texts: dict[str, str]) -> Entry:
    figures = {name: int(text) for name in _MEASURES if _is_figure(text := texts.get(name, ""))}
    days = {name: day for name in _DAYS if (day := _day(texts[name]))}
    return Entry(line, MappingProxyType(texts), MappingProxyType(figures), MappingProxyType(days))


def _entry_problems(entry: Entry) -> Iterator[Problem]:
    for name in REQUIRED:
        if not entry.texts[name]:
            yield register_fault("CELL_EMPTY", field=name)
    for name in _MEASURES:
        if entry.texts.get(name) and name not in entry.figures:
            yield register_fault("NO_FIGURE", field=name)
    for name in _DAYS:
        if entry.texts[name] and name not in entry.days:
            yield register_fault("NO_DAY", field=name)
    if entry.texts.get("tenant_language", "") not in ("", *Language):
        yield register_fault("NO_LANGUAGE", field="tenant_language")


def _is_figure(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 7


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
