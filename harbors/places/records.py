"""Knows what a catalogue holds: providers, harbors, piers, places, winter storage, services and ferries."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType
from uuid import UUID

from geo import Geometry
from harbors.places.kinds import Amenity, Availability, GeometrySource, Mooring, PlaceKind, ProviderKind, ServiceKind
from harbors.text import Translated

ProviderId = NewType("ProviderId", UUID)
HarborId = NewType("HarborId", UUID)
PierId = NewType("PierId", UUID)
PlaceId = NewType("PlaceId", UUID)
WinterStorageAreaId = NewType("WinterStorageAreaId", UUID)
WinterStorageSectionId = NewType("WinterStorageSectionId", UUID)
ServiceId = NewType("ServiceId", UUID)
FerryStopId = NewType("FerryStopId", UUID)
FerryRouteId = NewType("FerryRouteId", UUID)
BoatTypeId = NewType("BoatTypeId", UUID)


@dataclass(frozen=True, slots=True)
class Source:
    """Provenance: the record ``id`` of ``type`` in ``system``, its licence (SPDX or a name) and when it was fetched."""

    system: str
    type: str
    id: str
    licence: str
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """A geometry in WGS 84 degrees, longitude first, and where it comes from."""

    geometry: Geometry
    source: GeometrySource


@dataclass(frozen=True, slots=True)
class Contact:
    """How the public reaches a provider or resource; an unknown part is ``None``."""

    phone: str | None = None
    email: str | None = None
    www_url: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A street address in up to three languages, postal code and municipality (lower-case Finnish name)."""

    street: Translated = field(default_factory=Translated)
    zip_code: str | None = None
    municipality: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What every record of a catalogue carries: id, provenance, and the source's own times where it tells them."""

    id: UUID
    source: Source
    created_at: datetime | None = None
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider(Listed):
    """Somebody who lists resources."""

    id: ProviderId
    kind: ProviderKind
    name: Translated
    business_id: str | None = None
    contact: Contact = field(default_factory=Contact)
    time_zone: str = "Europe/Helsinki"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoatType(Listed):
    """A type of boat that piers are suitable for."""

    id: BoatTypeId
    name: Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class Harbor(Listed):
    """A harbor: what boaters know by one name."""

    id: HarborId
    provider_id: ProviderId
    name: Translated
    address: Address = field(default_factory=Address)
    contact: Contact = field(default_factory=Contact)
    region: str | None = None
    service_map_id: str | None = None
    image_url: str | None = None
    availability: Availability | None = None
    amenities: frozenset[Amenity] = frozenset()
    active: bool = True
    located: Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Pier(Listed):
    """A pier of a harbor; ``price_tier`` is 1, 2 or 3 where berths of the pier are let by the season."""

    id: PierId
    harbor_id: HarborId
    identifier: str
    price_tier: int | None = None
    amenities: frozenset[Amenity] = frozenset()
    suitable_boat_types: tuple[BoatTypeId, ...] = ()
    accessible: bool | None = None
    active: bool = True
    located: Located


@dataclass(frozen=True, slots=True, kw_only=True)
class WinterStorageArea(Listed):
    """An area on land where boats spend the winter."""

    id: WinterStorageAreaId
    provider_id: ProviderId
    name: Translated
    address: Address = field(default_factory=Address)
    contact: Contact = field(default_factory=Contact)
    region: str | None = None
    service_map_id: str | None = None
    image_url: str | None = None
    availability: Availability | None = None
    active: bool = True
    located: Located


@dataclass(frozen=True, slots=True, kw_only=True)
class WinterStorageSection(Listed):
    """A part of a winter storage area."""

    id: WinterStorageSectionId
    area_id: WinterStorageAreaId
    identifier: str
    amenities: frozenset[Amenity] = frozenset()
    active: bool = True
    located: Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Listed):
    """Anything that can be booked. Lengths in integer millimetres, mass in kilograms; unknown is ``None``.

    ``units`` is how many parts can be booked apart: 1 for an undivided place, the metres of a quay, the boats of an
    unmarked area. A berth names its pier, a winter place its section, an unmarked area its area, the others their
    harbor where they have one; ``harbor_id`` is given whenever the place lies in a harbor, for berths too.
    """

    id: PlaceId
    kind: PlaceKind
    provider_id: ProviderId
    number: str
    harbor_id: HarborId | None = None
    pier_id: PierId | None = None
    area_id: WinterStorageAreaId | None = None
    section_id: WinterStorageSectionId | None = None
    name: Translated = field(default_factory=Translated)
    width_mm: int | None = None
    length_mm: int | None = None
    depth_mm: int | None = None
    max_mass_kg: int | None = None
    mooring: Mooring | None = None
    units: int = 1
    amenities: frozenset[Amenity] = frozenset()
    accessible: bool | None = None
    active: bool = True
    invoiceable: bool = True
    located: Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Listed):
    """A ramp, crane, fuel pump, sauna ... in a harbor or by itself."""

    id: ServiceId
    kind: ServiceKind
    provider_id: ProviderId
    name: Translated
    harbor_id: HarborId | None = None
    contact: Contact = field(default_factory=Contact)
    active: bool = True
    located: Located


@dataclass(frozen=True, slots=True, kw_only=True)
class FerryStop(Listed):
    """A pier where ferries call; ``provider_id`` keeps it up to date, if anybody does."""

    id: FerryStopId
    provider_id: ProviderId | None = None
    name: Translated
    code: str | None = None
    harbor_id: HarborId | None = None
    accessible: bool | None = None
    active: bool = True
    located: Located


@dataclass(frozen=True, slots=True, kw_only=True)
class FerryRoute(Listed):
    """A ferry line of an operator and its stops in the order of the outward voyage."""

    id: FerryRouteId
    operator_id: ProviderId
    name: Translated
    code: str
    contact: Contact = field(default_factory=Contact)
    stops: tuple[FerryStopId, ...]
    bicycles_allowed: bool | None = None
    dogs_allowed: bool | None = None
    cars_allowed: bool | None = None
    accessible: bool | None = None
    active: bool = True
    located: Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Records that are loaded together, in one transaction; an id that a record names is in here or in the database."""

    providers: tuple[Provider, ...] = ()
    boat_types: tuple[BoatType, ...] = ()
    harbors: tuple[Harbor, ...] = ()
    piers: tuple[Pier, ...] = ()
    winter_storage_areas: tuple[WinterStorageArea, ...] = ()
    winter_storage_sections: tuple[WinterStorageSection, ...] = ()
    places: tuple[Place, ...] = ()
    services: tuple[Service, ...] = ()
    ferry_stops: tuple[FerryStop, ...] = ()
    ferry_routes: tuple[FerryRoute, ...] = ()
