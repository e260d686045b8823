"""Knows organisations, and who says to act for one, as those who are concerned may see them."""

import graphene

from harbors.access.records import Scope
from harbors.organisations import records
from schema.catalogue.common import Node
from schema.enums import described
from schema.exchanges import swaps_of_organisation
from schema.leases import leases_of_organisation
from schema.offers import offers_of_organisation
from schema.orders import orders_of_organisation
from schema.permissions import KNOWN
from schema.reads.declare import KEY, Relation, SortKey, ToMany
from schema.reads.fields import by_id, to_many, to_one
from schema.reads.resources import Resource
from schema.storage_notices import notices_of_organisation

RepresentationStatus = described(
    records.RepresentationStatus,
    "Whether somebody may act for an organisation.",
    CLAIMED="The person says so; nobody has looked.",
    VERIFIED="A handler has seen that it is so.",
    REFUSED="A handler has seen that it is not so, or no longer.",
)

_OWN = "({row}.person_id = acting_person() OR acting_as_city())"


class Organisation(Resource):
    """A company, a club, or any other body with a business id."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "organisations",
            visible="(acting_as_city() OR EXISTS (SELECT FROM representations own "
            "WHERE own.organisation_id = {row}.id AND (own.person_id = acting_person() OR acting_as_city())))",
            access=KNOWN.within(Scope.PROFILE_READ),
        )

    business_id = graphene.String(required=True, description="The business id.")
    name = graphene.String(required=True, description="The name.")
    created_at = graphene.DateTime(required=True, description="When it first came.")
    storage_notices = notices_of_organisation()
    boats = to_many(
        ToMany(
            "OwnedBoat", "{row}.organisation_id = {parent}", order=(SortKey("{row}.created_at", "timestamptz"), KEY)
        ),
        description="Its boats, for those who act for it.",
    )
    leases = leases_of_organisation()
    offers = offers_of_organisation()
    swaps = swaps_of_organisation()
    orders = orders_of_organisation()
    representations = to_many(
        ToMany("Representation", "{row}.organisation_id = {parent}"),
        description="Claims to act for it: one's own; for handlers all of them.",
    )


class Representation(Resource):
    """A person's claim to act for an organisation; it opens nothing until it is verified."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "representations",
            visible=_OWN,
            order=(SortKey("{row}.claimed_at", "timestamptz"), KEY),
            access=KNOWN.within(Scope.PROFILE_READ),
            about="{row}.person_id",
        )

    status = RepresentationStatus(required=True, description="Whether it is so.")
    claimed_at = graphene.DateTime(required=True, description="When the person said so.")
    decided_at = graphene.DateTime(description="When a handler decided.")
    reason = graphene.String(description="Why the handler decided so.")
    organisation = to_one("Organisation", "organisation_id", description="The organisation.")
    person = to_one("Person", "person_id", description="The person.")


class OrganisationQuery:
    """The root of claims to act for an organisation."""

    representations = to_many(
        ToMany("Representation"), description="Claims to act for organisations: one's own; for handlers all of them."
    )
    organisation = by_id("Organisation", description="An organisation, for those who say to act for it and handlers.")
