"""Knows how boaters answer to what a draw gave them, and how clerks decide what they claim of it."""

from typing import Any

import graphene

from harbors.access.records import Role, Scope
from harbors.allocations import declining, records
from harbors.applications.handling import provider_of_application
from harbors.applications.records import ApplicationId
from harbors.idempotency.records import Answer
from harbors.offers import answering
from harbors.places.records import ProviderId
from harbors.sql import Connection
from schema import ids
from schema.applications import Application
from schema.enums import described
from schema.mutations.access import allowed, role
from schema.mutations.applications import seen
from schema.mutations.draws import hand_of
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input, edit_token, idempotency_key, member
from schema.mutations.payloads import problems, thing
from schema.permissions import ANYBODY

_REASONS = {
    "NOT_WANTED": "It is not wanted: the application goes behind its class, or can be withdrawn.",
    "NOT_AS_DESCRIBED": "It is not as it was described: the turn is kept once a clerk has found so.",
}
DeclineReason = graphene.Enum(
    "DeclineReason",
    [(name, records.DeclineReason[name]) for name in _REASONS],
    description=lambda value: _REASONS[value.name] if value else "Why a place that was given is declined.",
)
ClaimVerdict = described(
    records.Verdict,
    "What a clerk found of the claim that a place was not as described.",
    UPHELD="It was not as described: the application keeps its turn.",
    REJECTED="It was as described: the application goes behind its class.",
)


def _application_id() -> Any:
    return graphene.ID(required=True, description="The id of an Application.")


class DeclineAwardInput(graphene.InputObjectType):
    """Which place is given back, and why."""

    application_id = _application_id()
    edit_token = edit_token()
    reason = graphene.InputField(DeclineReason, required=True, description="Why.")
    idempotency_key = idempotency_key()


class RefuseUpgradesInput(graphene.InputObjectType):
    """Which application wants to keep what it has."""

    application_id = _application_id()
    edit_token = edit_token()
    idempotency_key = idempotency_key()


class AcceptUpgradesInput(graphene.InputObjectType):
    """Which application would like something better again."""

    application_id = _application_id()
    edit_token = edit_token()
    idempotency_key = idempotency_key()


class DecideClaimInput(graphene.InputObjectType):
    """What a clerk found of a place that was declined as not being as described."""

    application_id = _application_id()
    verdict = graphene.InputField(ClaimVerdict, required=True, description="What was found.")
    reason = graphene.String(required=True, description="Why; it is kept.")
    idempotency_key = idempotency_key()


class AnsweredPayload(graphene.ObjectType):
    """The application as it stands now, or why it was refused."""

    application = graphene.Field(Application, resolver=seen, description="The application; null when it was refused.")
    errors = problems()


class DecideClaimPayload(graphene.ObjectType):
    """The application as it stands now, or why it was refused."""

    application = thing("Application", description="The application; null when it was refused.")
    errors = problems()


def _own(input: Input) -> dict[str, Any]:
    return {"application_id": _id(input), "edit_token": input.get("edit_token")}


def _id(input: Input) -> ApplicationId:
    return ApplicationId(ids.decode_as("Application", input["application_id"]))


async def _of_application(connection: Connection, input: Input) -> ProviderId | None:
    return await provider_of_application(connection, _id(input))


async def _decline(connection: Connection, doing: Doing, input: Input) -> Answer:
    reason = member(records.DeclineReason, input["reason"])
    application = await answering.decline_award(
        connection, **_own(input), reason=reason, now=doing.now, chance=doing.chance
    )
    return Answer(facts={"id": str(application.id)})


async def _refuse(connection: Connection, doing: Doing, input: Input) -> Answer:
    application = await declining.refuse_upgrades(connection, **_own(input), now=doing.now)
    return Answer(facts={"id": str(application.id)})


async def _accept(connection: Connection, _doing: Doing, input: Input) -> Answer:
    application = await declining.accept_upgrades(connection, **_own(input))
    return Answer(facts={"id": str(application.id)})


async def _decide(connection: Connection, doing: Doing, input: Input) -> Answer:
    verdict, id = member(records.Verdict, input["verdict"]), _id(input)
    await declining.decide_claim(
        connection, id, verdict=verdict, reason=input["reason"], by=hand_of(doing.principal), now=doing.now
    )
    doing.changed("Application", id, provider_id=doing.provider, after={"claim": verdict}, reason=input["reason"])
    return Answer(facts={"id": str(id)})


class AwardMutation:
    """The mutations with which applicants answer to what they were given."""

    decline_award = mutation(
        AnsweredPayload,
        DeclineAwardInput,
        _decline,
        access=allowed(ANYBODY.within(Scope.APPLICATIONS_WRITE)),
        description="Gives back the place that a published draw gave, once and for good. While a batch is under way, "
        "what that would give is declined, too. The application waits on; who wants nothing withdraws it.",
    )
    refuse_upgrades = mutation(
        AnsweredPayload,
        RefuseUpgradesInput,
        _refuse,
        access=allowed(ANYBODY.within(Scope.APPLICATIONS_WRITE)),
        description="Keeps the place that was given, whatever comes free later; not while a batch is under way.",
    )
    accept_upgrades = mutation(
        AnsweredPayload,
        AcceptUpgradesInput,
        _accept,
        access=allowed(ANYBODY.within(Scope.APPLICATIONS_WRITE)),
        description="Lets later batches give something better again.",
    )
    decide_claim = mutation(
        DecideClaimPayload,
        DecideClaimInput,
        _decide,
        access=role(Role.CLERK, at=_of_application, scope=Scope.APPLICATIONS_WRITE),
        description="Says whether a declined place was not as described, until a batch takes that in.",
    )
