"""Knows harbors and their piers."""

from typing import Any

import graphene

from schema.catalogue.common import Listed, Named, Node, Reachable, Site, amenities
from schema.catalogue.counts import figures
from schema.catalogue.harbor_filters import PIER_ORDER, PierFilter
from schema.catalogue.located import Located
from schema.catalogue.orders import BY_IDENTIFIER, BY_NAME, BY_NUMBER
from schema.catalogue.place_filters import PLACE_ORDER, BerthFilter, GuestMooringFilter, PlaceFilter, QuayFilter
from schema.catalogue.shown import images, opening_hours, policies_of
from schema.catalogue.site_filters import FERRY_STOP_ORDER, SERVICE_ORDER, FerryStopFilter, ServiceFilter
from schema.queues import lengths_of_harbor
from schema.reads.declare import KEY, Relation, ToMany
from schema.reads.fields import to_many, to_one
from schema.reads.resources import Resource

HarborFigures: Any = figures("harbor_id")
PierFigures: Any = figures("pier_id")


class Harbor(HarborFigures, Listed, Located, Reachable, Site, Named, Resource):
    """A harbor: what boaters know by one name."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("harbors", order=(BY_NAME, KEY))

    queue_lengths = lengths_of_harbor()
    amenities = amenities()
    is_active = graphene.Boolean(required=True, description="Whether the harbor is in use.")
    provider = to_one("Provider", "provider_id", required=True, description="Who runs the harbor.")
    piers = to_many(
        ToMany("Pier", "{row}.harbor_id = {parent}", order=(BY_IDENTIFIER, KEY)),
        filter_type=PierFilter,
        order_by=PIER_ORDER,
        description="The piers of the harbor, by identifier unless asked otherwise.",
    )
    berths = to_many(
        ToMany("Berth", "{row}.harbor_id = {parent}", order=(BY_NUMBER, KEY), maximum=5_000),
        filter_type=BerthFilter,
        order_by=PLACE_ORDER,
        description="The berths of the harbor, by number unless asked otherwise.",
    )
    guest_moorings = to_many(
        ToMany("GuestMooring", "{row}.harbor_id = {parent}", order=(BY_NUMBER, KEY)),
        filter_type=GuestMooringFilter,
        order_by=PLACE_ORDER,
        description="The guest moorings of the harbor.",
    )
    quays = to_many(
        ToMany("Quay", "{row}.harbor_id = {parent}", order=(BY_NUMBER, KEY)),
        filter_type=QuayFilter,
        order_by=PLACE_ORDER,
        description="The quays of the harbor.",
    )
    places = to_many(
        ToMany("Place", "{row}.harbor_id = {parent}", order=(BY_NUMBER, KEY)),
        filter_type=PlaceFilter,
        order_by=PLACE_ORDER,
        description="All that can be booked in the harbor, whatever its kind.",
    )
    services = to_many(
        ToMany("Service", "{row}.harbor_id = {parent}", order=(BY_NAME, KEY)),
        filter_type=ServiceFilter,
        order_by=SERVICE_ORDER,
        description="The services in the harbor.",
    )
    ferry_stops = to_many(
        ToMany("FerryStop", "{row}.harbor_id = {parent}", order=(BY_NAME, KEY)),
        filter_type=FerryStopFilter,
        order_by=FERRY_STOP_ORDER,
        description="The piers of the harbor where ferries call.",
    )
    images = images()
    opening_hours = opening_hours()
    policies = policies_of()


class Pier(PierFigures, Listed, Located, Resource):
    """A pier of a harbor."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("piers")

    identifier = graphene.String(required=True, description="The letter or number of the pier in its harbor.")
    price_tier = graphene.Int(description="The price tier of its berths: 1 the dearest, 3 the cheapest.")
    amenities = amenities()
    is_accessible = graphene.Boolean(
        description="Whether it is suited to people with reduced mobility; null if unknown."
    )
    is_active = graphene.Boolean(required=True, description="Whether the pier is in use.")
    harbor = to_one("Harbor", "harbor_id", required=True, description="The harbor it belongs to.")
    berths = to_many(
        ToMany("Berth", "{row}.pier_id = {parent}", order=(BY_NUMBER, KEY), maximum=5_000),
        filter_type=BerthFilter,
        order_by=PLACE_ORDER,
        description="The berths at the pier, by number unless asked otherwise.",
    )
    guest_moorings = to_many(
        ToMany("GuestMooring", "{row}.pier_id = {parent}", order=(BY_NUMBER, KEY)),
        filter_type=GuestMooringFilter,
        order_by=PLACE_ORDER,
        description="The guest moorings at the pier.",
    )
    suitable_boat_types = to_many(
        ToMany(
            "BoatType",
            "link.pier_id = {parent}",
            join="JOIN pier_boat_types link ON link.boat_type_id = {row}.id",
            order=(BY_NAME, KEY),
        ),
        description="The types of boats that the pier is suitable for.",
    )
    images = images()


class BoatType(Listed, Named, Resource):
    """A type of boat."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("boat_types", order=(BY_NAME, KEY))

    piers = to_many(
        ToMany(
            "Pier",
            "link.boat_type_id = {parent}",
            join="JOIN pier_boat_types link ON link.pier_id = {row}.id",
            order=(BY_IDENTIFIER, KEY),
        ),
        filter_type=PierFilter,
        order_by=PIER_ORDER,
        description="The piers that are suitable for boats of this type.",
    )
