"""Knows how somebody says to act for an organisation, and how the city decides."""

from collections.abc import Awaitable
from datetime import datetime
from typing import Protocol

import graphene

from harbors.access.records import Scope
from harbors.idempotency.records import Answer
from harbors.organisations import commands
from harbors.organisations.records import Representation, RepresentationId
from harbors.sql import Connection
from schema import ids
from schema.mutations.access import allowed
from schema.mutations.effects import Act, Doing, mutation
from schema.mutations.inputs import Input, idempotency_key
from schema.mutations.payloads import problems, thing
from schema.permissions import CITY, SIGNED_IN


class RegisterOrganisationInput(graphene.InputObjectType):
    """An organisation for which the one who asks says to act."""

    name = graphene.String(required=True, description="Its name.")
    business_id = graphene.String(required=True, description="Its business id, as 0201256-6.")
    idempotency_key = idempotency_key()


class DecideRepresentationInput(graphene.InputObjectType):
    """A claim to act for an organisation, and why it is decided so."""

    representation_id = graphene.ID(required=True, description="The id of a Representation.")
    reason = graphene.String(required=True, description="Why; the person sees it.")
    idempotency_key = idempotency_key()


class RepresentationPayload(graphene.ObjectType):
    """The claim as it stands now, or why it was refused."""

    representation = thing("Representation", description="The claim; null when it was refused.")
    errors = problems()


class _Decide(Protocol):
    """A command that decides a claim: the claim before and after."""

    def __call__(
        self, connection: Connection, *, representation_id: RepresentationId, reason: str, now: datetime
    ) -> Awaitable[tuple[Representation, Representation]]: ...


async def _register(connection: Connection, doing: Doing, input: Input) -> Answer:
    person_id = doing.person
    claim = await commands.register_organisation(
        connection,
        name=input["name"],
        business_id=input["business_id"],
        person_id=person_id,
        now=doing.now,
        chance=doing.chance,
    )
    doing.changed("Representation", claim.id, person_id=person_id, after={"status": claim.status})
    return Answer(facts={"id": str(claim.id)})


def _decide(decide: _Decide) -> Act:
    async def act(connection: Connection, doing: Doing, input: Input) -> Answer:
        id = RepresentationId(ids.decode_as("Representation", input["representation_id"]))
        before, after = await decide(connection, representation_id=id, reason=input["reason"], now=doing.now)
        doing.changed(
            *("Representation", id),
            person_id=before.person_id,
            reason=input["reason"],
            before={"status": before.status},
            after={"status": after.status},
        )
        return Answer(facts={"id": str(id)})

    return act


class OrganisationMutation:
    """The mutations of organisations."""

    register_organisation = mutation(
        RepresentationPayload,
        RegisterOrganisationInput,
        _register,
        access=allowed(SIGNED_IN.within(Scope.PROFILE_WRITE)),
        description="Says that the one who asks acts for an organisation; it opens nothing until it is verified.",
    )
    verify_representation = mutation(
        RepresentationPayload,
        DecideRepresentationInput,
        _decide(commands.verify_representation),
        access=allowed(CITY),
        description="A handler has seen that somebody acts for an organisation.",
    )
    refuse_representation = mutation(
        RepresentationPayload,
        DecideRepresentationInput,
        _decide(commands.refuse_representation),
        access=allowed(CITY),
        description="A handler has seen that somebody does not act for an organisation, or no longer.",
    )
