"""Knows the whole contract: the query and mutation types, put together from the rooms of the field."""

import graphene
from graphql import GraphQLSchema

from schema.catalogue import harbors, places, providers, winter
from schema.catalogue.roots import CatalogueQuery
from schema.me import MeQuery
from schema.rounds import RoundQuery

# Every type that is read by name: importing them makes them known.
TYPES = (
    harbors.Harbor,
    harbors.Pier,
    harbors.BoatType,
    places.Berth,
    places.GuestMooring,
    places.Quay,
    places.WinterStoragePlace,
    places.UnmarkedWinterStorage,
    providers.Provider,
    providers.Service,
    providers.FerryStop,
    providers.FerryRoute,
    winter.WinterStorageArea,
    winter.WinterStorageSection,
)


class Query(CatalogueQuery, RoundQuery, MeQuery, graphene.ObjectType):
    """What can be read."""


def build() -> GraphQLSchema:
    """The executable schema."""
    schema: GraphQLSchema = graphene.Schema(query=Query, types=TYPES).graphql_schema
    return schema
