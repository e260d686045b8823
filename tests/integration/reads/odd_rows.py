"""Knows rows beside the bay: text, numbers and times that are hard to write as JSON, and one whose harbor is gone."""

from dataclasses import fields, replace
from datetime import UTC, datetime

from shapely import LineString, Point

from harbors.places.kinds import Amenity, GeometrySource, Mooring, PlaceKind, ProviderKind, ServiceKind
from harbors.places.records import (
    Address,
    Catalogue,
    Contact,
    Harbor,
    HarborId,
    Pier,
    PierId,
    Place,
    PlaceId,
    Provider,
    ProviderId,
    Service,
    ServiceId,
    Source,
)
from harbors.text import Translated
from tests.integration.schema import bay_sites as sites
from tests.integration.schema.bay_ground import at, key, located, source

# Quotes, backslashes, every control character, what JSON may and may not escape, astral and combining characters.
CONTROLS = "".join(map(chr, range(1, 32))) + "\x7f"
ODD_TEXTS = (
    "\"quoted\" and 'single'",
    "back\\slash \\u0041 \\n \\",
    CONTROLS,
    "\u2028\u2029\ufeff\ufffe\U0010ffff",
    "⛵ 🇫🇮 👩‍👩‍👧 e\u0301 \u202eback",
    "</script><!-- & -->{row} {0} $1 %s %(a)s ||",
    " ",
    "null",
)
MOST = 2**31 - 1
WIDEST = 2_147_483_000  # the next full half metre is the last that an Int holds
TO_THE_MICROSECOND = datetime(2026, 12, 31, 23, 59, 59, 123456, tzinfo=UTC)
TENTHS = datetime(2026, 12, 31, 23, 59, 59, 100000, tzinfo=UTC)
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)


def odd_source(text: str, name: str) -> Source:
    return Source(system=text, type="odd", id=f"{name} {text}", licence=text, fetched_at=TO_THE_MICROSECOND)


ODD_PROVIDER = Provider(
    id=ProviderId(key("provider", "odd")),
    source=source("provider", "odd"),
    kind=ProviderKind.COMPANY,
    name=Translated(fi="", sv=ODD_TEXTS[0], en=ODD_TEXTS[4]),
    business_id=ODD_TEXTS[1],
    contact=Contact(phone="", email=ODD_TEXTS[2], www_url=ODD_TEXTS[3]),
    created_at=LONG_AGO,
    modified_at=FAR_AHEAD,
)


def odd_harbor(index: int, text: str) -> Harbor:
    return Harbor(
        id=HarborId(key("harbor", f"odd {index}")),
        source=odd_source(text, f"harbor {index}"),
        provider_id=ODD_PROVIDER.id,
        name=Translated(fi=text if index % 3 else "", sv=text if index % 3 == 0 else None, en=f"{index}{text}"),
        address=Address(Translated(fi="", sv="", en="" if index % 2 else text), text, text),
        region=text,
        service_map_id=text,
        image_url=f"https://example.org/{text}",
        created_at=TENTHS,
        modified_at=TO_THE_MICROSECOND,
        located=located(Point(25 + index / 8, 60.125), GeometrySource.IMPORTED),
    )


ODD_HARBORS = tuple(odd_harbor(index, text) for index, text in enumerate(ODD_TEXTS))
ODD_PIER = Pier(
    id=PierId(key("pier", "odd")),
    source=source("pier", "odd"),
    harbor_id=ODD_HARBORS[0].id,
    identifier=ODD_TEXTS[0],
    amenities=frozenset(Amenity),
    located=located(LineString([(25.0, 60.0), (25.1, 60.1), (25.100001, 60.1), (25.2, 60.0)])),
)


def odd_berth(index: int, text: str) -> Place:
    return Place(
        id=PlaceId(key("place", f"odd {index}")),
        source=odd_source(text, f"berth {index}"),
        kind=PlaceKind.BERTH,
        provider_id=ODD_PROVIDER.id,
        harbor_id=ODD_PIER.harbor_id,
        pier_id=ODD_PIER.id,
        number=text,
        width_mm=(1, 1000, WIDEST)[index % 3],
        length_mm=(1, 1000, MOST)[index % 3],
        depth_mm=MOST if index % 2 else 1,
        max_mass_kg=MOST if index % 2 else 1,
        mooring=tuple(Mooring)[index],
        located=located(at(index, 0)),
    )


ODD_BERTHS = tuple(odd_berth(index, text) for index, text in enumerate(ODD_TEXTS))
ODD_SERVICE = Service(
    id=ServiceId(key("service", "odd")),
    source=source("service", "odd"),
    kind=ServiceKind.FUEL,
    provider_id=ODD_PROVIDER.id,
    name=Translated(fi="", en=ODD_TEXTS[1]),
    harbor_id=sites.ANGSHOLM,
    located=located(Point(-24.9, -0.0)),
)
ORPHAN = Service(
    id=ServiceId(key("service", "orphan")),
    source=source("service", "orphan"),
    kind=ServiceKind.SHOP,
    provider_id=sites.CITY,
    name=Translated(fi="Orpo"),
    harbor_id=sites.ANGSHOLM,
    located=located(at(3, 45)),
)
"""It is there, and its harbor will be one that is gone: what a load refuses, and a row may hold all the same."""

ODD = Catalogue(
    providers=(ODD_PROVIDER,),
    harbors=ODD_HARBORS,
    piers=(ODD_PIER,),
    places=ODD_BERTHS,
    services=(ODD_SERVICE, ORPHAN),
)


def together(catalogue: Catalogue) -> Catalogue:
    """A catalogue with the odd rows in front."""
    lists = {field.name: getattr(ODD, field.name) + getattr(catalogue, field.name) for field in fields(catalogue)}
    return replace(catalogue, **lists)
