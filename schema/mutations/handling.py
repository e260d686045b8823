"""Knows how clerks handle applications over the API: what came on paper, classes, and those that are the same."""

import graphene

from harbors.access.records import Role, Scope
from harbors.applications import commands, handling
from harbors.applications.applicants import applicant_of
from harbors.applications.records import ApplicationId, DuplicateId, PairStatus
from harbors.idempotency.records import Answer
from harbors.places.records import ProviderId
from harbors.sql import Connection
from schema import ids
from schema.mutations.access import role
from schema.mutations.application_inputs import (
    EnterPaperApplicationInput,
    ResolveDuplicateInput,
    SetApplicationClassInput,
    read_form,
)
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input, member
from schema.mutations.payloads import problems, thing
from schema.mutations.rounds import provider_of_the_round, round_in


class HandledApplicationPayload(graphene.ObjectType):
    """The application as it stands now, or why it was refused."""

    application = thing("Application", description="The application; null when it was refused.")
    errors = problems()


class ResolveDuplicatePayload(graphene.ObjectType):
    """The pair as it stands now, or why it was refused."""

    duplicate = thing("ApplicationDuplicate", description="The pair; null when it was refused.")
    errors = problems()


def _application(input: Input) -> ApplicationId:
    return ApplicationId(ids.decode_as("Application", input["application_id"]))


def _pair(input: Input) -> DuplicateId:
    return DuplicateId(ids.decode_as("ApplicationDuplicate", input["duplicate_id"]))


async def _of_application(connection: Connection, input: Input) -> ProviderId | None:
    return await handling.provider_of_application(connection, _application(input))


async def _of_pair(connection: Connection, input: Input) -> ProviderId | None:
    return await handling.provider_of_pair(connection, _pair(input))


async def _enter(connection: Connection, doing: Doing, input: Input) -> Answer:
    form = read_form(input, known=applicant_of(None, language=doing.language))
    application = await commands.enter_paper_application(
        connection,
        form,
        round_id=round_in(input),
        now=doing.now,
        chance=doing.chance,
        entered_by=doing.principal.person_id,
    )
    doing.changed("Application", application.id, provider_id=doing.provider, after={"channel": "PAPER"})
    return Answer(facts={"id": str(application.id)})


async def _set_class(connection: Connection, doing: Doing, input: Input) -> Answer:
    before, after = await handling.set_class(
        connection, _application(input), number=input["class_number"], reason=input["reason"], now=doing.now
    )
    doing.changed(
        "Application",
        after.id,
        person_id=after.person_id,
        provider_id=doing.provider,
        before={"classNumber": before.class_number},
        after={"classNumber": after.class_number},
        reason=after.class_reason,
    )
    return Answer(facts={"id": str(after.id)})


async def _resolve(connection: Connection, doing: Doing, input: Input) -> Answer:
    kept = input.get("kept_id")
    pair = await handling.resolve_duplicate(
        connection,
        _pair(input),
        verdict=member(PairStatus, input["verdict"]),
        kept=None if kept is None else ApplicationId(ids.decode_as("Application", kept)),
        reason=input.get("reason"),
        now=doing.now,
    )
    doing.changed(
        "ApplicationDuplicate",
        pair.id,
        provider_id=doing.provider,
        after={"status": pair.status},
        reason=input.get("reason"),
    )
    return Answer(facts={"id": str(pair.id)})


class HandlingMutation:
    """The mutations with which clerks handle applications."""

    enter_paper_application = mutation(
        HandledApplicationPayload,
        EnterPaperApplicationInput,
        _enter,
        access=role(Role.CLERK, at=provider_of_the_round, scope=Scope.APPLICATIONS_WRITE),
        description="Enters what came on paper, until the round is frozen; it belongs to no account.",
    )
    set_application_class = mutation(
        HandledApplicationPayload,
        SetApplicationClassInput,
        _set_class,
        access=role(Role.CLERK, at=_of_application, scope=Scope.APPLICATIONS_WRITE),
        description="Gives an application another class than the rules do, for a reason that is kept.",
    )
    resolve_duplicate = mutation(
        ResolveDuplicatePayload,
        ResolveDuplicateInput,
        _resolve,
        access=role(Role.CLERK, at=_of_pair, scope=Scope.APPLICATIONS_WRITE),
        description="Says of two applications that they are not the same, or merges them: one is withdrawn.",
    )
