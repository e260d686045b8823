"""Knows how the hand-written data becomes a catalogue: some forty harbors of Helsinki with all that lies in them."""

from collections.abc import Iterator
from dataclasses import replace

from ahti.demonstration import berths, ferries, shore, winter, written
from ahti.demonstration.listed import contact, key_of, source, text
from harbors.places.kinds import ProviderKind
from harbors.places.outlines import laid_out
from harbors.places.records import BoatType, BoatTypeId, Catalogue, Provider, ProviderId

CITY = ProviderId(key_of("provider", "city"))
"""Who lets out most of the berths, and holds the first round."""


def build() -> Catalogue:
    """The catalogue of the demonstration; the same records, ids and outlines every time."""
    points = Catalogue(
        providers=tuple(_providers()),
        boat_types=tuple(_boat_types()),
        harbors=tuple(berths.harbors()),
        piers=tuple(berths.piers()),
        winter_storage_areas=tuple(winter.areas()),
        winter_storage_sections=tuple(winter.sections()),
        places=(*berths.places(), *winter.places(), *shore.quays()),
        ferry_stops=tuple(ferries.stops()),
        ferry_routes=tuple(ferries.routes()),
    )
    outlined = winter.fenced(laid_out(points, seaward_deg=berths.seaward()))
    return replace(outlined, services=tuple(shore.services(outlined.piers)))


def _providers() -> Iterator[Provider]:
    for key, provider in written.providers().items():
        yield Provider(
            id=ProviderId(key_of("provider", key)),
            source=source("provider", key),
            kind=ProviderKind(provider["kind"]),
            name=text(provider["name"]),
            contact=contact(provider),
        )


def _boat_types() -> Iterator[BoatType]:
    for key, boat_type in written.boat_types().items():
        yield BoatType(
            id=BoatTypeId(key_of("boat_type", key)), source=source("boat_type", key), name=text(boat_type["name"])
        )
