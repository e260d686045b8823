"""Knows the form of every kind of resource: its fields, its shapes, what tells two of a kind apart."""

from collections.abc import Mapping
from dataclasses import dataclass

from harbors.listings import fields as of
from harbors.listings.fields import Content, Field
from harbors.listings.kinds import ResourceKind
from harbors.listings.values import label
from harbors.places.kinds import PlaceKind

SITES = frozenset({"Point", "Polygon", "MultiPolygon"})
LINES = frozenset({"LineString", "MultiLineString"})
POINT = frozenset({"Point"})

_QUAY_MM = 2_000_000
_BOAT_MM = 150_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """``told_apart`` are the fields of which no two of a kind of one provider have the same values.

    ``whole`` is what a part of something is a part of: the harbor of the pier that a berth lies at.
    """

    kind: ResourceKind
    relation: str
    fields: tuple[Field, ...]
    shapes: frozenset[str]
    told_apart: tuple[str, ...]
    whole: tuple[str, str] | None = None
    place: PlaceKind | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @property
    def has_names(self) -> bool:
        return self.place is None and "name_fi" in self.names

    def defaults(self) -> dict[str, object]:
        """The content of which nothing is told yet."""
        told = {field.name: list(field.default) if field.default == () else field.default for field in self.fields}
        return told | {"geometry": None}

    def key(self, content: Content) -> tuple[object, ...]:
        """What tells a resource apart from others of its kind; names without regard to capitals."""
        return tuple(_apart(content, name) for name in self.told_apart)


def _apart(content: Content, name: str) -> object:
    if name == "name":
        return next(
            (str(text).casefold() for language in ("fi", "en", "sv") if (text := content[f"name_{language}"])), None
        )
    value = content[name]
    return value.casefold() if isinstance(value, str) else value


_HARBOR = of.within(ResourceKind.HARBOR, "harbor", "harbour", "satama", "hamn")
_HARBOR_IF_ANY = of.within(ResourceKind.HARBOR, "harbor", "harbour", "satama", "hamn", required=False)
_PIER = of.within(ResourceKind.PIER, "pier", "laituri", "brygga")
_PIER_IF_ANY = of.within(ResourceKind.PIER, "pier", "laituri", "brygga", required=False)
_AREA = of.within(ResourceKind.WINTER_STORAGE_AREA, "area", "alue", "område")
_AREA_IF_ANY = of.within(ResourceKind.WINTER_STORAGE_AREA, "area", "alue", "område", required=False)
_SECTION = of.within(ResourceKind.WINTER_STORAGE_SECTION, "section", "lohko", "sektion")
_CODE = Field(name="code", read=label(most=50), headings=("tunnus", "kod"))
_AFLOAT = (
    of.NUMBER,
    *of.size(longest_mm=_BOAT_MM),
    *of.depth_and_mass(),
    of.MOORING,
    of.AMENITIES,
    of.ACCESSIBLE,
    of.ACTIVE,
    of.INVOICEABLE,
    of.PLACED,
)
_ASHORE = (of.NUMBER, *of.size(longest_mm=_BOAT_MM), of.AMENITIES, of.ACCESSIBLE, of.ACTIVE, of.INVOICEABLE, of.PLACED)

_ALL = (
    Form(
        kind=ResourceKind.HARBOR,
        relation="harbors",
        fields=(*of.NAMES, *of.SITE, *of.CONTACT, of.AMENITIES, of.ACTIVE, of.PLACED),
        shapes=SITES,
        told_apart=("name",),
    ),
    Form(
        kind=ResourceKind.PIER,
        relation="piers",
        fields=(
            _HARBOR,
            of.IDENTIFIER,
            of.PRICE_TIER,
            of.AMENITIES,
            of.naming("suitable_boat_types", of.BOAT_TYPE, "boattypes", "venetyypit", "båttyper"),
            of.ACCESSIBLE,
            of.ACTIVE,
            of.PLACED,
        ),
        shapes=SITES | LINES,
        told_apart=("harbor_id", "identifier"),
    ),
    Form(
        kind=ResourceKind.BERTH,
        relation="places",
        fields=(_HARBOR_IF_ANY, _PIER, *_AFLOAT),
        shapes=SITES,
        told_apart=("pier_id", "number"),
        whole=("pier_id", "harbor_id"),
        place=PlaceKind.BERTH,
    ),
    Form(
        kind=ResourceKind.GUEST_MOORING,
        relation="places",
        fields=(_HARBOR, _PIER_IF_ANY, *of.NAMES, *_AFLOAT),
        shapes=SITES,
        told_apart=("harbor_id", "pier_id", "number"),
        whole=("pier_id", "harbor_id"),
        place=PlaceKind.GUEST_MOORING,
    ),
    Form(
        kind=ResourceKind.QUAY,
        relation="places",
        fields=(
            _HARBOR_IF_ANY,
            of.NUMBER,
            *of.NAMES,
            *of.size(longest_mm=_QUAY_MM),
            *of.depth_and_mass(),
            of.units("bookable_metres", "metrit", "meter"),
            of.AMENITIES,
            of.ACCESSIBLE,
            of.ACTIVE,
            of.INVOICEABLE,
            of.PLACED,
        ),
        shapes=SITES | LINES,
        told_apart=("harbor_id", "number"),
        place=PlaceKind.QUAY,
    ),
    Form(
        kind=ResourceKind.WINTER_STORAGE_AREA,
        relation="winter_storage_areas",
        fields=(*of.NAMES, *of.SITE, *of.CONTACT, of.ACTIVE, of.PLACED),
        shapes=SITES,
        told_apart=("name",),
    ),
    Form(
        kind=ResourceKind.WINTER_STORAGE_SECTION,
        relation="winter_storage_sections",
        fields=(_AREA, of.IDENTIFIER, of.AMENITIES, of.ACTIVE, of.PLACED),
        shapes=SITES,
        told_apart=("area_id", "identifier"),
    ),
    Form(
        kind=ResourceKind.WINTER_STORAGE_PLACE,
        relation="places",
        fields=(_AREA_IF_ANY, _SECTION, *_ASHORE),
        shapes=SITES,
        told_apart=("section_id", "number"),
        whole=("section_id", "area_id"),
        place=PlaceKind.WINTER_STORAGE_PLACE,
    ),
    Form(
        kind=ResourceKind.UNMARKED_WINTER_STORAGE,
        relation="places",
        fields=(_AREA, of.units("capacity", "kapasiteetti", "kapacitet"), *_ASHORE),
        shapes=SITES,
        told_apart=("area_id", "number"),
        place=PlaceKind.UNMARKED_WINTER_STORAGE,
    ),
    Form(
        kind=ResourceKind.SERVICE,
        relation="services",
        fields=(of.SERVICE, _HARBOR_IF_ANY, *of.NAMES, *of.CONTACT, of.ACTIVE, of.PLACED),
        shapes=SITES,
        told_apart=("harbor_id", "kind", "name"),
    ),
    Form(
        kind=ResourceKind.FERRY_STOP,
        relation="ferry_stops",
        fields=(_CODE, _HARBOR_IF_ANY, *of.NAMES, of.ACCESSIBLE, of.ACTIVE, of.PLACED),
        shapes=POINT,
        told_apart=("code", "name"),
    ),
    Form(
        kind=ResourceKind.FERRY_ROUTE,
        relation="ferry_routes",
        fields=(
            Field(name="code", read=label(most=50), headings=("tunnus", "kod"), required=True),
            *of.NAMES,
            *of.CONTACT,
            of.naming("stops", ResourceKind.FERRY_STOP, "pysäkit", "hållplatser", ordered=True),
            *of.crossing("bicycles_allowed", "dogs_allowed", "cars_allowed"),
            of.ACCESSIBLE,
            of.ACTIVE,
            of.PLACED,
        ),
        shapes=LINES,
        told_apart=("code",),
    ),
)

FORMS: Mapping[ResourceKind, Form] = {form.kind: form for form in _ALL}
