"""Knows a person as the person and the city's handlers may see them: every read is under row security."""

from typing import Any

import graphene

from harbors.customers import records
from schema.catalogue.common import Node
from schema.enums import described
from schema.lists import some
from schema.me import Language
from schema.reads.declare import KEY, Expression, Listing, Relation, SortKey, ToMany
from schema.reads.fields import by_id, computed, to_many
from schema.reads.resources import Resource

ResidenceSource = described(
    records.ResidenceSource,
    "Who told where somebody lives.",
    SELF_DECLARED="The person alone.",
    REGISTER="The population register, by a strong identification.",
    ATTESTED="A handler who has seen proof.",
)


def _told(type_: Any, column: str, *, description: str) -> Any:
    """A column of the profile; null where there is no profile yet."""
    sql = f"(SELECT profile.{column} FROM person_profiles profile WHERE profile.person_id = {{row}}.id)"
    return computed(type_, Expression(sql), description=description)


class Residence(graphene.ObjectType):
    """Whether somebody lives in a municipality, as attested."""

    municipality = graphene.String(required=True, description="The municipality, in lower case.")
    resides = graphene.Boolean(required=True, description="Whether the person lives there.")
    attested_on = graphene.Date(required=True, description="When that was attested.")


class Person(Resource):
    """Somebody who signs in, and what is known of them."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("people", visible="({row}.id = acting_person() OR acting_as_city())", personal=True)

    first_name = _told(graphene.String, "first_name", description="The given name.")
    last_name = _told(graphene.String, "last_name", description="The family name.")
    names_identified_at = _told(
        graphene.DateTime, "names_identified_at", description="When a strong identification said these names."
    )
    address = _told(graphene.String, "address", description="The street address.")
    zip_code = _told(graphene.String, "zip_code", description="The postal code.")
    municipality = _told(graphene.String, "municipality", description="The municipality of residence, in lower case.")
    municipality_source = _told(ResidenceSource, "municipality_source", description="Who told the municipality.")
    municipality_on = _told(graphene.Date, "municipality_on", description="When the municipality was told.")
    language = _told(Language, "language", description="The language in which to be written to.")
    phone = _told(graphene.String, "phone", description="A telephone number.")
    email = _told(graphene.String, "email", description="Where mail goes.")
    email_verified_at = _told(
        graphene.DateTime, "email_verified_at", description="When the person showed to read the mail of that address."
    )
    birth_year = _told(graphene.Int, "birth_year", description="The year of birth.")
    of_age_attested_on = _told(
        graphene.Date, "of_age_attested_on", description="When it was attested that the person is 18 or older."
    )
    non_disclosure = _told(
        graphene.Boolean,
        "non_disclosure",
        description="Whether there is an order of non-disclosure: then neither address nor municipality is kept.",
    )
    residences = computed(
        some(Residence),
        Listing(
            "FROM person_residences AS item WHERE item.person_id = {row}.id",
            columns=("municipality", "resides", "attested_on"),
            order="item.municipality",
        ),
        required=True,
        description="Where it is attested that the person lives, or does not.",
    )
    created_at = graphene.DateTime(required=True, description="When the person first came.")
    boats = to_many(
        ToMany("OwnedBoat", "{row}.person_id = {parent}", order=(SortKey("{row}.created_at", "timestamptz"), KEY)),
        description="The person's own boats.",
    )
    representations = to_many(
        ToMany("Representation", "{row}.person_id = {parent}"),
        description="The organisations for which the person says to act, and whether that is verified.",
    )
    organisations = to_many(
        ToMany(
            "Organisation",
            "claim.person_id = {parent}",
            join="JOIN representations claim ON claim.organisation_id = {row}.id",
        ),
        description="The organisations for which the person says to act.",
    )
    applications = to_many(
        ToMany(
            "Application",
            "{row}.person_id = {parent}",
            order=(SortKey("{row}.submitted_at", "timestamptz", descending=True), KEY),
        ),
        description="The person's applications, the newest first.",
    )


class PersonQuery:
    """The root of a person."""

    person = by_id("Person", description="A person, for themselves and for the city's handlers; every look is noted.")
