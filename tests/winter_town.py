"""Knows the winter storage of the town: two areas with marked places, a meadow without marks, and a round for a winter.

The east has two sections: A with three places of 3 m by 8 m, B with two of 4 m by 12 m; the west has A with two.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from harbors.applications.records import Choice, ChoiceKind
from harbors.leases.commands import record_lease
from harbors.leases.records import Draft, Lease, LeasedBoat, Tenant
from harbors.places.commands import load_catalogue
from harbors.places.fit import FitRules, Margins
from harbors.places.kinds import PlaceKind
from harbors.places.records import (
    Catalogue,
    Place,
    PlaceId,
    ProviderId,
    Source,
    WinterStorageArea,
    WinterStorageAreaId,
    WinterStorageSection,
    WinterStorageSectionId,
)
from harbors.rounds.commands import create_round
from harbors.rounds.records import Round, RoundId, RoundKind, Season
from harbors.sql import Connection
from harbors.text import Translated
from tests import harbor_town as at
from tests.signed_in import CHANCE

AUTUMN = datetime(2026, 10, 1, 9, tzinfo=UTC)
LAST_WINTER = Season(starts=date(2026, 9, 15), ends=date(2027, 6, 10))
WINTER = Season(starts=date(2027, 9, 15), ends=date(2028, 6, 10))
# Midnight in Helsinki, where clocks are three hours ahead in September and in June.
BEGINS, ENDS = datetime(2027, 9, 14, 21, tzinfo=UTC), datetime(2028, 6, 10, 21, tzinfo=UTC)
GROUND_UNITS = 40


def area(name: str) -> WinterStorageAreaId:
    return WinterStorageAreaId(at.key("winter_storage_area", name))


def section(name: str, identifier: str) -> WinterStorageSectionId:
    return WinterStorageSectionId(at.key("winter_storage_section", name, identifier))


def place(name: str, identifier: str, number: int) -> PlaceId:
    return PlaceId(at.key("winter_storage_place", name, identifier, number))


def ground(name: str) -> PlaceId:
    return PlaceId(at.key("unmarked_winter_storage", name))


EAST, WEST, MEADOW = area("east"), area("west"), area("meadow")
GROUND = ground("meadow")


def area_of(id: WinterStorageAreaId) -> Choice:
    return Choice(ChoiceKind.AREA, id)


def section_of(id: UUID) -> Choice:
    return Choice(ChoiceKind.SECTION, id)


def place_of(id: UUID) -> Choice:
    return Choice(ChoiceKind.STORAGE_PLACE, id)


@dataclass(frozen=True, slots=True)
class Row:
    """So many marked places of one size in a section."""

    area: str
    section: str
    places: int
    width_mm: int = 3_000
    length_mm: int = 8_000


ROWS = (Row("east", "A", 3), Row("east", "B", 2, width_mm=4_000, length_mm=12_000), Row("west", "A", 2))

A_ROUND = replace(
    at.A_ROUND,
    id=RoundId(at.key("round", "winter-2027")),
    code="winter-2027",
    name=Translated(fi="Talvisäilytys 2027", sv="Vinterförvaring 2027", en="Winter storage 2027"),
    kind=RoundKind.WINTER_STORAGE,
    season=WINTER,
    rules=replace(at.A_ROUND.rules, moorings={}, fit=FitRules(margins=Margins(beam_mm=300, length_mm=500))),
)


async def build(connection: Connection, *, a_round: Round = A_ROUND) -> None:
    """Bring the areas and the round into the town."""
    await load_catalogue(connection, catalogue(), now=at.OPENS)
    await create_round(connection, a_round, now=at.OPENS)


async def let(connection: Connection, place_id: PlaceId, tenant: Tenant, *, boat: LeasedBoat | None = None) -> Lease:
    """Last winter's lease of a place of the city's, as its clerk recorded it."""
    boat = boat or LeasedBoat(beam_mm=2_100, length_mm=5_400)
    wanted = Draft(place_id=place_id, season=LAST_WINTER, tenant=tenant, boat=boat)
    return await record_lease(connection, wanted, provider_id=at.CITY, now=AUTUMN, chance=CHANCE)


def catalogue() -> Catalogue:
    """The areas alone: the city is in the town."""
    return Catalogue(
        winter_storage_areas=tuple(_area(name) for name in ("east", "west", "meadow")),
        winter_storage_sections=tuple(
            WinterStorageSection(
                id=section(row.area, row.section),
                source=_source("winter_storage_section", row.area, row.section),
                area_id=area(row.area),
                identifier=row.section,
                located=at.LOCATED,
            )
            for row in ROWS
        ),
        places=(*(one for row in ROWS for one in _marked(row)), _ground()),
    )


def clubs_yard() -> Catalogue:
    """Unmarked ground of the club's."""
    return Catalogue(
        winter_storage_areas=(_area("yard", provider_id=at.CLUB),), places=(_ground("yard", provider_id=at.CLUB),)
    )


def _source(kind: str, *names: object) -> Source:
    return Source(system="town", type=kind, id="/".join(map(str, names)), licence="CC0-1.0")


def _area(name: str, *, provider_id: ProviderId = at.CITY) -> WinterStorageArea:
    return WinterStorageArea(
        id=area(name),
        source=_source("winter_storage_area", name),
        provider_id=provider_id,
        name=at.text(name.capitalize()),
        located=at.LOCATED,
    )


def _marked(row: Row) -> Iterator[Place]:
    for number in range(1, row.places + 1):
        yield Place(
            id=place(row.area, row.section, number),
            source=_source("winter_storage_place", row.area, row.section, number),
            kind=PlaceKind.WINTER_STORAGE_PLACE,
            provider_id=at.CITY,
            area_id=area(row.area),
            section_id=section(row.area, row.section),
            number=str(number),
            width_mm=row.width_mm,
            length_mm=row.length_mm,
            located=at.LOCATED,
        )


def _ground(name: str = "meadow", *, provider_id: ProviderId = at.CITY) -> Place:
    return Place(
        id=ground(name),
        source=_source("unmarked_winter_storage", name),
        kind=PlaceKind.UNMARKED_WINTER_STORAGE,
        provider_id=provider_id,
        area_id=area(name),
        number="-",
        units=GROUND_UNITS,
        located=at.LOCATED,
    )
