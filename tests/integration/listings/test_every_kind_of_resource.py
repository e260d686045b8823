"""Every kind of resource is listed, named by what people call it, changed and retired, in the order of their needs."""

from collections.abc import Mapping
from typing import Any

import pytest

from harbors.listings.commands import retire_resource
from harbors.listings.forms import FORMS
from harbors.listings.kinds import FileFormat, ListingState, ResourceKind
from harbors.listings.reads import load_register
from harbors.listings.records import Report
from tests import harbor_town as at
from tests.listed_town import HANDLER, NOW, Listed, collection, feature

POINT = {"type": "Point", "coordinates": [24.95, 60.15]}
LINE = {"type": "LineString", "coordinates": [[24.95, 60.15], [24.96, 60.16]]}
# Each names those before it as their provider would.
RESOURCES: Mapping[ResourceKind, dict[str, object]] = {
    ResourceKind.HARBOR: feature(POINT, nameFi="Uusi satama", nameSv="Nya hamnen", availability="PLENTY"),
    ResourceKind.PIER: feature(LINE, harbor="uusi satama", identifier="A", suitableBoatTypes=["motor", "Sail"]),
    ResourceKind.BERTH: feature(POINT, harbor="Nya hamnen", pier="a", number=1, widthMm=3_000, mooring="STERN_BUOY"),
    ResourceKind.GUEST_MOORING: feature(POINT, harbor="Uusi satama", pier="A", number="V1", maxMassKg=8_000),
    ResourceKind.QUAY: feature(LINE, number="Q", bookableMetres=40, lengthMm=40_000),
    ResourceKind.WINTER_STORAGE_AREA: feature(POINT, nameEn="Yard", zipCode="00100"),
    ResourceKind.WINTER_STORAGE_SECTION: feature(POINT, area="yard", identifier="X", amenities=["WATER"]),
    ResourceKind.WINTER_STORAGE_PLACE: feature(POINT, section="X", number="7", widthMm=3_500, lengthMm=10_000),
    ResourceKind.UNMARKED_WINTER_STORAGE: feature(POINT, area="Yard", number="U", capacity=120),
    ResourceKind.SERVICE: feature(POINT, kind="SAUNA", harbor="Uusi satama", nameFi="Sauna", phone="+358 9 123456"),
    ResourceKind.FERRY_STOP: feature(POINT, code="UUSI", nameFi="Uusi laituri"),
    ResourceKind.FERRY_ROUTE: feature(LINE, code="1", nameFi="Linja", stops=["UUSI", "Uusi laituri"], dogsAllowed=True),
}


async def bring(listed: Listed, kind: ResourceKind, one: dict[str, object]) -> Report:
    return await listed.bring(collection(one), by=HANDLER, to=at.CITY, kind=kind)


@pytest.fixture
async def whole(listed: Listed) -> Listed:
    """The city with one more of everything."""
    for kind, one in RESOURCES.items():
        assert await bring(listed, kind, one) != Report()
    return listed


def test_the_kinds_are_all_there() -> None:
    assert list(RESOURCES) == list(ResourceKind)


async def test_every_kind_is_published_and_the_same_again_changes_nothing(whole: Listed) -> None:
    for kind, one in RESOURCES.items():
        assert (kind, await bring(whole, kind, one)) == (kind, Report(unchanged=1))


async def test_what_is_named_is_what_was_meant(whole: Listed) -> None:
    (row,) = await whole.published("""
        SELECT harbor.name_fi, pier.identifier, berth.mooring, guest.number,
               ARRAY(SELECT name_fi FROM pier_boat_types JOIN boat_types AS type ON type.id = boat_type_id
                     WHERE pier_id = pier.id ORDER BY 1) AS suits
        FROM piers AS pier
        JOIN harbors AS harbor ON harbor.id = pier.harbor_id
        JOIN places AS berth ON berth.pier_id = pier.id AND berth.kind = 'BERTH'
        JOIN places AS guest ON guest.pier_id = pier.id AND guest.kind = 'GUEST_MOORING'
    """)
    assert tuple(row.values()) == ("Uusi satama", "A", "STERN_BUOY", "V1", ["motor", "sail"])
    (row,) = await whole.published("""
        SELECT area.name_en, place.number, unmarked.units
        FROM winter_storage_areas AS area
        JOIN places AS place ON place.area_id = area.id AND place.section_id IS NOT NULL
        JOIN places AS unmarked ON unmarked.area_id = area.id AND unmarked.kind = 'UNMARKED_WINTER_STORAGE'
    """)
    assert tuple(row.values()) == ("Yard", "7", 120)
    (row,) = await whole.published("""
        SELECT route.code, route.operator_id, stop.provider_id, count(*) AS calls
        FROM ferry_routes AS route
        JOIN ferry_route_stops ON route_id = route.id
        JOIN ferry_stops AS stop ON stop.id = stop_id
        GROUP BY route.code, route.operator_id, stop.provider_id
    """)
    assert tuple(row.values()) == ("1", at.CITY, at.CITY, 2)


@pytest.mark.parametrize("kind", list(ResourceKind))
async def test_every_kind_is_changed_and_retired_and_comes_back(whole: Listed, kind: ResourceKind) -> None:
    one: Any = RESOURCES[kind]
    properties = one["properties"] | {"isActive": False}
    assert (await bring(whole, kind, one | {"properties": properties})).changed == 1
    form = FORMS[kind]
    async with whole.acting(HANDLER) as connection:
        things = (await load_register(connection, at.CITY, form=form)).things.values()
        (thing,) = [thing for thing in things if not thing.content["is_active"] and _is_new(thing.content)]
        listing = await retire_resource(
            connection, thing.id, provider_id=at.CITY, by=HANDLER, now=NOW, chance=whole.chance
        )
    assert (listing.kind, listing.state) == (kind, ListingState.PUBLISHED)
    async with whole.acting(HANDLER) as connection:
        assert thing.id not in (await load_register(connection, at.CITY, form=form)).things
    assert (await bring(whole, kind, one)).created == 1


def _is_new(content: Mapping[str, object]) -> bool:
    """Whether it is none of the town's own, which say otherwise in each language what is out of use."""
    return content.get("name_fi") != "closed" and content.get("number") not in ("2", "3")


async def test_a_table_lists_what_is_no_point(listed: Listed) -> None:
    table = 'harbor,identifier,wkt\nnorth,Z,"LINESTRING (24.95 60.15, 24.951 60.151)"\n'
    report = await listed.bring(table, by=HANDLER, to=at.CITY, kind=ResourceKind.PIER, format=FileFormat.CSV)
    assert (report.created, report.problems) == (1, ())
