"""Knows how a CSV file is read: headings in our words, cells by comma, semicolon or tab, positions as lat and lon."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from harbors.errors import Problem
from harbors.listings.faults import fault
from harbors.listings.files.lines import GEOMETRY, Headings, Line, LineProblem, Read, Unreadable, plain
from harbors.listings.forms import Form
from harbors.listings.shapes import read_wkt
from harbors.listings.values import Unfit

LAT, LON = "lat", "lon"
_POSITION = {
    **dict.fromkeys(("lat", "latitude", "leveysaste", "latitud", "y"), LAT),
    **dict.fromkeys(("lon", "lng", "long", "longitude", "pituusaste", "longitud", "x"), LON),
}
_DELIMITERS = (";", ",", "\t")
_LONGEST_HEADINGS = 10_000


def read_table(text: str, *, form: Form, most: int) -> Read:
    """The lines of a table. Raises ``Unreadable`` for what is no table, or one of too many lines."""
    text = text.removeprefix("\ufeff")
    headings = Headings(form)
    try:
        return _read(text, headings, most)
    except csv.Error as error:
        raise Unreadable(fault("FILE_UNREADABLE", None, reason=str(error))) from None


def _read(text: str, headings: Headings, most: int) -> Read:
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text, headings), strict=True)
    names, problems = _names(next(rows, []), headings)
    columns = {name: number for number, name in enumerate(names, start=1) if name}
    lines: list[Line] = []
    before = rows.line_num
    for cells in rows:
        line, before = before + 1, rows.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(lines) == most:
            raise Unreadable(fault("FILE_TOO_LONG", None, most=most))
        if len(cells) != len(names):
            problems.append(LineProblem(line, None, fault("ROW_RAGGED", None, cells=len(cells), headings=len(names))))
        values, faults = _values(dict(zip(names, cells, strict=False)))
        lines.append(Line(line, values, columns))
        problems += [LineProblem(line, columns.get(name), problem) for name, problem in faults]
    return Read(lines, problems)


def _delimiter(text: str, headings: Headings) -> str:
    """That by which most headings are known."""
    first = text[:_LONGEST_HEADINGS].split("\n", 1)[0]
    return max(_DELIMITERS, key=lambda delimiter: sum(_is_known(cell, headings) for cell in first.split(delimiter)))


def _is_known(cell: str, headings: Headings) -> bool:
    spelling = cell.strip().strip('"')
    try:
        return plain(spelling) in _POSITION or bool(headings.name(spelling))
    except KeyError:
        return False


def _names(cells: Sequence[str], headings: Headings) -> tuple[list[str | None], list[LineProblem]]:
    names: list[str | None] = []
    problems: list[LineProblem] = []
    for column, cell in enumerate(cells, start=1):
        name, problem = _name(cell.strip(), headings)
        if name in names and name is not None:
            problem = fault("COLUMN_REPEATED", cell[:60])
        names.append(name)
        problems += [LineProblem(1, column, problem)] if problem else []
    return names, problems


def _name(cell: str, headings: Headings) -> tuple[str | None, Problem | None]:
    if plain(cell) in _POSITION:
        return _POSITION[plain(cell)], None
    try:
        return headings.name(cell), None
    except KeyError:
        return None, headings.unknown(cell)


def _values(cells: dict[str | None, str]) -> tuple[dict[str, object], list[tuple[str, Problem]]]:
    cells.pop(None, None)
    lat, lon, shape = (cells.pop(name, "").strip() or None for name in (LAT, LON, GEOMETRY))
    values: dict[str, object] = {str(name): cell for name, cell in cells.items()}
    problems: list[tuple[str, Problem]] = []
    for read in (_point(lat, lon), _wkt(shape)):
        for name, found in read:
            if isinstance(found, Problem):
                problems.append((name, found))
            elif GEOMETRY in values:
                problems.append((name, fault("COLUMN_REPEATED", GEOMETRY)))
            else:
                values[GEOMETRY] = found
    return values, problems


def _point(lat: str | None, lon: str | None) -> Iterator[tuple[str, object]]:
    if lat is None and lon is None:
        return
    degrees = [_degrees(lon), _degrees(lat)]
    if None in degrees:
        yield LAT if degrees[1] is None else LON, fault("POSITION_EXPECTED", LAT if degrees[1] is None else LON)
    else:
        yield GEOMETRY, {"type": "Point", "coordinates": degrees}


def _degrees(cell: str | None) -> float | None:
    """Decimal degrees, with a point or a comma; what is not finite is refused with the geometry."""
    try:
        return None if cell is None else float(cell.replace(",", "."))
    except ValueError:
        return None


def _wkt(cell: str | None) -> Iterator[tuple[str, object]]:
    if cell is None:
        return
    try:
        yield GEOMETRY, read_wkt(cell)
    except Unfit as unfit:
        yield GEOMETRY, unfit.problem(GEOMETRY)
