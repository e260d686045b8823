"""Knows the fields of listings: what each is called here, in the API and in the headings of a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from harbors.listings.kinds import ResourceKind
from harbors.listings.values import (
    EMAIL,
    PHONE,
    WEB_ADDRESS,
    Read,
    flag,
    label,
    millimetres,
    one_of,
    reference,
    references,
    several_of,
    small_letters,
    whole,
)
from harbors.places.kinds import Amenity, Availability, GeometrySource, Mooring, ServiceKind

Content = Mapping[str, object]
"""A resource as plain JSON: a value for every field of its form, and its ``geometry`` as GeoJSON text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """``name`` is the column; ``headings`` are further spellings in files, in small letters without separators.

    ``called`` is what the API calls it where that is not the column. A field that ``names`` a kind of resource holds
    an id of one, a list of ids where ``several``.
    """

    name: str
    read: Read
    headings: tuple[str, ...] = ()
    required: bool = False
    default: object = None
    names: ResourceKind | str | None = None
    several: bool = False
    ordered: bool = False
    called: str | None = None

    @property
    def wire(self) -> str:
        """The name in the API and in problems: ``widthMm``."""
        first, *others = (self.called or self.name).split("_")
        return first + "".join(other.capitalize() for other in others)


BOAT_TYPE = "BOAT_TYPE"
"""Named by listings, though it is nothing that is listed."""


def in_three_languages(name: str, *, finnish: str, swedish: str) -> tuple[Field, ...]:
    """A text of which every language is a field of its own."""
    read = label(most=200)
    return (
        Field(name=f"{name}_fi", read=read, headings=(finnish,)),
        Field(name=f"{name}_sv", read=read, headings=(swedish,)),
        Field(name=f"{name}_en", read=read),
    )


NAMES = in_three_languages("name", finnish="nimi", swedish="namn")

CONTACT = (
    Field(name="phone", read=PHONE, headings=("puhelin", "telefon", "telephone")),
    Field(name="email", read=EMAIL, headings=("sähköposti", "epost", "mail")),
    Field(name="www_url", read=WEB_ADDRESS, headings=("www", "url", "website")),
)

SITE = (
    *in_three_languages("street_address", finnish="katuosoite", swedish="gatuadress"),
    Field(name="zip_code", read=label(most=12), headings=("postinumero", "postnummer", "postalcode")),
    Field(name="municipality", read=small_letters(most=100), headings=("kunta", "kommun")),
    Field(name="region", read=label(most=100), headings=("alue", "district")),
    Field(name="service_map_id", read=label(most=50)),
    Field(name="image_url", read=WEB_ADDRESS),
    Field(name="availability", read=one_of(Availability)),
)

AMENITIES = Field(
    name="amenities", read=several_of(Amenity), headings=("varustelu", "utrustning"), default=(), several=True
)
ACTIVE = Field(name="is_active", read=flag, headings=("active", "käytössä", "ibruk"), required=True, default=True)
ACCESSIBLE = Field(name="is_accessible", read=flag, headings=("accessible", "esteetön", "tillgänglig"))
INVOICEABLE = Field(name="is_invoiceable", read=flag, headings=("invoiceable",), required=True, default=True)
IDENTIFIER = Field(name="identifier", read=label(most=50), headings=("tunnus", "beteckning"), required=True)
NUMBER = Field(name="number", read=label(most=50), headings=("numero", "nummer", "no", "nr"), required=True)
PLACED = Field(
    name="geometry_source",
    read=one_of(GeometrySource),
    required=True,
    default=GeometrySource.IMPORTED.value,
)
MOORING = Field(name="mooring", read=one_of(Mooring), headings=("kiinnitys", "förtöjning"))
PRICE_TIER = Field(name="price_tier", read=whole(range(1, 4)), headings=("hintaluokka", "prisklass", "tier"))
SERVICE = Field(name="kind", read=one_of(ServiceKind), headings=("laji", "slag", "type"), required=True)


def depth_and_mass() -> tuple[Field, ...]:
    """How deep a place is, and how heavy a boat it takes."""
    return (
        Field(name="depth_mm", read=millimetres(range(100, 50_001)), headings=("depth", "syvyys", "djup")),
        Field(name="max_mass_kg", read=whole(range(10, 1_000_001)), headings=("maxmass", "massa", "mass")),
    )


def size(*, longest_mm: int) -> tuple[Field, ...]:
    """How wide and long a place is: from 30 cm to what the kind of place allows."""
    return (
        Field(name="width_mm", read=millimetres(range(300, 100_001)), headings=("width", "leveys", "bredd")),
        Field(
            name="length_mm",
            read=millimetres(range(300, longest_mm + 1)),
            headings=("length", "pituus", "längd"),
        ),
    )


def units(called: str, *headings: str) -> Field:
    """How many parts of a place can be booked apart."""
    return Field(name="units", called=called, read=whole(range(1, 10_001)), headings=headings, required=True, default=1)


def within(kind: ResourceKind, *headings: str, required: bool = True) -> Field:
    """What a resource lies in, or at."""
    name = {"WINTER_STORAGE_AREA": "area_id", "WINTER_STORAGE_SECTION": "section_id"}.get(kind, f"{kind.lower()}_id")
    return Field(name=name, read=reference, headings=headings, required=required, names=kind)


def naming(name: str, kind: ResourceKind | str, *headings: str, ordered: bool = False) -> Field:
    """A list of other things; one that is in order is not empty, and may name a thing twice."""
    return Field(
        name=name,
        read=references,
        headings=headings,
        required=ordered,
        default=(),
        names=kind,
        several=True,
        ordered=ordered,
    )


def crossing(*names: str) -> tuple[Field, ...]:
    """What a ferry takes along."""
    return tuple(Field(name=name, read=flag) for name in names)
