"""Knows the whole contract: the query and mutation types, put together from the rooms of the field."""

import graphene
from graphql import GraphQLSchema

from schema.catalogue import harbors, places, providers, winter
from schema.catalogue.roots import CatalogueQuery
from schema.me import MeQuery

TYPES = (
    harbors.Harbor,
    places.Berth,
    places.GuestMooring,
    places.Quay,
    places.WinterStoragePlace,
    places.UnmarkedWinterStorage,
    providers.Provider,
    winter.WinterStorageArea,
)


class Query(CatalogueQuery, MeQuery, graphene.ObjectType):
    """What can be read."""


def build() -> GraphQLSchema:
    """The executable schema."""
    schema: GraphQLSchema = graphene.Schema(query=Query, types=TYPES).graphql_schema
    return schema
