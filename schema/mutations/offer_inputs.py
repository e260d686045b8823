"""Knows the inputs of the mutations of offers, and what they are in the words of the field."""

from datetime import datetime
from typing import Any

import graphene

from harbors.allocations.records import DeclineReason as Reason
from harbors.offers.direct import Direct
from harbors.offers.records import OfferChannel as Channel
from harbors.offers.records import OfferId, OfferTerms
from harbors.queues.records import EntryId
from harbors.rounds.records import RoundId, Season
from schema import ids
from schema.errors import BadInput
from schema.leases import place_key
from schema.lists import some
from schema.mutations.awards import DeclineReason
from schema.mutations.inputs import Input, idempotency_key, member
from schema.mutations.lease_inputs import (
    LeasedBoatInput,
    SeasonInput,
    TenantInput,
    lease_id,
    read_leased_boat,
    read_tenant,
)
from schema.offers import OfferChannel


def _offer() -> Any:
    return graphene.ID(required=True, description="The id of an Offer.")


def _token() -> Any:
    return graphene.String(
        description="The capability in the link that was mailed, or the edit token of the application; whoever is "
        "signed in needs none for their own."
    )


class AcceptOfferInput(graphene.InputObjectType):
    """Which offer is taken, by invoice."""

    offer_id = _offer()
    token = _token()
    idempotency_key = idempotency_key()


class DeclineOfferInput(graphene.InputObjectType):
    """Which offer is not taken, and why."""

    offer_id = _offer()
    token = _token()
    reason = graphene.InputField(DeclineReason, required=True, description="Why.")
    idempotency_key = idempotency_key()


class MakeOfferInput(graphene.InputObjectType):
    """A free place, and one to whom it is offered: an entry of the queue, a lease, or a tenant with a boat."""

    provider_id = graphene.ID(required=True, description="The id of the Provider whose place it is.")
    place_id = graphene.ID(required=True, description="The id of a Berth or of a WinterStoragePlace.")
    season = graphene.InputField(
        SeasonInput, description="For which season: the one of the first day unless said, between two the next one."
    )
    starts = graphene.Date(description="The first day: today, or the first day of the season, unless said.")
    entry_id = graphene.ID(description="The id of a QueueEntry that waits for a place.")
    lease_id = graphene.ID(description="The id of a Lease of another season, whose tenant and boat it is for.")
    tenant = graphene.InputField(TenantInput, description="Who it is for, where neither waits nor has a lease.")
    boat = graphene.InputField(LeasedBoatInput, description="The boat, with a tenant.")
    due_at = graphene.DateTime(description="Until when it is to be paid; by the terms of the provider unless said.")
    channel = graphene.InputField(OfferChannel, description="How it reaches them: by MAIL unless said.")
    idempotency_key = idempotency_key()


class WithdrawOfferInput(graphene.InputObjectType):
    """Which offer is taken back."""

    offer_id = _offer()
    reason = graphene.String(required=True, description="Why; whom it was for reads it.")
    idempotency_key = idempotency_key()


class ExtendOfferInput(graphene.InputObjectType):
    """Which offer can be paid until later."""

    offer_id = _offer()
    due_at = graphene.DateTime(required=True, description="Until when.")
    reason = graphene.String(required=True, description="Why; whom it is for reads it.")
    idempotency_key = idempotency_key()


class SetOfferTermsInput(graphene.InputObjectType):
    """How a provider offers what its rounds give; without any terms its places are given without an offer."""

    provider_id = graphene.ID(required=True, description="The id of the Provider.")
    round_id = graphene.ID(description="The id of a Round that has terms of its own; else they are for all.")
    offer_days = graphene.Int(description="How many days an offer stands: 14 unless said.")
    grace_days = graphene.Int(description="After how many days more it expires: 7 unless said.")
    reminder_days = graphene.InputField(
        some(graphene.Int), description="How many days before it is due it is reminded of: 7, 3 and 1 unless said."
    )
    by_invoice = graphene.Boolean(description="Whether it can be accepted by asking for an invoice: not unless said.")
    idempotency_key = idempotency_key()


def offer_id(given: Input) -> OfferId:
    """The offer that an input names. Raises BAD_USER_INPUT."""
    return OfferId(ids.decode_as("Offer", given["offer_id"]))


def round_id(given: Input) -> RoundId | None:
    """The round that an input names, if it does. Raises BAD_USER_INPUT."""
    told = given.get("round_id")
    return None if told is None else RoundId(ids.decode_as("Round", told))


def decline_reason(given: Input) -> Reason:
    """Why a place is not taken."""
    return member(Reason, given["reason"])


def instant(given: Input, field: str) -> datetime | None:
    """An instant with its offset. Raises BAD_USER_INPUT."""
    told: datetime | None = given.get(field)
    if told is not None and told.tzinfo is None:
        raise BadInput(f"{field}: instants carry an offset, as in 2027-06-10T00:00:00+03:00.", field=field)
    return told


def read_terms(given: Input) -> OfferTerms:
    """The terms, with what is usual where nothing is said."""
    usual = OfferTerms()
    days = given.get("reminder_days")
    return OfferTerms(
        offer_days=_or(given, "offer_days", usual.offer_days),
        grace_days=_or(given, "grace_days", usual.grace_days),
        reminder_days=usual.reminder_days if days is None else tuple(days),
        by_invoice=bool(given.get("by_invoice")),
    )


def read_direct(given: Input, *, season: Season) -> Direct:
    """The offer as it is asked for. Raises BAD_USER_INPUT."""
    entry, tenant, boat = given.get("entry_id"), given.get("tenant"), given.get("boat")
    return Direct(
        place_id=place_key(given["place_id"]),
        season=season,
        starts=given.get("starts"),
        due_at=instant(given, "due_at"),
        channel=member(Channel, given.get("channel") or Channel.MAIL),
        entry_id=None if entry is None else EntryId(ids.decode_as("QueueEntry", entry)),
        lease_id=None if given.get("lease_id") is None else lease_id(given),
        tenant=None if tenant is None else read_tenant(tenant),
        boat=None if boat is None else read_leased_boat(boat),
    )


def _or(given: Input, field: str, usual: int) -> int:
    told: int | None = given.get(field)
    return usual if told is None else told
