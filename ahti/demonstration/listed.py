"""Knows what all records of the demonstration share: provenance, ids, texts; and how a site and a contact read."""

from collections.abc import Iterable
from typing import TypedDict
from uuid import UUID

from shapely import Point

from ahti.demonstration import written
from harbors.places.ids import id_of
from harbors.places.kinds import Amenity, Availability, GeometrySource
from harbors.places.records import Address, Contact, Located, ProviderId, Source
from harbors.text import Translated

SYSTEM = "ahti-demonstration"
LICENCE = "CC0-1.0"


class Sited(TypedDict):
    """The fields that a harbor and a winter storage area have in common."""

    provider_id: ProviderId
    name: Translated
    address: Address
    contact: Contact
    region: str
    availability: Availability | None


def source(kind: str, *key: str) -> Source:
    """Where a record stands in the data, as ``merisatama/A/12``."""
    return Source(system=SYSTEM, type=kind, id="/".join(key), licence=LICENCE)


def key_of(kind: str, *key: str) -> UUID:
    """The id of a record, the same in every build."""
    return id_of(source(kind, *key))


def text(texts: written.Texts) -> Translated:
    return Translated(fi=texts.get("fi"), sv=texts.get("sv"), en=texts.get("en"))


def joined(texts: Iterable[Translated], separator: str) -> Translated:
    """The texts one after the other; a text that lacks a language stands in the one it has."""
    parts = list(texts)
    return Translated(
        fi=separator.join(part.fi or "" for part in parts),
        sv=separator.join(part.sv or part.fi or "" for part in parts),
        en=separator.join(part.en or part.fi or "" for part in parts),
    )


def contact(provider: written.Provider) -> Contact:
    return Contact(email=provider["mail"], www_url=provider.get("web"))


def amenities(names: Iterable[str]) -> frozenset[Amenity]:
    return frozenset(map(Amenity, names))


def as_written(at: written.Spot) -> Located:
    """A spot that somebody wrote down."""
    return Located(Point(at), GeometrySource.IMPORTED)


def sited(site: written.Site) -> Sited:
    availability = site.get("availability")
    return Sited(
        provider_id=ProviderId(key_of("provider", site["provider"])),
        name=text(site["name"]),
        address=Address(text(site.get("street", {})), site["zip"], "helsinki"),
        contact=contact(written.providers()[site["provider"]]),
        region=site["region"],
        availability=None if availability is None else Availability(availability),
    )


def millimetres(metres: float) -> int:
    return round(metres * 1000)
