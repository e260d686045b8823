"""Knows the words for what a record of a catalogue cannot be."""

from collections.abc import Mapping

from harbors.errors import Problem
from harbors.places.records import Listed
from harbors.text import Translated

_FAULTS: Mapping[str, tuple[str, str, str]] = {
    "RECORD_REPEATED": ("on luettelossa kahdesti.", "finns två gånger i katalogen.", "is in the catalogue twice."),
    "NAME_MISSING": ("nimi puuttuu.", "namnet saknas.", "has no name in any language."),
    "OUT_OF_RANGE": ("arvo ei ole mahdollinen.", "värdet är inte möjligt.", "is out of range."),
    "REFERENCE_UNKNOWN": ("kohdetta ei ole.", "det som anges finns inte.", "names something that does not exist."),
    "LINK_WRONG": ("ei sovi paikan lajiin.", "passar inte platsens art.", "does not suit the kind of place."),
    "LINK_TORN": ("kuuluu muualle.", "hör till något annat.", "belongs to another harbor or area."),
    "DEPTH_ON_LAND": ("maalla ei ole syvyyttä.", "på land finns inget djup.", "is told of a place on land."),
    "GEOMETRY_WRONG": ("muoto ei kelpaa.", "formen duger inte.", "cannot be kept."),
}


def fault(code: str, relation: str, record: Listed, field: str) -> Problem:
    """Something in one field of a record that cannot be."""
    what = f"{relation}[{record.source.id}].{field}"
    fi, sv, en = _FAULTS[code]
    return Problem(code, what, Translated(fi=f"{what}: {fi}", sv=f"{what}: {sv}", en=f"{what}: {en}"))
