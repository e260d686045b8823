"""Knows what the texts and measures of a boat may be, wherever a boat is told of."""

import re
from collections.abc import Iterator
from typing import Protocol

from harbors.boats.refusals import boat_fault
from harbors.errors import Problem
from harbors.forms import TextField

LENGTHS_MM = range(2_000, 24_001)
BEAMS_MM = range(500, 12_001)
DRAUGHTS_MM = range(6_001)
MASSES_KG = range(10, 200_001)

_REGISTRATION = re.compile(r"[^\W_]([^\W_]|[ -]){0,18}[^\W_]")

REGISTRATION = TextField(longest=20, shape=_REGISTRATION, fault="REGISTRATION_SHAPE", words=boat_fault)
BOAT_NAME = TextField(longest=100)


class Measured(Protocol):
    """Anything that has a boat's measures, in millimetres and kilograms."""

    @property
    def beam_mm(self) -> int: ...
    @property
    def length_mm(self) -> int: ...
    @property
    def draught_mm(self) -> int | None: ...
    @property
    def mass_kg(self) -> int | None: ...


def size_problems(boat: Measured) -> Iterator[Problem]:
    """What cannot be about the measures that every form asks for."""
    yield from measure_problems(boat.beam_mm, BEAMS_MM, "BEAM_RANGE", field="boat.beamMm")
    yield from measure_problems(boat.length_mm, LENGTHS_MM, "LENGTH_RANGE", field="boat.lengthMm")
    if boat.length_mm < boat.beam_mm:
        yield boat_fault("BEAM_EXCEEDS_LENGTH", field="boat.beamMm")
    yield from measure_problems(boat.draught_mm, DRAUGHTS_MM, "DRAUGHT_RANGE", field="boat.draughtMm")
    yield from measure_problems(boat.mass_kg, MASSES_KG, "MASS_RANGE", field="boat.massKg")


def measure_problems(value: int | None, allowed: range, code: str, *, field: str) -> Iterator[Problem]:
    """A measure that is given has to lie in its range."""
    if value is not None and value not in allowed:
        yield boat_fault(code, field=field)
