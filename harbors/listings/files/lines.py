"""Knows what a file says of one resource, by the names of its form, before any of it is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from harbors.errors import Problem
from harbors.listings.faults import fault
from harbors.listings.fields import Field
from harbors.listings.forms import Form

ID = "id"
EXTERNAL_ID = "external_id"
GEOMETRY = "geometry"

_OWN_HEADINGS = {
    "id": ID,
    "externalid": EXTERNAL_ID,
    "ulkoinentunniste": EXTERNAL_ID,
    "externid": EXTERNAL_ID,
    "geometry": GEOMETRY,
    "wkt": GEOMETRY,
}
_READ_ONLY = frozenset(
    {"typename", "createdat", "modifiedat", "source", "centroid", "bbox", "publicid", "aream2", "distancem"}
)
"""What the API tells and nobody can list: a file that came out of the API goes in again as it is."""


@dataclass(frozen=True, slots=True)
class LineProblem:
    """A fault and where it is: ``line`` of a CSV file (the headings are line 1), or the index of a feature from 0.

    ``column`` counts cells from 1; GeoJSON has none. A fault of the file as a whole has neither.
    """

    line: int | None
    column: int | None
    problem: Problem


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of one resource; ``columns`` leads from a name to the cell that it came from."""

    line: int
    values: Mapping[str, object]
    columns: Mapping[str, int] = field(default_factory=dict)

    def fault(self, problem: Problem, *, name: str | None) -> LineProblem:
        return LineProblem(self.line, self.columns.get(name or ""), problem)


@dataclass(frozen=True, slots=True)
class Read:
    """The lines of a file, and all that could not be read."""

    lines: Sequence[Line]
    problems: Sequence[LineProblem]


class Unreadable(Exception):
    """A file of which nothing can be read, and where that shows."""

    def __init__(self, problem: Problem, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(problem.code)
        self.problem = LineProblem(line, column, problem)


class Headings:
    """Which field of a form each spelling stands for: its name in the API or here, or an alias, in small letters."""

    def __init__(self, form: Form) -> None:
        self._names = dict(_OWN_HEADINGS)
        for one in form.fields:
            self._names |= dict.fromkeys(map(plain, _spellings(one)), one.name)
        self.known = ", ".join(("id", "externalId", "geometry", *(one.wire for one in form.fields)))

    def name(self, spelling: str) -> str | None:
        """The name of the field; ``None`` for what is told and not listed. Raises ``KeyError``."""
        return None if plain(spelling) in _READ_ONLY else self._names[plain(spelling)]

    def unknown(self, spelling: str) -> Problem:
        return fault("COLUMN_UNKNOWN", spelling[:60], known=self.known)


def plain(spelling: str) -> str:
    """Without capitals and separators: ``Width mm``, ``width_mm`` and ``widthMm`` are one."""
    return spelling[:200].casefold().replace("_", "").replace(" ", "").replace("-", "")


def _spellings(one: Field) -> tuple[str, ...]:
    return (one.name, one.wire, *one.headings)
