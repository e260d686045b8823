"""Knows how the published records together become a catalogue of the city's."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from ahti.gateways.venepaikat import afloat, ashore
from ahti.gateways.venepaikat.publication import Publication
from ahti.gateways.venepaikat.records import LICENCE, SYSTEM, Reading, check_levels
from ahti.gateways.venepaikat.seaward import seaward
from harbors.places.ids import id_of
from harbors.places.kinds import ProviderKind
from harbors.places.outlines import laid_out
from harbors.places.records import Catalogue, Contact, Listed, Provider, ProviderId, Source
from harbors.text import Translated

L = TypeVar("L", bound=Listed)


def read_catalogue(files: Sequence[Path], *, fetched_at: datetime) -> Catalogue:
    """What the files say together, in the order given. Raises ``BadPublication`` at the first record that is wrong."""
    city = city_of_helsinki(fetched_at)
    catalogue = _points(Reading(Publication.of(files), provider_id=city.id, fetched_at=fetched_at), city)
    return laid_out(catalogue, seaward_deg=seaward(catalogue))


def city_of_helsinki(fetched_at: datetime) -> Provider:
    """The provider of all that the files hold; they do not name it."""
    source = Source(system=SYSTEM, type="provider", id="helsinki", licence=LICENCE, fetched_at=fetched_at)
    return Provider(
        id=ProviderId(id_of(source)),
        source=source,
        kind=ProviderKind.CITY,
        name=Translated(fi="Helsingin kaupunki", sv="Helsingfors stad", en="City of Helsinki"),
        business_id="0201256-6",
        contact=Contact(www_url="https://www.hel.fi/"),
    )


def _points(reading: Reading, city: Provider) -> Catalogue:
    """The catalogue as it is published: everything at a point."""
    check_levels(reading)
    boat_types = _by_key(afloat.boat_types(reading))
    harbors = _by_key(afloat.harbors(reading))
    piers = _by_key(afloat.piers(reading, harbors=harbors, boat_types=boat_types))
    areas = _by_key(ashore.areas(reading))
    sections = _by_key(ashore.sections(reading, areas=areas))
    return Catalogue(
        providers=(city,),
        boat_types=tuple(boat_types.values()),
        harbors=tuple(harbors.values()),
        piers=tuple(piers.values()),
        winter_storage_areas=tuple(areas.values()),
        winter_storage_sections=tuple(sections.values()),
        places=(
            *afloat.berths(reading, piers=piers),
            *ashore.places(reading, sections=sections),
            *ashore.unmarked(reading, areas=areas),
        ),
    )


def _by_key(records: Iterable[L]) -> dict[str, L]:
    return {record.source.id: record for record in records}
