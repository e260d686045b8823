"""Knows places, all that can be booked: the interface, its kinds and what the kinds have in common."""

from typing import Any

import graphene

from harbors.places import kinds
from schema.catalogue.common import Identified, Listed, Node, amenities
from schema.catalogue.fitting import FITS_READ, BoatDimensionsInput, Fit
from schema.catalogue.kinds import Mooring, PlaceKind, UnmarkedPolicy
from schema.catalogue.located import Located
from schema.catalogue.orders import BY_IDENTIFIER
from schema.catalogue.shown import images
from schema.catalogue.site_filters import SECTION_ORDER, WinterStorageSectionFilter
from schema.prices import season_price
from schema.reads.declare import KEY, Expression, Relation, ToMany
from schema.reads.fields import column, computed, localized, to_many, to_one, translations
from schema.reads.loading import Row
from schema.reads.resources import Resource, register_interface
from schema.storage_ground import capacity_of_ground, free_of_ground, taken_of_ground


class PlaceFields:
    """The fields of every place."""

    kind = PlaceKind(required=True, description="What kind of place it is.")
    number = graphene.String(required=True, description="The number or letters painted on it.")
    width_mm = graphene.Int(description="The width in millimetres; null if it does not limit.")
    length_mm = graphene.Int(description="The length in millimetres; null if it does not limit.")
    depth_mm = graphene.Int(description="The depth of water in millimetres; null if unknown.")
    max_mass_kg = graphene.Int(description="The largest mass of a boat in kilograms; null if there is no limit.")
    area_m2 = computed(
        graphene.String,
        Expression("round({row}.width_mm::numeric * {row}.length_mm / 1000000, 2)::text"),
        description="Width times length in square metres, a decimal; null where one of them is.",
    )
    amenities = amenities()
    is_accessible = graphene.Boolean(
        description="Whether it is suited to people with reduced mobility; null if unknown."
    )
    is_active = graphene.Boolean(required=True, description="Whether it is in use.")
    is_invoiceable = graphene.Boolean(required=True, description="Whether its use is invoiced.")
    provider = to_one("Provider", "provider_id", required=True, description="Who lets it.")
    picture_path = computed(
        graphene.String,
        Expression("'/places/' || {row}.id || '/picture.svg'"),
        required=True,
        description="Where on this service a picture shows where it is, among what lies around.",
    )
    images = images()
    fits = computed(
        Fit,
        FITS_READ,
        required=True,
        args={"boat": graphene.Argument(BoatDimensionsInput, required=True, description="The boat.")},
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
    price = season_price()


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
    bookable_metres = column(graphene.Int, "units", required=True, description="How many metres can be booked apart.")
    harbor = to_one("Harbor", "harbor_id", description="The harbor it lies in, where it lies in one.")


class WinterStoragePlace(Resource):
    """A numbered place on land for one boat over the winter."""

    class Meta:
        interfaces = (Node, Place)
        relation = place_relation(kinds.PlaceKind.WINTER_STORAGE_PLACE)

    section = to_one("WinterStorageSection", "section_id", required=True, description="The section it lies in.")
    area = to_one("WinterStorageArea", "area_id", required=True, description="The area it lies in.")
    price = season_price()


class UnmarkedWinterStorage(Resource):
    """The unmarked part of a winter storage area: the boat is brought first, then notified.

    Or staff cut it into lots of a few sizes, which a round gives like marked places.
    """

    class Meta:
        interfaces = (Node, Place)
        relation = place_relation(kinds.PlaceKind.UNMARKED_WINTER_STORAGE)

    capacity = column(graphene.Int, "units", required=True, description="About how many boats it takes.")
    policy = computed(
        UnmarkedPolicy,
        Expression(
            "CASE WHEN EXISTS (SELECT FROM winter_storage_sections cut WHERE cut.cut_from = {row}.id"
            " AND cut.retired_at IS NULL) THEN 'LOTS' ELSE 'NOTICE' END"
        ),
        required=True,
        description="How it is given.",
    )
    ground_m2 = computed(
        graphene.String,
        Expression("{row}.ground_m2::text"),
        description="How many square metres of it can be given, a decimal, as staff measured it.",
    )
    capacity_m2 = capacity_of_ground()
    taken_m2 = taken_of_ground()
    free_m2 = free_of_ground()
    area = to_one("WinterStorageArea", "area_id", required=True, description="The area it belongs to.")
    sections = to_many(
        ToMany("WinterStorageSection", "{row}.cut_from = {parent}", order=(BY_IDENTIFIER, KEY)),
        filter_type=WinterStorageSectionFilter,
        order_by=SECTION_ORDER,
        description="What it is cut into: a section for the lots of each size.",
    )
