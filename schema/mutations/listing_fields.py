"""Knows what each field of a listing is in the contract: its type, and a sentence."""

from collections.abc import Mapping
from typing import Any

import graphene

from harbors.listings.fields import Field
from schema.catalogue.kinds import Amenity, Availability, GeometrySource, Mooring, ServiceKind
from schema.lists import some

_TYPES: Mapping[str, tuple[Any, str]] = {
    "phone": (graphene.String, "A public telephone number."),
    "email": (graphene.String, "A public mail address."),
    "www_url": (graphene.String, "A page on the web."),
    "zip_code": (graphene.String, "The postal code."),
    "municipality": (graphene.String, "The municipality, by its Finnish name."),
    "region": (graphene.String, "The part of the city."),
    "service_map_id": (graphene.String, "The identifier in the service map of the capital region."),
    "image_url": (graphene.String, "Where a picture is found."),
    "availability": (Availability, "How hard it is to get a place."),
    "amenities": (some(Amenity), "What is offered here."),
    "is_active": (graphene.Boolean, "Whether it is in use: yes, unless said."),
    "is_accessible": (graphene.Boolean, "Whether it is suited to people with reduced mobility."),
    "is_invoiceable": (graphene.Boolean, "Whether its use is invoiced: yes, unless said."),
    "identifier": (graphene.String, "The letters or number of it, given once in the harbor or area."),
    "number": (graphene.String, "The number or letters painted on it, given once where it lies."),
    "geometry_source": (GeometrySource, "Where the geometry comes from: IMPORTED, unless said."),
    "mooring": (Mooring, "How a boat is made fast."),
    "price_tier": (graphene.Int, "1, 2 or 3, where berths of the pier are let by the season."),
    "kind": (ServiceKind, "What it is."),
    "width_mm": (graphene.Int, "The width in millimetres."),
    "length_mm": (graphene.Int, "The length in millimetres."),
    "depth_mm": (graphene.Int, "The depth of water in millimetres."),
    "max_mass_kg": (graphene.Int, "The largest mass of a boat in kilograms."),
    "bookable_metres": (graphene.Int, "How many metres can be booked apart."),
    "capacity": (graphene.Int, "About how many boats it takes."),
    "code": (graphene.String, "A short code, as in timetables."),
    "bicycles_allowed": (graphene.Boolean, "Whether bicycles are taken."),
    "dogs_allowed": (graphene.Boolean, "Whether dogs are taken."),
    "cars_allowed": (graphene.Boolean, "Whether cars are taken."),
    "harbor_id": (graphene.ID, "The harbor that it lies in, one of the provider's own."),
    "pier_id": (graphene.ID, "The pier that it lies at, one of the provider's own."),
    "area_id": (graphene.ID, "The winter storage area that it lies in, one of the provider's own."),
    "section_id": (graphene.ID, "The section that it lies in, one of the provider's own."),
    "suitable_boat_types": (some(graphene.ID), "The types of boats that it suits."),
    "stops": (some(graphene.ID), "The stops in the order of the outward voyage; a stop may come twice."),
}


def input_field(field: Field) -> graphene.InputField:
    """The field of an input for a field of a form."""
    type_, text = _TYPES[field.called or field.name]
    return graphene.InputField(type_, description=text)
