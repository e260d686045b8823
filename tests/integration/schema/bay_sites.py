"""Knows who and what is in the bay except the places: providers, harbors, piers, winter storage, services, ferries."""

from shapely import GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon

from harbors.places.kinds import Amenity, Availability, GeometrySource, ProviderKind, ServiceKind
from harbors.places.records import (
    Address,
    BoatType,
    BoatTypeId,
    Contact,
    FerryRoute,
    FerryRouteId,
    FerryStop,
    FerryStopId,
    Harbor,
    HarborId,
    Located,
    Pier,
    PierId,
    Provider,
    ProviderId,
    Service,
    ServiceId,
    WinterStorageArea,
    WinterStorageAreaId,
    WinterStorageSection,
    WinterStorageSectionId,
)
from harbors.text import Translated
from tests.integration.schema.bay_ground import at, corner, days_ago, key, located, rectangle, source

CITY = ProviderId(key("provider", "city"))
CLUB = ProviderId(key("provider", "club"))
FERRIES = ProviderId(key("provider", "ferries"))
NO_ADDRESS = Address()
NO_CONTACT = Contact()
FULL_CONTACT = Contact(phone="+358 9 310 1691", email="veneet@example.org", www_url="https://example.org/")


def provider(name: str, kind: ProviderKind, named: Translated, contact: Contact) -> Provider:
    id = ProviderId(key("provider", name))
    return Provider(id=id, source=source("provider", name), kind=kind, name=named, contact=contact)


PROVIDERS = (
    provider("city", ProviderKind.CITY, Translated(fi="Kaupunki", sv="Staden", en="City"), FULL_CONTACT),
    provider("club", ProviderKind.CLUB, Translated(sv="Ägirs båtklubb"), Contact()),
    provider("ferries", ProviderKind.COMPANY, Translated(en="Ferries & 100 % _joy_"), Contact()),
    provider("gone", ProviderKind.PRIVATE_PERSON, Translated(fi="Vetäytynyt"), Contact()),
)


def boat_type(name: str, named: Translated) -> BoatType:
    return BoatType(id=BoatTypeId(key("boat_type", name)), source=source("boat_type", name), name=named)


BOAT_TYPES = (
    boat_type("rowing", Translated(fi="soutuvene", sv="roddbåt", en="rowing boat")),
    boat_type("sailing", Translated(fi="purjevene", en="sailing boat")),
    boat_type("gone", Translated(fi="höyryvene")),
)
ROWING, SAILING, GONE_BOAT_TYPE = (one.id for one in BOAT_TYPES)


def harbor(
    name: str,
    named: Translated,
    located: Located,
    *,
    provider_id: ProviderId = CITY,
    address: Address = NO_ADDRESS,
    contact: Contact = NO_CONTACT,
    region: str | None = None,
    availability: Availability | None = None,
    amenities: frozenset[Amenity] = frozenset(),
    active: bool = True,
) -> Harbor:
    return Harbor(
        id=HarborId(key("harbor", name)),
        source=source("harbor", name),
        provider_id=provider_id,
        name=named,
        address=address,
        contact=contact,
        region=region,
        availability=availability,
        amenities=amenities,
        active=active,
        modified_at=days_ago(len(name) // 2),
        located=located,
    )


RING = rectangle(20, 0, 40, 20) - rectangle(25, 5, 35, 15)
HARBORS = (
    harbor(
        "angsholm",
        Translated(fi="Ängsholma", sv="Ängsholm", en="Meadow Islet"),
        located(RING),
        address=Address(Translated(fi="Rantatie 1", sv="Strandvägen 1"), "00100", "helsinki"),
        contact=FULL_CONTACT,
        region="south",
        availability=Availability.PLENTY,
        amenities=frozenset({Amenity.SAUNA, Amenity.WATER}),
    ),
    harbor(
        "aminne",
        Translated(sv="Åminne", en="River Mouth"),
        located(MultiPolygon([rectangle(50, 0, 55, 5), rectangle(60, 0, 65, 5)]), GeometrySource.IMPORTED),
        provider_id=CLUB,
        address=Address(municipality="espoo"),
        region="south",
        availability=Availability.RARELY_AVAILABLE,
    ),
    harbor("oja", Translated(fi="Öja"), located(at(80, 40)), active=False),
    harbor("zander", Translated(fi="Zanderi 10", sv="Zander 10", en="Zander 10"), located(at(0, 60))),
    harbor("zander_nine", Translated(fi="zanderi 9"), located(at(0, 60))),
    harbor("gone", Translated(fi="Aavesatama"), located(at(30, 10)), amenities=frozenset({Amenity.LAUNDRY})),
)
ANGSHOLM, AMINNE, OJA, ZANDER, ZANDER_NINE, GONE = (one.id for one in HARBORS)


def pier(
    harbor_id: HarborId,
    identifier: str,
    located: Located,
    *,
    price_tier: int | None = None,
    amenities: frozenset[Amenity] = frozenset(),
    boat_types: tuple[BoatTypeId, ...] = (),
    accessible: bool | None = None,
    active: bool = True,
) -> Pier:
    name = f"{harbor_id}/{identifier}"
    return Pier(
        id=PierId(key("pier", name)),
        source=source("pier", name),
        harbor_id=harbor_id,
        identifier=identifier,
        price_tier=price_tier,
        amenities=amenities,
        suitable_boat_types=boat_types,
        accessible=accessible,
        active=active,
        located=located,
    )


PIERS = (
    pier(
        ANGSHOLM,
        "A10",
        located(LineString([corner(20, 10), corner(24, 10), corner(24, 12)])),
        price_tier=1,
        amenities=frozenset({Amenity.ELECTRICITY, Amenity.GATE}),
        boat_types=(SAILING, ROWING),
        accessible=True,
    ),
    pier(ANGSHOLM, "A9", located(LineString([corner(36, 4), corner(39, 4)])), price_tier=2, boat_types=(ROWING,)),
    pier(
        AMINNE,
        "Ö",
        located(MultiLineString([[corner(50, 1), corner(53, 1)], [corner(60, 1), corner(63, 1)]])),
        accessible=False,
        active=False,
    ),
    pier(OJA, "1", located(GeometryCollection([at(80, 40), LineString([corner(80, 40), corner(82, 41)])]))),
    pier(ANGSHOLM, "gone", located(at(22, 2)), amenities=frozenset({Amenity.WIFI}), boat_types=(SAILING,)),
    pier(GONE, "A", located(at(30, 10)), price_tier=3),
)
A10, A9, OE, ONE, GONE_PIER, PIER_OF_GONE = (one.id for one in PIERS)


def area(name: str, named: Translated, located: Located, *, active: bool = True) -> WinterStorageArea:
    return WinterStorageArea(
        id=WinterStorageAreaId(key("area", name)),
        source=source("area", name),
        provider_id=CLUB if name == "club" else CITY,
        name=named,
        address=Address(Translated(fi="Talvitie 100%"), municipality="espoo" if name == "club" else "helsinki"),
        availability=Availability.LONG_QUEUE if active else None,
        active=active,
        located=located,
    )


AREAS = (
    area("field", Translated(fi="Kenttä", sv="Fältet"), located(rectangle(0, 0, 10, 10))),
    area("club", Translated(sv="Ängen"), located(rectangle(0, 20, 10, 30)), active=False),
    area("gone", Translated(fi="Aavekenttä"), located(rectangle(0, 40, 10, 50))),
)
FIELD, CLUB_AREA, GONE_AREA = (one.id for one in AREAS)


def section(area_id: WinterStorageAreaId, identifier: str, located: Located) -> WinterStorageSection:
    name = f"{area_id}/{identifier}"
    return WinterStorageSection(
        id=WinterStorageSectionId(key("section", name)),
        source=source("section", name),
        area_id=area_id,
        identifier=identifier,
        amenities=frozenset({Amenity.LIGHTING}) if identifier == "B2" else frozenset(),
        active=identifier != "B10",
        located=located,
    )


SECTIONS = (
    section(FIELD, "B10", located(rectangle(0, 0, 4, 4))),
    section(FIELD, "B2", located(rectangle(5, 0, 9, 4))),
    section(CLUB_AREA, "C", located(rectangle(0, 20, 4, 24))),
    section(FIELD, "gone", located(rectangle(5, 5, 9, 9))),
)
B10, B2, C, GONE_SECTION = (one.id for one in SECTIONS)


def service(name: str, kind: ServiceKind, harbor_id: HarborId | None, *, provider_id: ProviderId = CITY) -> Service:
    return Service(
        id=ServiceId(key("service", name)),
        source=source("service", name),
        kind=kind,
        provider_id=provider_id,
        name=Translated(fi=name),
        harbor_id=harbor_id,
        active=kind is not ServiceKind.CRANE,
        located=located(at(len(name), 45)),
    )


SERVICES = (
    service("Sauna", ServiceKind.SAUNA, ANGSHOLM),
    service("Nosturi", ServiceKind.CRANE, ANGSHOLM, provider_id=CLUB),
    service("Älvin luiska", ServiceKind.RAMP, None),
    service("Gone", ServiceKind.FUEL, ANGSHOLM),
)


def stop(name: str, east: float, *, code: str | None, harbor_id: HarborId | None) -> FerryStop:
    return FerryStop(
        id=FerryStopId(key("stop", name)),
        source=source("stop", name),
        name=Translated(fi=name, sv=f"{name} sv"),
        code=code,
        harbor_id=harbor_id,
        accessible={"Tori": True, "Saari": False}.get(name),
        active=name != "Luoto",
        located=located(MultiPoint([at(east, 50), at(east, 51)])),
    )


STOPS = (
    stop("Tori", 10, code="H1", harbor_id=ANGSHOLM),
    stop("Saari", 20, code=None, harbor_id=None),
    stop("Luoto", 30, code="H3", harbor_id=AMINNE),
    stop("Gone", 40, code="H4", harbor_id=ANGSHOLM),
)
TORI, SAARI, LUOTO, GONE_STOP = (one.id for one in STOPS)


def route(name: str, code: str, stops: tuple[FerryStopId, ...], *, operator_id: ProviderId = FERRIES) -> FerryRoute:
    return FerryRoute(
        id=FerryRouteId(key("route", name)),
        source=source("route", name),
        operator_id=operator_id,
        name=Translated(fi=name, en=f"{name} line"),
        code=code,
        stops=stops,
        bicycles_allowed=True,
        accessible=True if name == "Kierros" else None,
        active=name == "Kierros",
        located=located(LineString([corner(10 * number, 50 + number % 2) for number in range(1, len(stops) + 2)])),
    )


ROUTES = (
    route("Kierros", "19K", (TORI, SAARI, LUOTO, TORI)),
    route("Ääri", "20", (SAARI, LUOTO), operator_id=CITY),
    route("Gone", "21", (TORI, SAARI)),
)
