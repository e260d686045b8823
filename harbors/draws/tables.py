"""Knows a big round as tables, and its result: what ``docs/columns.md`` describes."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import TypeVar

import orjson

from harbors.draws.cells import BadTable, Table
from harbors.draws.chart import Chart, Profile
from harbors.draws.columns import Columns, DrawnColumns, draw_columns
from harbors.draws.entries import APPLICANTS, applicants
from harbors.draws.fields import WrongField, an_object, optional, required
from harbors.draws.reading import a_berth, a_boat, a_choice, a_rules, a_seed
from harbors.draws.records import Choice, Place, Rules

Read = TypeVar("Read")

FORMAT = "berth-columns/1"
ROUND, BERTHS, BOATS, CHOICES = "round.json", "berths.csv", "boats.csv", "choices.csv"
TABLES = (ROUND, BERTHS, BOATS, CHOICES, APPLICANTS)
_SIZES = ("width", "length", "depth", "max_mass", "beam", "draught", "mass")


@dataclass(frozen=True, slots=True, kw_only=True)
class TabledRound:
    """A round as it was read: the places laid out, the columns, and the seed."""

    chart: Chart
    choices: tuple[Choice, ...]
    profiles: tuple[Profile, ...]
    columns: Columns
    seed: bytes


def read_round(tables: Mapping[str, bytes]) -> TabledRound:
    """The round in tables, by their names. Raises ``BadTable``."""
    for name in TABLES:
        if name not in tables:
            raise BadTable(table=name, line=1, field="", message="is missing")
    rules, seed = _a_round(tables[ROUND])
    chart = Chart(list(_berths(tables[BERTHS])), rules)
    profiles, choices = tuple(_boats(tables[BOATS])), tuple(_choices(tables[CHOICES]))
    columns = applicants(tables[APPLICANTS], chart, boats=len(profiles), choices=len(choices))
    return TabledRound(chart=chart, choices=choices, profiles=profiles, columns=columns, seed=seed)


def draw_round(tabled: TabledRound) -> DrawnColumns:
    """The draw of a round that was read."""
    board = tabled.chart.board(profiles=tabled.profiles, choices=tabled.choices)
    return draw_columns(board, tabled.columns, seed=tabled.seed)


def result_tables(tabled: TabledRound, drawn: DrawnColumns) -> Iterator[tuple[str, bytes]]:
    """What came out: for each applicant, in the order of the queue, rank and berth, and when each berth closed."""
    names = [*tabled.chart.numbers, None]
    ids = tabled.columns.ids[drawn.turns].tolist()
    ranks, places = (column[drawn.turns].tolist() for column in (drawn.ranks, drawn.places))
    won = ((id.decode(), _none(rank), names[place]) for id, rank, place in zip(ids, ranks, places, strict=True))
    yield APPLICANTS, _csv(("id", "rank", "berth"), won)
    yield BERTHS, _csv(("id", "closed"), zip(names, map(_none, drawn.closed.tolist()), strict=False))


def _none(number: int) -> int | None:
    return None if number < 0 else number


def _csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _a_round(text: bytes) -> tuple[Rules, bytes]:
    try:
        document = an_object(orjson.loads(text), frozenset({"format", "rules", "seed"}))
        if document.get("format") != FORMAT:
            raise WrongField(f'must be "{FORMAT}"', "format")
        return optional(document, "rules", a_rules) or Rules(), required(document, "seed", a_seed)
    except orjson.JSONDecodeError as error:
        raise BadTable(table=ROUND, line=error.lineno, field="", message=error.msg) from None
    except WrongField as wrong:
        raise BadTable(table=ROUND, line=1, field=wrong.field, message=wrong.message) from None


def _berths(text: bytes) -> Iterator[Place]:
    optional_ones = ("pier", "width", "length", "depth", "mooring", "max_mass", "order_key", "reserve")
    table = Table(BERTHS, text, required=("id", "harbor"), optional=optional_ones)
    seen: set[str] = set()
    for row, record in table.records():
        place = _read(table, row, a_berth, record)
        if place.id in seen:
            raise table.wrong(row, "id", "stands there twice")
        seen.add(place.id)
        yield place


def _boats(text: bytes) -> Iterator[Profile]:
    table = Table(BOATS, text, required=(), optional=("type", "length", "beam", "draught", "mass", "reserves"))
    for row, record in table.records():
        reserves = frozenset(record.pop("reserves", "").split())
        yield _read(table, row, a_boat, record), reserves


def _choices(text: bytes) -> Iterator[Choice]:
    table = Table(CHOICES, text, required=(), optional=("harbor", "pier", "berth"))
    for row, record in table.records():
        yield _read(table, row, a_choice, record)


def _read(table: Table, row: int, read: Callable[[object], Read], record: Mapping[str, str]) -> Read:
    try:
        return read({field: _size(cell) if field in _SIZES else cell for field, cell in record.items()})
    except WrongField as wrong:
        raise table.wrong(row, wrong.field, wrong.message) from None


def _size(cell: str) -> int | str:
    """The number in a cell; what is none is left for the reading to refuse."""
    return int(cell) if cell.isascii() and cell.isdecimal() else cell
