"""Knows places, all that can be booked: the interface, its kinds and what the kinds have in common."""

from collections.abc import Mapping
from typing import Any

import graphene

from harbors.places import fit, kinds
from harbors.places.fit import BoatDimensions
from schema.catalogue.common import Identified, Listed, Node, amenities
from schema.catalogue.kinds import Dimension, Mooring, PlaceKind
from schema.catalogue.located import Located
from schema.errors import BadInput
from schema.lists import some
from schema.reads.declare import Expression, Kind, Relation, Resolved
from schema.reads.fields import ReadField, column, expression, localized, to_one, translations
from schema.reads.loading import Row
from schema.reads.resources import Resource, register_interface


class BoatDimensionsInput(graphene.InputObjectType):
    """A boat as far as it must fit; what is absent limits nothing."""

    class Meta:
        name = "BoatDimensions"

    beam_mm = graphene.Int(description="The largest width in millimetres.")
    length_mm = graphene.Int(description="The largest length in millimetres.")
    draught_mm = graphene.Int(description="The draught in millimetres.")
    mass_kg = graphene.Int(description="The mass in kilograms.")


class FitReason(graphene.ObjectType):
    """One dimension in which a boat does not fit."""

    dimension = Dimension(required=True, description="In which dimension the place is too small.")
    short_by_mm = graphene.Int(description="By how many millimetres; null where the dimension is MASS.")
    short_by_kg = graphene.Int(description="By how many kilograms; null unless the dimension is MASS.")


class Fit(graphene.ObjectType):
    """Whether a boat fits a place, by bare dimensions: a round of applications adds margins of its own."""

    fits = graphene.Boolean(required=True, description="Whether the boat fits.")
    reasons = graphene.Field(
        some(FitReason), required=True, description="Every dimension in which it does not; empty if it fits."
    )


class _Limits:
    """The limits of a place as its row holds them."""

    def __init__(self, row: Row) -> None:
        self.width_mm: int | None = row.values["width_mm"]
        self.length_mm: int | None = row.values["length_mm"]
        self.depth_mm: int | None = row.values["depth_mm"]
        self.max_mass_kg: int | None = row.values["max_mass_kg"]
        self.mooring: str | None = row.values["mooring"]


def boat_dimensions(given: Mapping[str, int | None]) -> BoatDimensions:
    """The boat. Raises BAD_USER_INPUT for less than nothing, which would fit everywhere."""
    for name, size in given.items():
        if size is not None and size < 0:
            raise BadInput(f"boat: {name} is {size}, which is less than nothing.")
    return BoatDimensions(**given)


def _fits(row: Row, _info: Any, boat: Any) -> dict[str, Any]:
    found = fit.fits(boat_dimensions(boat), _Limits(row))
    return {"fits": found.fits, "reasons": [_reason(shortfall) for shortfall in found.shortfalls]}


def _reason(shortfall: fit.Shortfall) -> dict[str, Any]:
    unit = "short_by_kg" if shortfall.dimension is fit.Dimension.MASS else "short_by_mm"
    return {"dimension": shortfall.dimension, unit: shortfall.short_by}


class PlaceFields:
    """The fields of every place."""

    kind = PlaceKind(required=True, description="What kind of place it is.")
    number = graphene.String(required=True, description="The number or letters painted on it.")
    width_mm = graphene.Int(description="The width in millimetres; null if it does not limit.")
    length_mm = graphene.Int(description="The length in millimetres; null if it does not limit.")
    depth_mm = graphene.Int(description="The depth of water in millimetres; null if unknown.")
    max_mass_kg = graphene.Int(description="The largest mass of a boat in kilograms; null if there is no limit.")
    area_m2 = expression(
        graphene.String,
        Expression("round({row}.width_mm::numeric * {row}.length_mm / 1000000, 2)::text", Kind.TEXT),
        description="Width times length in square metres, a decimal; null where one of them is.",
    )
    amenities = amenities()
    is_accessible = graphene.Boolean(
        description="Whether it is suited to people with reduced mobility; null if unknown."
    )
    is_active = graphene.Boolean(required=True, description="Whether it is in use.")
    is_invoiceable = graphene.Boolean(required=True, description="Whether its use is invoiced.")
    provider = to_one("Provider", "provider_id", required=True, description="Who lets it.")
    fits = ReadField(
        Fit,
        Resolved(("width_mm", "length_mm", "depth_mm", "max_mass_kg", "mooring")),
        required=True,
        args={"boat": graphene.Argument(BoatDimensionsInput, required=True, description="The boat.")},
        resolver=_fits,
        description="Whether a boat fits, and in which dimensions it does not by how much.",
    )


class Place(Listed, Located, PlaceFields, Identified, graphene.Interface):
    """Anything that can be booked."""

    @classmethod
    def resolve_type(cls, row: Row, _info: Any) -> str:
        return row.type_name


def place_relation(kind: kinds.PlaceKind) -> Relation:
    """The part of the one table of places that is of this kind."""
    return Relation("places", of_type=f"{{row}}.kind = '{kind}'", kind=kind)


register_interface(Place, Relation("places", type_column="kind"))


class Berth(Resource):
    """A place for a boat at a pier, let by the season."""

    class Meta:
        interfaces = (Node, Place)
        relation = place_relation(kinds.PlaceKind.BERTH)

    mooring = Mooring(description="How a boat is made fast.")
    pier = to_one("Pier", "pier_id", required=True, description="The pier it lies at.")
    harbor = to_one("Harbor", "harbor_id", required=True, description="The harbor it lies in.")


class GuestMooring(Resource):
    """A mooring for guests, by the night or by the hour."""

    class Meta:
        interfaces = (Node, Place)
        relation = place_relation(kinds.PlaceKind.GUEST_MOORING)

    mooring = Mooring(description="How a boat is made fast.")
    name = localized("name", description="The name in the language of the request, where it has one.")
    names = translations("name", description="The name in all languages, where it has one.")
    harbor = to_one("Harbor", "harbor_id", required=True, description="The harbor it lies in.")
    pier = to_one("Pier", "pier_id", description="The pier it lies at, where it lies at one.")


class Quay(Resource):
    """A quay that is booked by the metre; ``lengthMm`` is the length of the quay."""

    class Meta:
        interfaces = (Node, Place)
        relation = place_relation(kinds.PlaceKind.QUAY)

    name = localized("name", description="The name in the language of the request, where it has one.")
    names = translations("name", description="The name in all languages, where it has one.")
    bookable_metres = column(
        graphene.Int, "units", kind=Kind.NUMBER, required=True, description="How many metres can be booked apart."
    )
    harbor = to_one("Harbor", "harbor_id", description="The harbor it lies in, where it lies in one.")


class WinterStoragePlace(Resource):
    """A numbered place on land for one boat over the winter."""

    class Meta:
        interfaces = (Node, Place)
        relation = place_relation(kinds.PlaceKind.WINTER_STORAGE_PLACE)

    section = to_one("WinterStorageSection", "section_id", required=True, description="The section it lies in.")
    area = to_one("WinterStorageArea", "area_id", required=True, description="The area it lies in.")


class UnmarkedWinterStorage(Resource):
    """The unmarked part of a winter storage area: the boat is brought first, then notified."""

    class Meta:
        interfaces = (Node, Place)
        relation = place_relation(kinds.PlaceKind.UNMARKED_WINTER_STORAGE)

    capacity = column(
        graphene.Int, "units", kind=Kind.NUMBER, required=True, description="About how many boats it takes."
    )
    area = to_one("WinterStorageArea", "area_id", required=True, description="The area it belongs to.")
