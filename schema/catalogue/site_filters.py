"""Knows how lists of winter storage, services, ferries and providers are filtered and ordered."""

import graphene

from schema.catalogue.conditions import OnTheMap, accessible, keys_of, names, of
from schema.catalogue.kinds import Amenity, Availability, ProviderKind, ServiceKind
from schema.catalogue.orders import BY_IDENTIFIER, BY_NAME, orders
from schema.lists import some
from schema.reads.filters import Filter, OrderBy, Where
from schema.texts import text_filter

_NAMED = {"NAME": BY_NAME}, {"NAME": "name, in Finnish order"}


class WinterStorageAreaFilter(OnTheMap, Filter):
    """What winter storage areas can be filtered by."""

    text = text_filter("A name, street address or municipality contains this text, in any case.")
    provider_ids = of("Provider", "provider_id", description="Only areas of these providers.")
    municipality = Where(
        graphene.String,
        "{row}.municipality = {0}",
        "text",
        description="In this municipality: its Finnish name in small letters.",
    )
    availability = Where(
        some(Availability),
        "{row}.availability = ANY({0})",
        "text[]",
        parameters=names,
        description="Only where getting a place is this hard.",
    )


class WinterStorageSectionFilter(OnTheMap, Filter):
    """What winter storage sections can be filtered by."""

    area_ids = of("WinterStorageArea", "area_id", description="Only sections of these areas.")
    amenities = Where(
        some(Amenity), "{row}.amenities @> {0}", "text[]", parameters=names, description="Only with all of these."
    )


class ServiceFilter(OnTheMap, Filter):
    """What services can be filtered by."""

    text = text_filter("A name contains this text, in any case.")
    kinds = Where(
        some(ServiceKind), "{row}.kind = ANY({0})", "text[]", parameters=names, description="Only these kinds."
    )
    harbor_ids = of("Harbor", "harbor_id", description="Only services in these harbors.")
    provider_ids = of("Provider", "provider_id", description="Only services of these providers.")


class FerryStopFilter(OnTheMap, Filter):
    """What ferry stops can be filtered by."""

    text = text_filter("The code or a name contains this text, in any case.")
    harbor_ids = of("Harbor", "harbor_id", description="Only stops in these harbors.")
    is_accessible = accessible()


class FerryRouteFilter(OnTheMap, Filter):
    """What ferry routes can be filtered by."""

    text = text_filter("The code or a name contains this text, in any case.")
    operator_ids = of("Provider", "operator_id", description="Only routes of these operators.")
    stop_ids = Where(
        some(graphene.ID),
        "EXISTS (SELECT FROM ferry_route_stops link JOIN ferry_stops called ON called.id = link.stop_id"
        " AND called.retired_at IS NULL WHERE link.route_id = {row}.id AND link.stop_id = ANY({0}))",
        "uuid[]",
        parameters=keys_of("FerryStop"),
        description="Only routes that call at one of these stops.",
    )
    is_accessible = accessible()


class ProviderFilter(Filter):
    """What providers can be filtered by."""

    text = text_filter("A name contains this text, in any case.")
    kinds = Where(
        some(ProviderKind), "{row}.kind = ANY({0})", "text[]", parameters=names, description="Only these kinds."
    )


SITE_ORDER = OrderBy("WinterStorageAreaOrder", *orders(*_NAMED))
SECTION_ORDER = OrderBy(
    "WinterStorageSectionOrder",
    *orders({"IDENTIFIER": BY_IDENTIFIER}, {"IDENTIFIER": "identifier, A9 before A10"}),
)
SERVICE_ORDER = OrderBy("ServiceOrder", *orders(*_NAMED))
FERRY_STOP_ORDER = OrderBy("FerryStopOrder", *orders(*_NAMED))
FERRY_ROUTE_ORDER = OrderBy("FerryRouteOrder", *orders(*_NAMED))
