"""Knows how what is said of one resource is read field by field; everything wrong with it is told at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harbors.listings.files.lines import EXTERNAL_ID, GEOMETRY, ID, Line, LineProblem
from harbors.listings.forms import Form
from harbors.listings.kinds import ResourceKind
from harbors.listings.shapes import read_shape
from harbors.listings.values import Read, Unfit, label, reference

_LABEL = label(most=100)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is told of a resource, readable as far as there are no problems; ``resource`` is an id as it was given."""

    line: Line
    told: Mapping[str, object]
    resource: str | None
    external_id: str | None
    problems: Sequence[LineProblem]


@dataclass(frozen=True, slots=True)
class DraftedFile:
    """A file of resources of one kind, and what could not be read of it."""

    kind: ResourceKind
    drafts: Sequence[Draft]
    problems: Sequence[LineProblem]


def read_draft(line: Line, *, form: Form) -> Draft:
    """The values of a line in the form's own kinds."""
    readers: dict[str, Read] = {ID: reference, EXTERNAL_ID: _LABEL} | {field.name: field.read for field in form.fields}
    readers[GEOMETRY] = lambda given: None if given is None else read_shape(given, types=form.shapes)
    wires = {field.name: field.wire for field in form.fields} | {EXTERNAL_ID: "externalId"}
    told: dict[str, object] = {}
    problems: list[LineProblem] = []
    for name, value in line.values.items():
        try:
            told[name] = readers[name](value)
        except Unfit as unfit:
            problems.append(line.fault(unfit.problem(wires.get(name, name)), name=name))
    return Draft(line, told, _taken(told, ID), _taken(told, EXTERNAL_ID), problems)


def _taken(told: dict[str, object], name: str) -> str | None:
    value = told.pop(name, None)
    return None if value is None else str(value)
