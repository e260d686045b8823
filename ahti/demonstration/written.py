"""Knows the shape of the hand-written data beside this module, and how it is read."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import NotRequired, TypedDict, cast

Spot = tuple[float, float]
"""Longitude and latitude, written as a list of two."""


class Texts(TypedDict, total=False):
    """One text in up to three languages."""

    fi: str
    sv: str
    en: str


class Provider(TypedDict):
    """Somebody who lists resources."""

    kind: str
    name: Texts
    mail: str
    web: NotRequired[str]


class BoatType(TypedDict):
    """A type of boat and what its boats measure."""

    name: Texts
    share: int
    length: tuple[float, float, float]
    beam: tuple[float, float]
    draught: tuple[float, float]
    mass: float
    registered: float


class Profile(TypedDict):
    """A mix of berths; a size is width and length in metres, parts of the whole, and tonnes where there is a limit."""

    mooring: str
    sizes: list[tuple[float, ...]]
    suits: list[str]


class Pier(TypedDict):
    """A pier: how many berths and guest moorings of which profile, from the shore outward."""

    id: str
    tier: NotRequired[int]
    berths: NotRequired[Mapping[str, int]]
    guests: NotRequired[Mapping[str, int]]
    accessible: NotRequired[int]
    closed: NotRequired[list[int]]
    have: NotRequired[list[str]]


class Site(TypedDict):
    """What harbors and winter storage areas share."""

    name: Texts
    street: NotRequired[Texts]
    zip: str
    region: str
    provider: str
    at: Spot
    availability: NotRequired[str]


class Harbor(Site):
    """A harbor with its piers; ``depth`` in metres at the shore and at the head of a pier."""

    seaward: float
    depth: tuple[float, float]
    amenities: NotRequired[list[str]]
    piers_have: list[str]
    services: NotRequired[list[str]]
    piers: list[Pier]


class Service(TypedDict):
    """What a kind of service is called, and where in a harbor it stands."""

    name: Texts
    at: str
    metres: float


class Area(Site):
    """Winter storage: sections of (places, width, length) in metres, or unmarked with ``room`` for so many boats."""

    have: NotRequired[list[str]]
    sections: NotRequired[Mapping[str, tuple[int, float, float]]]
    room: NotRequired[int]


class Quay(TypedDict):
    """A quay between two spots."""

    name: Texts
    provider: str
    harbor: NotRequired[str]
    depth: float
    ends: tuple[Spot, Spot]
    have: list[str]


class Stop(TypedDict):
    """A pier where ferries call."""

    name: Texts
    at: Spot
    harbor: NotRequired[str]
    accessible: NotRequired[bool]


class Route(TypedDict):
    """A ferry line: names of stops, and waypoints between them."""

    operator: str
    voyage: list[str | Spot]
    bicycles: NotRequired[bool]
    dogs: NotRequired[bool]
    accessible: NotRequired[bool]


class Ferries(TypedDict):
    """Stops and lines."""

    stops: Mapping[str, Stop]
    routes: Mapping[str, Route]


class Tongue(TypedDict):
    """Names of people who share a language at home, spaces between; and the language they write to a city in."""

    share: int
    writes: str
    first: str
    last: str


class Municipality(TypedDict):
    """Where people live: (postal code, longitude, latitude, thousands of people)."""

    share: int
    homes: list[tuple[str, float, float, float]]


class People(TypedDict):
    """Names and homes; streets and boats are names with spaces between."""

    streets: str
    boats: str
    tongues: Mapping[str, Tongue]
    municipalities: Mapping[str, Municipality]


def providers() -> Mapping[str, Provider]:
    return cast(Mapping[str, Provider], _read("providers"))


def boat_types() -> Mapping[str, BoatType]:
    return cast(Mapping[str, BoatType], _read("boats"))


def profiles() -> Mapping[str, Profile]:
    return cast(Mapping[str, Profile], _read("profiles"))


def harbors() -> Mapping[str, Harbor]:
    return cast(Mapping[str, Harbor], _read("harbors"))


def services() -> Mapping[str, Service]:
    return cast(Mapping[str, Service], _read("services"))


def areas() -> Mapping[str, Area]:
    return cast(Mapping[str, Area], _read("winter"))


def quays() -> Mapping[str, Quay]:
    return cast(Mapping[str, Quay], _read("quays"))


def ferries() -> Ferries:
    return cast(Ferries, _read("ferries"))


def people() -> People:
    return cast(People, _read("people"))


@cache
def _read(name: str) -> object:
    return loads((files(__package__) / "data" / f"{name}.toml").read_text("utf-8"))
