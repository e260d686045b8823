"""Knows winter storage: areas, their sections, and what can be booked there."""

import graphene

from schema.catalogue.common import Listed, Named, Node, Reachable, Site, amenities
from schema.catalogue.counts import active_place_count, place_count
from schema.catalogue.located import Located
from schema.catalogue.orders import BY_IDENTIFIER, BY_NAME, BY_NUMBER
from schema.catalogue.place_filters import PLACE_ORDER, PlaceFilter, WinterStoragePlaceFilter
from schema.catalogue.shown import images, policies_of
from schema.catalogue.site_filters import SECTION_ORDER, WinterStorageSectionFilter
from schema.reads.declare import KEY, Relation, ToMany
from schema.reads.fields import to_many, to_one
from schema.reads.resources import Resource
from schema.storage_ground import free_of_area, taken_of_area


class WinterStorageArea(Listed, Located, Reachable, Site, Named, Resource):
    """An area on land where boats spend the winter."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("winter_storage_areas", order=(BY_NAME, KEY))

    is_active = graphene.Boolean(required=True, description="Whether the area is in use.")
    place_count = place_count()
    active_place_count = active_place_count()
    provider = to_one("Provider", "provider_id", required=True, description="Who runs the area.")
    images = images()
    policies = policies_of()
    sections = to_many(
        ToMany("WinterStorageSection", "{row}.area_id = {parent}", order=(BY_IDENTIFIER, KEY)),
        filter_type=WinterStorageSectionFilter,
        order_by=SECTION_ORDER,
        description="The sections of the area.",
    )
    places = to_many(
        ToMany("WinterStoragePlace", "{row}.area_id = {parent}", order=(BY_NUMBER, KEY)),
        filter_type=WinterStoragePlaceFilter,
        order_by=PLACE_ORDER,
        description="The numbered places of the area.",
    )
    taken_m2 = taken_of_area()
    free_m2 = free_of_area()
    unmarked = to_many(
        ToMany("UnmarkedWinterStorage", "{row}.area_id = {parent}", order=(BY_NUMBER, KEY)),
        filter_type=PlaceFilter,
        order_by=PLACE_ORDER,
        description="The unmarked parts of the area, with their capacity.",
    )


class WinterStorageSection(Listed, Located, Resource):
    """A part of a winter storage area."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("winter_storage_sections")

    identifier = graphene.String(required=True, description="The letter or number of the section in its area.")
    amenities = amenities()
    is_active = graphene.Boolean(required=True, description="Whether the section is in use.")
    place_count = place_count()
    active_place_count = active_place_count()
    area = to_one("WinterStorageArea", "area_id", required=True, description="The area it belongs to.")
    cut_from = to_one(
        "UnmarkedWinterStorage",
        "cut_from",
        description="The unmarked ground whose lots these are; null for marked places.",
    )
    places = to_many(
        ToMany("WinterStoragePlace", "{row}.section_id = {parent}", order=(BY_NUMBER, KEY)),
        filter_type=WinterStoragePlaceFilter,
        order_by=PLACE_ORDER,
        description="The numbered places of the section.",
    )
