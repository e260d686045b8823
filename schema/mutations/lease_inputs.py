"""Knows the inputs of the mutations of leases, and what they are in the words of the field."""

from collections.abc import Mapping
from typing import Any

import graphene

from harbors.access.records import PersonId
from harbors.leases.records import Draft, LeasedBoat, LeaseId, Tenant
from harbors.organisations.records import OrganisationId
from harbors.places.records import BoatTypeId
from harbors.rounds.records import Season
from harbors.switching import transferring
from schema import ids
from schema.enums import described
from schema.languages import Language
from schema.leases import RefundKind, place_key
from schema.mutations.inputs import Input, idempotency_key, member

TransferGround = described(
    transferring.TransferGround,
    "Why a lease goes to somebody else.",
    DEATH="The tenant has died.",
    SALE="The boat was sold.",
    CO_OWNER="Another owner of the boat, who is known here as such, answers for it now.",
    OTHER="Something else, which the reason tells.",
)


class TenantInput(graphene.InputObjectType):
    """Who holds the place; neither id for a tenant without an account."""

    name = graphene.String(required=True, description="The name under which the provider knows the tenant.")
    email = graphene.String(description="Where the provider writes to the tenant.")
    language = Language(description="The language in which the tenant is written to.")
    person_id = graphene.ID(description="The id of a Person, for a tenant with an account.")
    organisation_id = graphene.ID(description="The id of an Organisation, where that is the tenant.")


class LeasedBoatInput(graphene.InputObjectType):
    """The boat that lies there."""

    type = graphene.ID(description="The id of a BoatType.")
    registration = graphene.String(description="The registration, where it has one.")
    beam_mm = graphene.Int(required=True, description="The greatest width, in millimetres.")
    length_mm = graphene.Int(required=True, description="The greatest length, in millimetres: 2 to 24 metres.")
    draught_mm = graphene.Int(description="The draught, in millimetres.")
    mass_kg = graphene.Int(description="The mass, in kilograms.")


class SeasonInput(graphene.InputObjectType):
    """A season, from its first day to its last, both included."""

    starts = graphene.Date(required=True, description="The first day.")
    ends = graphene.Date(required=True, description="The last day.")


class RecordLeaseInput(graphene.InputObjectType):
    """An existing tenant, and the place that the tenant holds."""

    provider_id = graphene.ID(required=True, description="The id of the Provider whose place it is.")
    place_id = graphene.ID(required=True, description="The id of a Berth or of a WinterStoragePlace.")
    season = graphene.InputField(
        SeasonInput, description="For which season: the one of the first day unless said, between two the next one."
    )
    starts = graphene.Date(
        description="The first day of the lease: today, or the first day of the season, unless said."
    )
    tenant = graphene.InputField(TenantInput, required=True, description="Who holds it.")
    boat = graphene.InputField(LeasedBoatInput, required=True, description="The boat that lies there.")
    idempotency_key = idempotency_key()


class EndLeaseInput(graphene.InputObjectType):
    """Which lease ends before its season is over."""

    lease_id = graphene.ID(required=True, description="The id of the Lease.")
    at = graphene.DateTime(description="From when the place is free: now unless said.")
    reason = graphene.String(required=True, description="Why; the tenant reads it.")
    refund = RefundKind(
        description="What is given back, if not by the provider's rule: DAYS where the provider is at fault, or NONE."
    )
    idempotency_key = idempotency_key()


class TerminateLeaseInput(graphene.InputObjectType):
    """Which own place is given up."""

    lease_id = graphene.ID(required=True, description="The id of the own Lease.")
    at = graphene.DateTime(description="From when the place is free: now unless said.")
    reason = graphene.String(description="Why, for those who like to say.")
    idempotency_key = idempotency_key()


class TransferLeaseInput(graphene.InputObjectType):
    """Which lease goes to whom, and why."""

    lease_id = graphene.ID(required=True, description="The id of the Lease.")
    at = graphene.DateTime(description="From when the place is the new tenant's: now unless said.")
    tenant = graphene.InputField(TenantInput, required=True, description="Who holds it from then.")
    boat = graphene.InputField(LeasedBoatInput, description="The boat that lies there from then: the same unless said.")
    ground = TransferGround(required=True, description="What happened.")
    reason = graphene.String(required=True, description="Why; it is kept with the lease that ends.")
    proof = graphene.String(required=True, description="What that rests on: a bill of sale, an estate inventory.")
    settle_money = graphene.Boolean(
        default_value=False,
        description="Whether the old tenant gets back what is left, and the new one pays it; else it stays with the "
        "lease.",
    )
    idempotency_key = idempotency_key()


class MoveTenantInput(graphene.InputObjectType):
    """Which tenant goes to which other place."""

    lease_id = graphene.ID(required=True, description="The id of the Lease.")
    place_id = graphene.ID(required=True, description="The id of a free Berth or WinterStoragePlace of the provider.")
    at = graphene.DateTime(description="From when: now unless said. The old place is free from then.")
    until = graphene.DateTime(
        description="Until when, for a move that is only for a time: then the old place is the tenant's again."
    )
    reason = graphene.String(required=True, description="Why; the tenant reads it.")
    waive_difference = graphene.Boolean(
        default_value=False,
        description="Whether a dearer place costs no more, as when the move is the provider's fault; what is cheaper "
        "is given back all the same.",
    )
    idempotency_key = idempotency_key()


def lease_id(given: Input) -> LeaseId:
    """The lease that an input names. Raises BAD_USER_INPUT."""
    return LeaseId(ids.decode_as("Lease", given["lease_id"]))


def read_season(given: Input) -> Season | None:
    """The season, where one is told."""
    told = given.get("season")
    return told and Season(told["starts"], told["ends"])


def read_draft(given: Input, *, season: Season) -> Draft:
    """The lease as it is asked for. Raises BAD_USER_INPUT."""
    return Draft(
        place_id=place_key(given["place_id"]),
        season=season,
        starts=given.get("starts"),
        tenant=read_tenant(given["tenant"]),
        boat=read_leased_boat(given["boat"]),
    )


def read_leased_boat(given: Mapping[str, Any]) -> LeasedBoat:
    """The boat. Raises BAD_USER_INPUT for an id that is not a boat type's."""
    facts = dict(given)
    type_id = facts.pop("type", None)
    return LeasedBoat(**facts, type_id=None if type_id is None else BoatTypeId(ids.decode_as("BoatType", type_id)))


def read_transfer(given: Input) -> transferring.Transfer:
    """A transfer as it is asked for. Raises BAD_USER_INPUT."""
    boat = given.get("boat")
    return transferring.Transfer(
        tenant=read_tenant(given["tenant"]),
        ground=member(transferring.TransferGround, given["ground"]),
        reason=given["reason"],
        proof=given["proof"],
        boat=None if boat is None else read_leased_boat(boat),
        settles=given["settle_money"],
    )


def read_tenant(given: Mapping[str, Any]) -> Tenant:
    """The tenant. Raises BAD_USER_INPUT."""
    person, organisation = given.get("person_id"), given.get("organisation_id")
    return Tenant(
        name=given["name"],
        email=given.get("email"),
        language=given.get("language"),
        person_id=None if person is None else PersonId(ids.decode_as("Person", person)),
        organisation_id=None if organisation is None else OrganisationId(ids.decode_as("Organisation", organisation)),
    )
