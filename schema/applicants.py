"""Knows who applies, with which boat, and what was agreed to, as an application tells it."""

from typing import Any

import graphene

from harbors.applications import records
from schema.languages import Language
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type


class Applicant(graphene.ObjectType):
    """The person who applies, as told; shown to nobody else."""

    first_name = graphene.String(required=True, description="The given name.")
    last_name = graphene.String(required=True, description="The family name.")
    email = graphene.String(description="Where mail goes; null only for what came on paper from who has none.")
    phone = graphene.String(description="A telephone number.")
    address = graphene.String(description="The street address.")
    zip_code = graphene.String(description="The postal code.")
    municipality = graphene.String(
        description="The municipality of residence, in lower case; null where it may not be disclosed."
    )
    language = Language(required=True, description="The language in which the applicant is written to.")


async def _boat_type(boat: records.Boat, info: Any) -> Row | None:
    return None if boat.type_id is None else await load_row(info.context, read_type("BoatType"), boat.type_id)


class Boat(graphene.ObjectType):
    """The boat that needs a place."""

    type = graphene.Field(lambda: graphql_type("BoatType"), resolver=_boat_type, description="The type of boat.")
    registration = graphene.String(description="The registration, in upper case; null for a boat that has none.")
    name = graphene.String(description="The name of the boat.")
    beam_mm = graphene.Int(required=True, description="The greatest width, in millimetres.")
    length_mm = graphene.Int(required=True, description="The greatest length, in millimetres.")
    draught_mm = graphene.Int(description="The draught, in millimetres.")
    mass_kg = graphene.Int(description="The mass, in kilograms.")
    estimated = graphene.Boolean(
        required=True, description="Whether the boat is not there yet and the figures are estimates."
    )


class GivenConsent(graphene.ObjectType):
    """Something that the applicant agreed to."""

    key = graphene.String(required=True, description="Its name in `Round.rules.consents`.")
    given_at = graphene.DateTime(required=True, description="When it was given.")
