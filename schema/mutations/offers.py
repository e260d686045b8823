"""Knows how offers are answered by those whom they are for, and made, extended and taken back by clerks."""

from typing import Any
from uuid import UUID

import graphene

from harbors.access.records import Role, Scope
from harbors.idempotency.records import Answer
from harbors.leases.refusals import unknown_place
from harbors.offers import closing, commands
from harbors.offers.direct import make_direct_offer
from harbors.offers.quoting import prices_of
from harbors.offers.reads import provider_of_offer
from harbors.offers.records import Offer
from harbors.places.records import ProviderId
from harbors.rounds.records import Season
from harbors.seasons.reads import season_of_place
from harbors.sql import Connection
from schema.leases import place_key
from schema.lists import some
from schema.mutations.access import Access, ProviderOf, allowed, provider_in, role
from schema.mutations.effects import Doing, Done, mutation
from schema.mutations.inputs import Input
from schema.mutations.lease_inputs import read_season
from schema.mutations.offer_inputs import (
    AcceptOfferInput,
    DeclineOfferInput,
    ExtendOfferInput,
    MakeOfferInput,
    SetOfferTermsInput,
    WithdrawOfferInput,
    decline_reason,
    instant,
    offer_id,
    read_direct,
    read_terms,
    round_id,
)
from schema.mutations.payloads import problems, thing
from schema.offers import see_offer
from schema.permissions import ANYBODY
from schema.reads.loading import Row
from schema.reads.registry import graphql_type


async def _seen(done: Done, info: Any) -> Row | None:
    id = done.answer.facts.get("id")
    return None if id is None else await see_offer(info.context, UUID(id), done.input.get("token"))


class AnsweredOfferPayload(graphene.ObjectType):
    """The offer as it stands now, or why it was refused."""

    offer = graphene.Field(
        lambda: graphql_type("Offer"), resolver=_seen, description="The offer; null when it was refused."
    )
    errors = problems()


class OfferPayload(graphene.ObjectType):
    """The offer as it stands now, or why it was refused."""

    offer = thing("Offer", description="The offer; null when it was refused.")
    errors = problems()


class SetOfferTermsPayload(graphene.ObjectType):
    """The terms as they stand now, or why they were refused."""

    offer_days = graphene.Int(description="How many days an offer stands; null, as the others, when it was refused.")
    grace_days = graphene.Int(description="After how many days more it expires.")
    reminder_days = graphene.Field(
        some(graphene.Int), description="How many days before it is due it is reminded of, the first first."
    )
    by_invoice = graphene.Boolean(description="Whether it can be accepted by asking for an invoice.")
    errors = problems()

    def resolve_offer_days(self: Done, _info: Any) -> Any:
        return self.answer.facts.get("offer_days")

    def resolve_grace_days(self: Done, _info: Any) -> Any:
        return self.answer.facts.get("grace_days")

    def resolve_reminder_days(self: Done, _info: Any) -> Any:
        return self.answer.facts.get("reminder_days")

    def resolve_by_invoice(self: Done, _info: Any) -> Any:
        return self.answer.facts.get("by_invoice")


async def _of_offer(connection: Connection, input: Input) -> ProviderId | None:
    """The provider of the offer, as far as this transaction sees it."""
    return await provider_of_offer(connection, offer_id(input))


async def _accept(connection: Connection, doing: Doing, input: Input) -> Answer:
    offer = await commands.accept_offer(
        connection, offer_id(input), token=input.get("token"), now=doing.now, chance=doing.chance
    )
    _note(doing, offer)
    return Answer(facts={"id": str(offer.id)})


async def _decline(connection: Connection, doing: Doing, input: Input) -> Answer:
    reason = decline_reason(input)
    offer = await closing.decline_offer(
        connection, offer_id(input), token=input.get("token"), reason=reason, now=doing.now, chance=doing.chance
    )
    _note(doing, offer, reason=reason.value)
    return Answer(facts={"id": str(offer.id)})


async def _make(connection: Connection, doing: Doing, input: Input) -> Answer:
    season = read_season(input) or await _season(connection, doing, input)
    made = await make_direct_offer(
        connection,
        read_direct(input, season=season),
        provider_id=doing.provider,
        pricing=prices_of,
        public_url=doing.public_url,
        now=doing.now,
        chance=doing.chance,
    )
    _note(doing, made.offer)
    return Answer(facts={"id": str(made.offer.id)})


async def _season(connection: Connection, doing: Doing, input: Input) -> Season:
    """The provider's season of the first day. Raises ``Refused`` where it has told none."""
    found = await season_of_place(
        connection, place_key(input["place_id"]), provider_id=doing.provider, day=input.get("starts"), now=doing.now
    )
    if found is None:
        raise unknown_place()
    return found


async def _withdraw(connection: Connection, doing: Doing, input: Input) -> Answer:
    _, after = await closing.withdraw_offer(
        connection, offer_id(input), reason=input["reason"], now=doing.now, chance=doing.chance
    )
    _note(doing, after, reason=input["reason"])
    return Answer(facts={"id": str(after.id)})


async def _extend(connection: Connection, doing: Doing, input: Input) -> Answer:
    due_at = instant(input, "due_at")
    assert due_at is not None, "the input requires it"
    _, after = await commands.extend_offer(
        connection, offer_id(input), due_at=due_at, reason=input["reason"], now=doing.now, chance=doing.chance
    )
    _note(doing, after, reason=input["reason"])
    return Answer(facts={"id": str(after.id)})


async def _set_terms(connection: Connection, doing: Doing, input: Input) -> Answer:
    terms = read_terms(input)
    await commands.set_terms(
        connection, terms, provider_id=doing.provider, round_id=round_id(input), chance=doing.chance
    )
    facts = {
        "offer_days": terms.offer_days,
        "grace_days": terms.grace_days,
        "reminder_days": sorted(terms.reminder_days, reverse=True),
        "by_invoice": terms.by_invoice,
    }
    doing.changed("Provider", doing.provider, after={"offerTerms": facts})
    return Answer(facts=facts)


def _note(doing: Doing, offer: Offer, *, reason: str | None = None) -> None:
    after = {"place": str(offer.place_id), "status": offer.status.value, "due": offer.due_at.isoformat()}
    doing.changed(
        "Offer",
        offer.id,
        provider_id=offer.provider_id,
        person_id=offer.tenant.person_id,
        reason=reason,
        after=after,
    )


def _clerk(at: ProviderOf) -> Access:
    return role(Role.CLERK, at=at, scope=Scope.PROVIDER_WRITE)


class OfferMutation:
    """The mutations of offers."""

    accept_offer = mutation(
        AnsweredOfferPayload,
        AcceptOfferInput,
        _accept,
        access=allowed(ANYBODY.within(Scope.APPLICATIONS_WRITE)),
        description="Takes an offer by invoice, where the provider gives any: the place is let once that is paid. "
        "Whoever pays the order of an offer need not accept it beforehand.",
    )
    decline_offer = mutation(
        AnsweredOfferPayload,
        DeclineOfferInput,
        _decline,
        access=allowed(ANYBODY.within(Scope.APPLICATIONS_WRITE)),
        description="Says no to an offer, once and for good: the place is free at once, and given on. An application "
        "waits on, behind its class.",
    )
    make_offer = mutation(
        OfferPayload,
        MakeOfferInput,
        _make,
        access=_clerk(provider_in("provider_id")),
        description="Offers a free place for a season to somebody in the queue, to a tenant, or to whoever came to the "
        "desk; the boat has to fit the place.",
    )
    withdraw_offer = mutation(
        OfferPayload,
        WithdrawOfferInput,
        _withdraw,
        access=_clerk(_of_offer),
        description="Takes an open offer back: the place is free, and money that comes is given back.",
    )
    extend_offer = mutation(
        OfferPayload,
        ExtendOfferInput,
        _extend,
        access=_clerk(_of_offer),
        description="Gives more time to pay for an open offer; reminders begin anew.",
    )
    set_offer_terms = mutation(
        SetOfferTermsPayload,
        SetOfferTermsInput,
        _set_terms,
        access=role(Role.MANAGER, at=provider_in("provider_id"), scope=Scope.PROVIDER_WRITE),
        description="Sets how long what rounds give is offered, and when it is reminded of. Offers that are made "
        "already stand as they are.",
    )
