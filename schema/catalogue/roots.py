"""Knows the roots of the catalogue: each list with its singular by id, ``node`` and ``nodes``."""

from typing import Any

import graphene

from schema import ids
from schema.catalogue.common import Node
from schema.catalogue.harbor_filters import HARBOR_ORDER, PIER_ORDER, HarborFilter, PierFilter
from schema.catalogue.place_filters import (
    PLACE_ORDER,
    BerthFilter,
    GuestMooringFilter,
    PlaceFilter,
    QuayFilter,
    WinterStoragePlaceFilter,
)
from schema.catalogue.site_filters import (
    FERRY_ROUTE_ORDER,
    FERRY_STOP_ORDER,
    SECTION_ORDER,
    SERVICE_ORDER,
    SITE_ORDER,
    FerryRouteFilter,
    FerryStopFilter,
    ProviderFilter,
    ServiceFilter,
    WinterStorageAreaFilter,
    WinterStorageSectionFilter,
)
from schema.errors import BadInput
from schema.ids import check_number
from schema.lists import some
from schema.reads.declare import ByAnyId, ByAnyIds, ToMany
from schema.reads.fields import ReadField, by_id, to_many
from schema.reads.loading import Row, load_row
from schema.reads.registry import object_types


async def _node(_root: None, info: Any, id: str) -> Row | None:
    type_name, key = ids.decode(id)
    type_ = object_types().get(type_name)
    if type_ is None:
        raise BadInput(f"This is the id of nothing that can be read by id: {id[:60]!r}")
    return await load_row(info.context, type_, key)


async def _nodes(_root: None, info: Any, ids: list[str]) -> list[Any]:
    check_number(ids)
    return [_node(None, info, id) for id in ids]


class CatalogueQuery:
    """The roots of the catalogue."""

    node = ReadField(
        Node,
        ByAnyId(),
        args={"id": graphene.Argument(graphene.ID, required=True, description="Any id.")},
        resolver=_node,
        description="The object with this id, whatever its type; null if there is none.",
    )
    nodes = ReadField(
        graphene.List(Node),
        ByAnyIds(),
        args={"ids": graphene.Argument(some(graphene.ID), required=True, description="Any ids.")},
        required=True,
        resolver=_nodes,
        description="The objects with these ids in this order; null where there is none.",
    )
    harbors = to_many(
        ToMany("Harbor"), filter_type=HarborFilter, order_by=HARBOR_ORDER, description="Harbors, by name."
    )
    harbor = by_id("Harbor", description="A harbor.")
    piers = to_many(
        ToMany("Pier"),
        filter_type=PierFilter,
        order_by=PIER_ORDER,
        description="Piers of all harbors, in a stable order of no meaning unless asked otherwise.",
    )
    pier = by_id("Pier", description="A pier.")
    places = to_many(
        ToMany("Place"),
        filter_type=PlaceFilter,
        order_by=PLACE_ORDER,
        description="All that can be booked, in a stable order of no meaning unless asked otherwise.",
    )
    berths = to_many(
        ToMany("Berth"),
        filter_type=BerthFilter,
        order_by=PLACE_ORDER,
        description="Berths of all harbors, in a stable order of no meaning unless asked otherwise.",
    )
    berth = by_id("Berth", description="A berth.")
    winter_storage_areas = to_many(
        ToMany("WinterStorageArea"),
        filter_type=WinterStorageAreaFilter,
        order_by=SITE_ORDER,
        description="Winter storage areas, by name.",
    )
    winter_storage_area = by_id("WinterStorageArea", description="A winter storage area.")
    winter_storage_sections = to_many(
        ToMany("WinterStorageSection"),
        filter_type=WinterStorageSectionFilter,
        order_by=SECTION_ORDER,
        description="Sections of all winter storage areas.",
    )
    winter_storage_section = by_id("WinterStorageSection", description="A section of a winter storage area.")
    winter_storage_places = to_many(
        ToMany("WinterStoragePlace"),
        filter_type=WinterStoragePlaceFilter,
        order_by=PLACE_ORDER,
        description="Numbered winter storage places.",
    )
    winter_storage_place = by_id("WinterStoragePlace", description="A numbered winter storage place.")
    guest_moorings = to_many(
        ToMany("GuestMooring"), filter_type=GuestMooringFilter, order_by=PLACE_ORDER, description="Guest moorings."
    )
    guest_mooring = by_id("GuestMooring", description="A guest mooring.")
    quays = to_many(
        ToMany("Quay"), filter_type=QuayFilter, order_by=PLACE_ORDER, description="Quays, booked by the metre."
    )
    quay = by_id("Quay", description="A quay.")
    services = to_many(
        ToMany("Service"), filter_type=ServiceFilter, order_by=SERVICE_ORDER, description="Services, by name."
    )
    service = by_id("Service", description="A service.")
    ferry_stops = to_many(
        ToMany("FerryStop"), filter_type=FerryStopFilter, order_by=FERRY_STOP_ORDER, description="Ferry stops, by name."
    )
    ferry_stop = by_id("FerryStop", description="A ferry stop.")
    ferry_routes = to_many(
        ToMany("FerryRoute"),
        filter_type=FerryRouteFilter,
        order_by=FERRY_ROUTE_ORDER,
        description="Ferry routes, by name.",
    )
    ferry_route = by_id("FerryRoute", description="A ferry route.")
    providers = to_many(ToMany("Provider"), filter_type=ProviderFilter, description="Providers, by name.")
    provider = by_id("Provider", description="A provider.")
    boat_types = to_many(ToMany("BoatType"), description="Types of boats, by name.")
    boat_type = by_id("BoatType", description="A type of boat.")
