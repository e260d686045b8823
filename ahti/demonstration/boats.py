"""Knows invented boats: a type, and dimensions that go together as they do on the water."""

from functools import cache

from ahti.demonstration import written
from ahti.demonstration.listed import key_of
from ahti.demonstration.lots import Lots
from harbors.applications.records import Boat
from harbors.boats.registration import REGISTERED_FROM_MM
from harbors.places.records import BoatTypeId

NOT_BOUGHT_YET = 0.06
NAMED = 0.3
MASS_UNKNOWN = 0.1


def boat_of(lots: Lots) -> Boat:
    type_id, kind = _types()[lots.weighed("boat type", [kind["share"] for _, kind in _types()])]
    length = lots.about("length", *kind["length"])
    length_mm, estimated = _rounded(length * 1000, 10), lots.happens("not bought yet", NOT_BOUGHT_YET)
    return Boat(
        beam_mm=_rounded(_grown(kind["beam"], length) * lots.between("beam", 950, 1050), 10),
        length_mm=length_mm,
        draught_mm=_rounded(_grown(kind["draught"], length) * lots.between("draught", 850, 1150), 10),
        mass_kg=None if lots.happens("mass unknown", MASS_UNKNOWN) else _mass(kind, length, lots),
        type_id=type_id,
        registration=None if estimated else _registration(kind, length_mm, lots),
        name=None if estimated else _name(lots),
        estimated=estimated,
    )


def _grown(line: tuple[float, float], length: float) -> float:
    """Metres that grow with the length: so many per metre, plus so many."""
    return line[0] * length + line[1]


def _mass(kind: written.BoatType, length: float, lots: Lots) -> int:
    return _rounded(kind["mass"] * length * length * length * lots.between("mass", 0.85, 1.15), 10)


def _registration(kind: written.BoatType, length_mm: int, lots: Lots) -> str | None:
    strong_engine = lots.happens("strong engine", kind["registered"])
    return f"X{lots.number:05}" if length_mm >= REGISTERED_FROM_MM or strong_engine else None


def _name(lots: Lots) -> str | None:
    return lots.one_of("boat name", written.people()["boats"].split()) if lots.happens("named", NAMED) else None


def _rounded(amount: float, step: int) -> int:
    return round(amount / step) * step


@cache
def _types() -> tuple[tuple[BoatTypeId, written.BoatType], ...]:
    return tuple((BoatTypeId(key_of("boat_type", key)), kind) for key, kind in written.boat_types().items())
