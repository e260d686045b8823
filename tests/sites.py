"""Knows single records of a catalogue, as little of each as is needed."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from shapely import Point

from harbors.places.ids import id_of
from harbors.places.kinds import GeometrySource, PlaceKind, ProviderKind, ServiceKind
from harbors.places.records import (
    BoatType,
    BoatTypeId,
    Catalogue,
    FerryRoute,
    FerryRouteId,
    FerryStop,
    FerryStopId,
    Harbor,
    HarborId,
    Located,
    Pier,
    PierId,
    Place,
    PlaceId,
    Provider,
    ProviderId,
    Service,
    ServiceId,
    Source,
    WinterStorageArea,
    WinterStorageAreaId,
    WinterStorageSection,
    WinterStorageSectionId,
)
from harbors.text import Translated

LOCATED = Located(Point(24.95, 60.15), GeometrySource.IMPORTED)


def source(kind: str, name: str = "1") -> Source:
    return Source(system="test", type=kind, id=name, licence="CC0-1.0")


def key(kind: str, name: str = "1") -> UUID:
    return id_of(source(kind, name))


def text(words: str) -> Translated:
    return Translated(fi=words)


CITY = Provider(
    id=ProviderId(key("provider")), source=source("provider"), kind=ProviderKind.CITY, name=text("Kaupunki")
)
DINGHY = BoatType(id=BoatTypeId(key("boattype")), source=source("boattype"), name=text("Jolla"))
HARBOR = Harbor(
    id=HarborId(key("harbor")), source=source("harbor"), provider_id=CITY.id, name=text("Satama"), located=LOCATED
)
PIER = Pier(
    id=PierId(key("pier")),
    source=source("pier"),
    harbor_id=HARBOR.id,
    identifier="A",
    price_tier=1,
    suitable_boat_types=(DINGHY.id,),
    located=LOCATED,
)
AREA = WinterStorageArea(
    id=WinterStorageAreaId(key("area")), source=source("area"), provider_id=CITY.id, name=text("Alue"), located=LOCATED
)
SECTION = WinterStorageSection(
    id=WinterStorageSectionId(key("section")),
    source=source("section"),
    area_id=AREA.id,
    identifier="A",
    located=LOCATED,
)
SAUNA = Service(
    id=ServiceId(key("service")),
    source=source("service"),
    kind=ServiceKind.SAUNA,
    provider_id=CITY.id,
    name=text("Sauna"),
    located=LOCATED,
)
STOP = FerryStop(id=FerryStopId(key("stop")), source=source("stop"), name=text("Laituri"), located=LOCATED)
ROUTE = FerryRoute(
    id=FerryRouteId(key("route")),
    source=source("route"),
    operator_id=CITY.id,
    name=text("Reitti"),
    code="19",
    stops=(STOP.id,),
    located=LOCATED,
)


def a_place(kind: PlaceKind, number: str = "1", **values: Any) -> Place:
    """A place of a kind, with nothing said about it but what is given."""
    return replace(
        Place(
            id=PlaceId(key("place", number)),
            source=source("place", number),
            kind=kind,
            provider_id=CITY.id,
            number=number,
            located=LOCATED,
        ),
        **values,
    )


def a_berth(number: str = "1", **values: Any) -> Place:
    """A berth at the pier."""
    return a_place(PlaceKind.BERTH, number, harbor_id=HARBOR.id, pier_id=PIER.id, **values)


def catalogue(**values: Any) -> Catalogue:
    """One record of each kind, two berths; what is given stands instead."""
    one_of_each = Catalogue(
        providers=(CITY,),
        boat_types=(DINGHY,),
        harbors=(HARBOR,),
        piers=(PIER,),
        winter_storage_areas=(AREA,),
        winter_storage_sections=(SECTION,),
        places=(
            a_berth("1"),
            a_berth("2"),
            a_place(PlaceKind.WINTER_STORAGE_PLACE, "3", area_id=AREA.id, section_id=SECTION.id),
            a_place(PlaceKind.UNMARKED_WINTER_STORAGE, "4", area_id=AREA.id, units=40),
            a_place(PlaceKind.GUEST_MOORING, "5", harbor_id=HARBOR.id),
            a_place(PlaceKind.QUAY, "6", units=30),
        ),
        services=(SAUNA,),
        ferry_stops=(STOP,),
        ferry_routes=(ROUTE,),
    )
    return replace(one_of_each, **values)
