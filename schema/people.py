"""Knows a person as the person and the city's handlers may see them: every read is under row security."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import graphene

from harbors.access.records import Scope
from harbors.customers import records
from harbors.text import Language as LanguageCode
from schema.audit import entries_of_person
from schema.catalogue.common import Node
from schema.enums import described
from schema.exchanges import swaps_of_person
from schema.languages import Language
from schema.leases import leases_of_person
from schema.lists import some
from schema.offers import offers_of_person
from schema.orders import orders_of_person
from schema.permissions import KNOWN
from schema.provider_people import memberships_of_person, sign_ups_of_person
from schema.queues import entries_of_person as queue_entries_of_person
from schema.reads.declare import KEY, Listing, Relation, Resolved, SortKey, ToMany
from schema.reads.fields import ReadField, by_id, computed, to_many
from schema.reads.resources import Resource
from schema.storage_notices import notices_of_person

ResidenceSource = described(
    records.ResidenceSource,
    "Who told where somebody lives.",
    SELF_DECLARED="The person alone.",
    REGISTER="The population register, by a strong identification.",
    ATTESTED="A handler who has seen proof.",
)


def _attested_on(item: Mapping[str, Any], _info: Any) -> date:
    return date.fromisoformat(item["attested_on"])


class Residence(graphene.ObjectType):
    """Whether somebody lives in a municipality, as attested."""

    municipality = graphene.String(required=True, description="The municipality, in lower case.")
    resides = graphene.Boolean(required=True, description="Whether the person lives there.")
    attested_on = graphene.Date(required=True, resolver=_attested_on, description="When that was attested.")


class Person(Resource):
    """Somebody who signs in, and what is known of them."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "person_profiles",
            visible="({row}.person_id = acting_person() OR acting_as_city())",
            access=KNOWN.within(Scope.PROFILE_READ),
            about="{row}.person_id",
        )

    first_name = graphene.String(description="The given name.")
    last_name = graphene.String(description="The family name.")
    names_identified_at = graphene.DateTime(description="When a strong identification said these names.")
    address = graphene.String(description="The street address.")
    zip_code = graphene.String(description="The postal code.")
    municipality = graphene.String(description="The municipality of residence, in lower case.")
    municipality_source = ResidenceSource(description="Who told the municipality.")
    municipality_on = graphene.Date(description="When the municipality was told.")
    language = ReadField(
        Language,
        Resolved(("language",)),
        resolver=lambda row, _info: row.values["language"] and LanguageCode(row.values["language"]),
        description="The language in which to be written to, once it is told.",
    )
    phone = graphene.String(description="A telephone number.")
    email = graphene.String(description="Where mail goes.")
    email_verified_at = graphene.DateTime(description="When the person showed to read the mail of that address.")
    birth_year = graphene.Int(description="The year of birth.")
    of_age_attested_on = graphene.Date(description="When it was attested that the person is 18 or older.")
    non_disclosure = graphene.Boolean(
        required=True,
        description="Whether there is an order of non-disclosure: then neither address nor municipality is kept.",
    )
    residences = computed(
        some(Residence),
        Listing(
            "FROM person_residences AS item WHERE item.person_id = {row}.person_id",
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
            join="JOIN representations claim ON claim.organisation_id = {row}.id "
            "AND (claim.person_id = acting_person() OR acting_as_city())",
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
    leases = leases_of_person()
    offers = offers_of_person()
    swaps = swaps_of_person()
    orders = orders_of_person()
    queue_entries = queue_entries_of_person()
    audit_entries = entries_of_person()
    storage_notices = notices_of_person()
    memberships = memberships_of_person()
    provider_sign_ups = sign_ups_of_person()


class PersonQuery:
    """The root of a person."""

    person = by_id("Person", description="A person, for themselves and for the city's handlers; every look is noted.")
