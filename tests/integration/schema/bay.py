"""Knows a bay for tests of reading: small, with one of everything that a catalogue can hold, and with what is gone."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from uuid import UUID

from harbors.places.commands import load_catalogue
from harbors.places.kinds import Amenity, GeometrySource, Mooring, PlaceKind
from harbors.places.records import (
    Catalogue,
    HarborId,
    Listed,
    Pier,
    PierId,
    Place,
    PlaceId,
    WinterStorageAreaId,
    WinterStorageSection,
    WinterStorageSectionId,
)
from harbors.sql import Connection
from harbors.text import Translated
from tests.integration.schema import bay_sites as sites
from tests.integration.schema.bay_ground import FETCHED, at, days_ago, key, located, rectangle, source

LOADED = FETCHED + timedelta(days=1)
SUMMER = (datetime(2027, 6, 9, 21, tzinfo=UTC), datetime(2027, 9, 14, 21, tzinfo=UTC))

WIDTHS = (2500, 3000, None, 3500, 3000)
LENGTHS = (6000, 9000, 12_000, None)
DEPTHS = (None, 1500, 2500)
MASSES = (None, None, 4000, None, None, None, 9000)
MOORINGS = (Mooring.SINGLE_SLIP, Mooring.STERN_BUOY, None, Mooring.SINGLE_SLIP, Mooring.QUAYSIDE)
AMENITIES = (frozenset[Amenity](), frozenset({Amenity.WATER}), frozenset({Amenity.WATER, Amenity.MOORING}))
ACCESSIBLE = (None, True, False, None, None)


def berth(pier: Pier, number: str, index: int) -> Place:
    """The berth whose limits are those of its ``index``, so that all kinds of limits and gaps come together."""
    name = f"{pier.id}/{number}"
    gone = number == "gone"
    return Place(
        id=PlaceId(key("berth", name)),
        source=source("berth", name),
        kind=PlaceKind.BERTH,
        provider_id=sites.CLUB if pier.harbor_id == sites.AMINNE else sites.CITY,
        harbor_id=pier.harbor_id,
        pier_id=pier.id,
        number=number,
        width_mm=9000 if gone else WIDTHS[index % 5],
        length_mm=19_000 if gone else LENGTHS[index % 4],
        depth_mm=9000 if gone else DEPTHS[index % 3],
        max_mass_kg=MASSES[index % 7],
        mooring=Mooring.SEA_BUOY if gone else MOORINGS[index % 5],
        amenities=AMENITIES[index % 3],
        accessible=True if gone else ACCESSIBLE[index % 5],
        active=index % 6 != 5,
        invoiceable=index % 4 != 3,
        modified_at=days_ago(index // 4),
        located=located(rectangle(20 + index, 8, 20.5 + index, 9), GeometrySource.GENERATED),
    )


NUMBERS = ("1", "2", "10", "A9", "A10", "ä", "å", "z", "ö")
UNNAMED = Translated()
BERTHS = tuple(
    berth(pier, number, index)
    for index, (pier, number) in enumerate((pier, number) for pier in sites.PIERS[:3] for number in NUMBERS)
)
GONE_BERTHS = (
    berth(sites.PIERS[0], "gone", 40),
    berth(sites.PIERS[3], "gone", 41),
    berth(sites.PIERS[4], "1", 42),
    berth(sites.PIERS[5], "1", 43),
)


def place(
    kind: PlaceKind,
    number: str,
    *,
    harbor_id: HarborId | None = None,
    pier_id: PierId | None = None,
    area_id: WinterStorageAreaId | None = None,
    section_id: WinterStorageSectionId | None = None,
    name: Translated = UNNAMED,
    length_mm: int | None = None,
    units: int = 1,
) -> Place:
    named = f"{kind}/{harbor_id or area_id}/{section_id}/{number}"
    return Place(
        id=PlaceId(key("place", named)),
        source=source("place", named),
        kind=kind,
        provider_id=sites.CITY,
        harbor_id=harbor_id,
        pier_id=pier_id,
        area_id=area_id,
        section_id=section_id,
        number=number,
        name=name,
        width_mm=3500,
        length_mm=length_mm,
        units=units,
        modified_at=days_ago(1),
        located=located(at(len(named) / 3, 30)),
    )


def box_of(section: WinterStorageSection, number: str) -> Place:
    return place(
        PlaceKind.WINTER_STORAGE_PLACE, number, area_id=section.area_id, section_id=section.id, length_mm=10_000
    )


GUEST = place(
    PlaceKind.GUEST_MOORING, "V1", harbor_id=sites.ANGSHOLM, pier_id=sites.A9, name=Translated(fi="Vieras", sv="Gäst")
)
LONE_GUEST = place(PlaceKind.GUEST_MOORING, "V10", harbor_id=sites.AMINNE)
QUAY = place(PlaceKind.QUAY, "K", harbor_id=sites.ANGSHOLM, name=Translated(sv="Kajen"), length_mm=80_000, units=80)
LONE_QUAY = place(PlaceKind.QUAY, "K2", units=20)
UNMARKED = place(PlaceKind.UNMARKED_WINTER_STORAGE, "U", area_id=sites.FIELD, units=40)
BOXES = tuple(box_of(section, number) for section in sites.SECTIONS[:3] for number in ("1", "2", "12"))
GONE_PLACES = (
    *GONE_BERTHS,
    place(PlaceKind.GUEST_MOORING, "gone", harbor_id=sites.ANGSHOLM, pier_id=sites.A9),
    place(PlaceKind.QUAY, "gone", harbor_id=sites.ANGSHOLM, length_mm=990_000),
    place(PlaceKind.UNMARKED_WINTER_STORAGE, "gone", area_id=sites.FIELD, units=990),
    box_of(sites.SECTIONS[0], "gone"),
    box_of(sites.SECTIONS[3], "1"),
)

BEFORE = Catalogue(
    providers=sites.PROVIDERS,
    boat_types=sites.BOAT_TYPES,
    harbors=sites.HARBORS,
    piers=sites.PIERS,
    winter_storage_areas=sites.AREAS,
    winter_storage_sections=sites.SECTIONS,
    places=(*BERTHS, GUEST, LONE_GUEST, QUAY, LONE_QUAY, UNMARKED, *BOXES, *GONE_PLACES),
    services=sites.SERVICES,
    ferry_stops=sites.STOPS,
    ferry_routes=sites.ROUTES,
)
"""What was published first; the last of everything, and ``GONE_PLACES``, are not in what was published next."""

BAY = Catalogue(
    providers=sites.PROVIDERS[:-1],
    boat_types=sites.BOAT_TYPES[:-1],
    harbors=sites.HARBORS[:-1],
    piers=sites.PIERS[:-2],
    winter_storage_areas=sites.AREAS[:-1],
    winter_storage_sections=sites.SECTIONS[:-1],
    places=BEFORE.places[: -len(GONE_PLACES)],
    services=sites.SERVICES[:-1],
    ferry_stops=sites.STOPS[:-1],
    ferry_routes=sites.ROUTES[:-1],
)
"""What anybody may see."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What takes units of a place in a period."""

    place_id: PlaceId
    start: datetime
    end: datetime
    units: tuple[int, int] = (0, 1)
    state: str = "HOLDING"


_START, _END = SUMMER
_JULY, _AUGUST = datetime(2027, 7, 1, tzinfo=UTC), datetime(2027, 8, 1, tzinfo=UTC)
TAKEN = (
    Taken(BERTHS[0].id, _START, _END),
    Taken(BERTHS[1].id, _JULY, _AUGUST),
    Taken(BERTHS[3].id, _JULY, _AUGUST, state="ENDED"),
    Taken(BERTHS[4].id, _START - timedelta(days=90), _START),
    Taken(BERTHS[10].id, _AUGUST, _END + timedelta(days=90)),
    Taken(QUAY.id, _START, _END, (0, 30)),
    Taken(QUAY.id, _JULY, _AUGUST, (30, 80)),
    Taken(LONE_QUAY.id, _JULY, _AUGUST, (0, 19)),
    Taken(UNMARKED.id, _JULY, _AUGUST, (0, 40)),
)

TAKE = """
    INSERT INTO occupancies (place_id, period, span, kind, state, created_at)
    VALUES ($1, tstzrange($2, $3), int4range($4, $5), 'AWARD', $6, $2)
"""


CUT_FROM = {sites.SECTIONS[1].id: UNMARKED.id}
"""Sections of lots, and the ground that staff cut into them."""
MEASURE = "UPDATE places SET ground_m2 = 1000 WHERE id = $1"
CUT = "UPDATE winter_storage_sections SET cut_from = $2 WHERE id = $1"


def listed(catalogue: Catalogue) -> list[Listed]:
    """All records of a catalogue."""
    return [record for field in fields(catalogue) for record in getattr(catalogue, field.name)]


def gone() -> set[UUID]:
    """The ids of what was published first and is no longer."""
    return {record.id for record in listed(BEFORE)} - {record.id for record in listed(BAY)}


async def cut_ground(connection: Connection) -> None:
    """Some sections are cut from ground that staff measured."""
    for section_id, ground_id in CUT_FROM.items():
        await connection.execute(MEASURE, ground_id)
        await connection.execute(CUT, section_id, ground_id)


async def build(connection: Connection) -> None:
    """Bring the bay into a database: everything, then what is left of it; the boat type that is gone keeps a link."""
    await load_catalogue(connection, BEFORE, now=LOADED - timedelta(days=1))
    await load_catalogue(connection, BAY, now=LOADED)
    await cut_ground(connection)
    for taken in TAKEN:
        await connection.execute(TAKE, taken.place_id, taken.start, taken.end, *taken.units, taken.state)
