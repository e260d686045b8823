"""Knows providers and what they list beside harbors: services, ferry stops and ferry routes."""

import graphene

from schema.audit import entries_of_provider
from schema.catalogue.common import Listed, Named, Node, Reachable
from schema.catalogue.harbor_filters import HARBOR_ORDER, HarborFilter
from schema.catalogue.kinds import ProviderKind, ServiceKind
from schema.catalogue.located import Located
from schema.catalogue.orders import BY_NAME, BY_NUMBER
from schema.catalogue.place_filters import PLACE_ORDER, PlaceFilter
from schema.catalogue.shown import images, opening_hours, policies_of
from schema.catalogue.site_filters import (
    FERRY_ROUTE_ORDER,
    SERVICE_ORDER,
    SITE_ORDER,
    FerryRouteFilter,
    ServiceFilter,
    WinterStorageAreaFilter,
)
from schema.exchanges import swaps_of_provider
from schema.gates import gates_of_provider
from schema.leases import leases_of_provider
from schema.listings import listings_of_provider
from schema.offers import offers_of_provider
from schema.orders import orders_of_provider
from schema.prices import price_lists_of_provider
from schema.programs import clients_of_provider, keys_of_provider
from schema.provider_people import invitations_of_provider, members_of_provider
from schema.queues import entries_of_provider as queue_entries_of_provider
from schema.reads.declare import KEY, Relation, SortKey, ToMany
from schema.reads.fields import to_many, to_one
from schema.reads.resources import Resource
from schema.renewals import runs_of_provider
from schema.seasons import seasons_of_provider
from schema.storage_ground import terms_of_provider
from schema.storage_notices import notices_of_provider
from schema.switching import refund_rules_of_provider, switch_policy_of_provider


class Provider(Listed, Reachable, Named, Resource):
    """Somebody who lists resources."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("providers", order=(BY_NAME, KEY))

    kind = ProviderKind(required=True, description="City, company, club or private person.")
    business_id = graphene.String(description="The business id of an organisation.")
    time_zone = graphene.String(required=True, description="The time zone in which its days begin and end.")
    harbors = to_many(
        ToMany("Harbor", "{row}.provider_id = {parent}"),
        filter_type=HarborFilter,
        order_by=HARBOR_ORDER,
        description="The harbors that it runs.",
    )
    winter_storage_areas = to_many(
        ToMany("WinterStorageArea", "{row}.provider_id = {parent}"),
        filter_type=WinterStorageAreaFilter,
        order_by=SITE_ORDER,
        description="The winter storage areas that it runs.",
    )
    places = to_many(
        ToMany("Place", "{row}.provider_id = {parent}", order=(BY_NUMBER, KEY)),
        filter_type=PlaceFilter,
        order_by=PLACE_ORDER,
        description="All that can be booked from it, whatever its kind.",
    )
    services = to_many(
        ToMany("Service", "{row}.provider_id = {parent}"),
        filter_type=ServiceFilter,
        order_by=SERVICE_ORDER,
        description="The services that it offers.",
    )
    ferry_routes = to_many(
        ToMany("FerryRoute", "{row}.operator_id = {parent}"),
        filter_type=FerryRouteFilter,
        order_by=FERRY_ROUTE_ORDER,
        description="The ferry routes that it operates.",
    )
    listings = listings_of_provider()
    audit_entries = entries_of_provider()
    verified_at = graphene.DateTime(description="When it was vouched for; null for what was imported.")
    members = members_of_provider()
    invitations = invitations_of_provider()
    images = images()
    opening_hours = opening_hours()
    policies = policies_of()
    seasons = seasons_of_provider()
    price_lists = price_lists_of_provider()
    storage_notices = notices_of_provider()
    storage_terms = terms_of_provider()
    clients = clients_of_provider()
    api_keys = keys_of_provider()
    leases = leases_of_provider()
    offers = offers_of_provider()
    orders = orders_of_provider()
    gates = gates_of_provider()
    swaps = swaps_of_provider()
    switch_policy = switch_policy_of_provider()
    refund_rules = refund_rules_of_provider()
    renewal_runs = runs_of_provider()
    queue_entries = queue_entries_of_provider()


class Service(Listed, Located, Reachable, Named, Resource):
    """A ramp, crane, fuel pump, sauna ... in a harbor or by itself."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("services", order=(BY_NAME, KEY))

    kind = ServiceKind(required=True, description="What it is.")
    is_active = graphene.Boolean(required=True, description="Whether it is in use.")
    provider = to_one("Provider", "provider_id", required=True, description="Who offers it.")
    harbor = to_one("Harbor", "harbor_id", description="The harbor it is in, where it is in one.")
    images = images()
    opening_hours = opening_hours()
    policies = policies_of()


class FerryStop(Listed, Located, Named, Resource):
    """A pier where ferries call."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("ferry_stops", order=(BY_NAME, KEY))

    code = graphene.String(description="A short code, as in timetables.")
    is_accessible = graphene.Boolean(
        description="Whether it is suited to people with reduced mobility; null if unknown."
    )
    is_active = graphene.Boolean(required=True, description="Whether ferries call there.")
    harbor = to_one("Harbor", "harbor_id", description="The harbor it is in, where it is in one.")
    routes = to_many(
        ToMany(
            "FerryRoute",
            "EXISTS (SELECT FROM ferry_route_stops link WHERE link.route_id = {row}.id AND link.stop_id = {parent})",
        ),
        filter_type=FerryRouteFilter,
        order_by=FERRY_ROUTE_ORDER,
        description="The routes that call there.",
    )


class FerryRoute(Listed, Located, Reachable, Named, Resource):
    """A ferry line of an operator; its geometry is the outward voyage."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("ferry_routes", order=(BY_NAME, KEY))

    code = graphene.String(required=True, description="The line's number or letters.")
    bicycles_allowed = graphene.Boolean(description="Whether bicycles are taken; null if unknown.")
    dogs_allowed = graphene.Boolean(description="Whether dogs are taken; null if unknown.")
    cars_allowed = graphene.Boolean(description="Whether cars are taken; null if unknown.")
    is_accessible = graphene.Boolean(
        description="Whether it is suited to people with reduced mobility; null if unknown."
    )
    is_active = graphene.Boolean(required=True, description="Whether the line is run.")
    operator = to_one("Provider", "operator_id", required=True, description="Who runs the line.")
    stops = to_many(
        ToMany(
            "FerryStop",
            "link.route_id = {parent}",
            join="JOIN ferry_route_stops link ON link.stop_id = {row}.id",
            order=(SortKey("link.position", "integer", unique=True),),
        ),
        description="The stops in the order of the outward voyage; a stop may come twice.",
    )
