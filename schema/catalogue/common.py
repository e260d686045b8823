"""Knows what the types of the catalogue have in common: ids, names, provenance, contacts, addresses."""

from typing import Any

import graphene

from schema.catalogue.kinds import Amenity, Availability
from schema.lists import some
from schema.reads.declare import Column
from schema.reads.fields import composite, identity, localized, translations
from schema.reads.loading import Row


class Identified:
    """The field of everything that has an id."""

    id = identity()


class Node(Identified, graphene.Interface):
    """Anything with an id."""

    @classmethod
    def resolve_type(cls, row: Row, _info: Any) -> str:
        return row.type_name


class Provenance(graphene.ObjectType):
    """Where a record comes from."""

    system = graphene.String(required=True, description="The system that published the record.")
    type = graphene.String(required=True, description="What the record is called there.")
    id = graphene.String(required=True, description="The record's own identifier there.")
    licence = graphene.String(required=True, description="The licence it was published under.")
    fetched_at = graphene.DateTime(description="When it was fetched.")


class Listed:
    """The fields of everything that is listed."""

    created_at = graphene.DateTime(required=True, description="When the record was made.")
    modified_at = graphene.DateTime(required=True, description="When the record was last changed.")
    source = composite(
        Provenance,
        {
            "system": Column("source_system"),
            "type": Column("source_type"),
            "id": Column("source_id"),
            "licence": Column("source_licence"),
            "fetched_at": Column("source_fetched_at"),
        },
        description="Where the record comes from.",
    )


class Named:
    """The fields of what has a name in three languages."""

    name = localized("name", required=True, description="The name in the language of the request, else fi, en, sv.")
    names = translations("name", description="The name in all languages.")


class Reachable:
    """The fields of what can be reached."""

    phone = graphene.String(description="A public telephone number.")
    email = graphene.String(description="A public mail address.")
    www_url = graphene.String(description="A page on the web.")


class Site:
    """The fields of a harbor or an area with a street address."""

    street_address = localized("street_address", description="The street address in the language of the request.")
    street_addresses = translations("street_address", description="The street address in all languages.")
    zip_code = graphene.String(description="The postal code.")
    municipality = graphene.String(description="The municipality, by its Finnish name in small letters.")
    region = graphene.String(description="The part of the city.")
    service_map_id = graphene.String(description="The identifier in the service map of the capital region.")
    image_url = graphene.String(description="Where a picture is found.")
    availability = Availability(description="How hard it is to get a place.")


def amenities() -> graphene.Field:
    """The field that lists what is offered."""
    return graphene.Field(some(Amenity), required=True, description="What is offered here.")
