"""Knows how people join as providers over the API, how the city decides, and how a provider tells of itself."""

from typing import Any

import graphene

from harbors.access.records import Role, Scope
from harbors.idempotency.records import Answer
from harbors.places.records import ProviderId
from harbors.providers import commands
from harbors.providers.records import Profile, SignUp, SignUpId, SignUpState
from harbors.sql import Connection
from schema import ids
from schema.mutations.access import allowed, provider_in, role
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input
from schema.mutations.payloads import problems, thing
from schema.mutations.provider_inputs import (
    ApproveProviderInput,
    RejectProviderInput,
    SetListingsReviewedInput,
    SignUpProviderInput,
    UpdateProviderInput,
    WithdrawSignUpInput,
    read_provider_changes,
    read_sign_up,
)
from schema.permissions import CITY, SIGNED_IN


class ProviderSignUpPayload(graphene.ObjectType):
    """The sign-up as it stands now, or why it was refused."""

    sign_up = thing("ProviderSignUp", description="The sign-up; null when it was refused.")
    provider = thing("Provider", fact="provider_id", description="What came of it; null where nothing did, or not yet.")
    errors = problems()


class ProviderPayload(graphene.ObjectType):
    """The provider as it stands now, or why it was refused."""

    provider = thing("Provider", description="The provider; null when it was refused.")
    errors = problems()


async def _sign_up(connection: Connection, doing: Doing, input: Input) -> Answer:
    made = await commands.sign_up(
        connection,
        read_sign_up(input),
        by=doing.principal,
        language=doing.language,
        now=doing.now,
        chance=doing.chance,
    )
    return _told(doing, made, before=None)


async def _withdraw(connection: Connection, doing: Doing, input: Input) -> Answer:
    return _told(doing, await commands.withdraw_sign_up(connection, _named(input), by=doing.principal, now=doing.now))


async def _approve(connection: Connection, doing: Doing, input: Input) -> Answer:
    approved = await commands.approve_provider(
        connection, _named(input), by=doing.principal, now=doing.now, chance=doing.chance
    )
    return _told(doing, approved)


async def _reject(connection: Connection, doing: Doing, input: Input) -> Answer:
    rejected = await commands.reject_provider(
        connection, _named(input), reason=input["reason"], by=doing.principal, now=doing.now, chance=doing.chance
    )
    return _told(doing, rejected, reason=input["reason"])


async def _set_reviewed(connection: Connection, doing: Doing, input: Input) -> Answer:
    id = ProviderId(ids.decode_as("Provider", input["provider_id"]))
    await commands.set_listings_reviewed(connection, provider_id=id, reviewed=input["reviewed"], now=doing.now)
    doing.changed("Provider", id, provider_id=id, after={"listingsReviewed": input["reviewed"]})
    return Answer(facts={"id": str(id)})


async def _update(connection: Connection, doing: Doing, input: Input) -> Answer:
    before, after = await commands.update_provider(
        connection, read_provider_changes(input), provider_id=doing.provider, now=doing.now
    )
    doing.changed("Provider", doing.provider, before=_plain(before), after=_plain(after))
    return Answer(facts={"id": str(doing.provider)})


def _named(input: Input) -> SignUpId:
    return SignUpId(ids.decode_as("ProviderSignUp", input["sign_up_id"]))


def _told(
    doing: Doing, sign_up: SignUp, *, before: SignUpState | None = SignUpState.RECEIVED, reason: str | None = None
) -> Answer:
    doing.changed(
        "ProviderSignUp",
        sign_up.id,
        person_id=sign_up.person_id,
        provider_id=sign_up.provider_id,
        reason=reason,
        before=None if before is None else {"state": before.value},
        after={"state": sign_up.state.value},
    )
    came = {} if sign_up.provider_id is None else {"provider_id": str(sign_up.provider_id)}
    return Answer(facts={"id": str(sign_up.id)} | came)


def _plain(profile: Profile) -> dict[str, Any]:
    name, contact = profile.name, profile.contact
    return {
        "name": {"fi": name.fi, "sv": name.sv, "en": name.en},
        "phone": contact.phone,
        "email": contact.email,
        "wwwUrl": contact.www_url,
    }


class ProviderMutation:
    """The mutations of sign-ups and providers."""

    sign_up_provider = mutation(
        ProviderSignUpPayload,
        SignUpProviderInput,
        _sign_up,
        access=allowed(SIGNED_IN.within(Scope.PROVIDER_WRITE)),
        description="Asks to list resources here. A private person who is strongly identified is a provider at once; "
        "on all others the city decides.",
    )
    withdraw_sign_up = mutation(
        ProviderSignUpPayload,
        WithdrawSignUpInput,
        _withdraw,
        access=allowed(SIGNED_IN.within(Scope.PROVIDER_WRITE)),
        description="Takes one's own sign-up back, until it is decided.",
    )
    approve_provider = mutation(
        ProviderSignUpPayload,
        ApproveProviderInput,
        _approve,
        access=allowed(CITY),
        description="Makes a provider of who signed up, and the person its owner; never for one's own sign-up.",
    )
    reject_provider = mutation(
        ProviderSignUpPayload,
        RejectProviderInput,
        _reject,
        access=allowed(CITY),
        description="Refuses a sign-up and says why; never one's own.",
    )
    set_listings_reviewed = mutation(
        ProviderPayload,
        SetListingsReviewedInput,
        _set_reviewed,
        access=allowed(CITY),
        description="Says whether the city decides on what a provider lists, from here on.",
    )
    update_provider = mutation(
        ProviderPayload,
        UpdateProviderInput,
        _update,
        access=role(Role.MANAGER, at=provider_in("provider_id"), scope=Scope.PROVIDER_WRITE),
        description="Changes what a provider tells of itself.",
    )
