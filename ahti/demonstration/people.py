"""Knows invented people: a home, a name and the language that goes with it, an address for mail that nobody reads."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from shapely import Point

from ahti.demonstration import written
from ahti.demonstration.lots import Lots
from geo.projection import to_metres
from harbors.applications.records import Applicant
from harbors.text import Language

ADDRESS_WITHHELD = 0.02
"""The share of people whose address is not disclosed to anybody."""


@dataclass(frozen=True, slots=True)
class Home:
    """A district and its middle, in metres of ETRS-TM35FIN."""

    municipality: str
    zip_code: str
    where: Point
    weight: float


@dataclass(frozen=True, slots=True)
class Tongue:
    """People who share a language at home."""

    share: int
    writes: Language
    firsts: tuple[str, ...]
    lasts: tuple[str, ...]


@cache
def homes() -> tuple[Home, ...]:
    """The districts, with as much weight as people there apply."""
    return tuple(
        Home(name, zip_code, to_metres(Point(longitude, latitude)), town["share"] * people / _people(town))
        for name, town in written.people()["municipalities"].items()
        for zip_code, longitude, latitude, people in town["homes"]
    )


def home_of(lots: Lots) -> Home:
    return homes()[lots.weighed("home", [home.weight for home in homes()])]


def applicant_of(lots: Lots, home: Home) -> Applicant:
    tongue = _tongues()[lots.weighed("tongue", [tongue.share for tongue in _tongues()])]
    first, last = lots.one_of("first name", tongue.firsts), lots.one_of("last name", tongue.lasts)
    withheld = lots.happens("address withheld", ADDRESS_WITHHELD)
    return Applicant(
        first_name=first,
        last_name=last,
        email=f"{_plain(first)}.{_plain(last)}.{lots.number}@example.org",
        municipality=home.municipality,
        address=None if withheld else _address(lots),
        zip_code=None if withheld else home.zip_code,
        language=tongue.writes,
    )


def _people(town: written.Municipality) -> float:
    return sum(people for *_, people in town["homes"])


def _address(lots: Lots) -> str:
    street = lots.one_of("street", written.people()["streets"].split())
    return f"{street} {1 + int(lots.part('house') * 60)}"


@cache
def _tongues() -> tuple[Tongue, ...]:
    return tuple(
        Tongue(it["share"], Language(it["writes"]), tuple(it["first"].split()), tuple(it["last"].split()))
        for it in written.people()["tongues"].values()
    )


def _plain(name: str) -> str:
    """The name in the letters that every mail address may have."""
    return unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
