"""Knows how clerks act on many applications at once over the API."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import graphene

from harbors.access.records import Role, Scope
from harbors.applications.records import ApplicationId
from harbors.handlings import commands, records
from harbors.handlings.records import OF_THE_CITY, Act, HandlingAct
from harbors.handlings.rules import MOST_NAMED, MOST_WAITING
from harbors.idempotency.records import Answer
from harbors.sql import Connection
from schema import ids
from schema.desk import Work
from schema.errors import BadInput, LimitExceeded
from schema.handlings import ApplicantQuestion, DuplicateResolution, Handling, load_handling
from schema.lists import some
from schema.mutations.access import role
from schema.mutations.effects import Doing, Done, mutation
from schema.mutations.inputs import Input, idempotency_key
from schema.mutations.payloads import problems
from schema.mutations.rounds import provider_of_the_round, round_in
from schema.permissions import CITY

_KINDS = {
    "set_class": HandlingAct.SET_CLASS,
    "resolve_duplicates": HandlingAct.RESOLVE_DUPLICATES,
    "attest_residence": HandlingAct.ATTEST_RESIDENCE,
    "decide_representation": HandlingAct.DECIDE_REPRESENTATION,
    "ask": HandlingAct.ASK,
    "withdraw": HandlingAct.WITHDRAW,
}


class WaitingInput(graphene.InputObjectType):
    """All applications of the round that wait for a kind of work, at most 10,000."""

    work = graphene.InputField(Work, required=True, description="The kind of work.")
    count = graphene.Int(
        required=True, description="How many were seen to wait: when they are others by now, nothing is done."
    )


class HandlingActInput(graphene.InputObjectType):
    """What is done to each: exactly one of these."""

    set_class = graphene.Int(description="Gives it the class of this number; the applicant can read the reason.")
    resolve_duplicates = graphene.InputField(DuplicateResolution, description="Decides all its open pairs alike.")
    attest_residence = graphene.Boolean(
        description="Says whether the applicant lives where the application tells; who does not gets the class of "
        "everybody else. For handlers of the city."
    )
    decide_representation = graphene.Boolean(
        description="Says whether the applicant acts for the organisation. For handlers of the city."
    )
    ask = graphene.InputField(
        ApplicantQuestion,
        description="Mails the applicant, in the own language, what is missing and the reason; not to who has it by "
        "now. `Desk.letters` shows the mail.",
    )
    withdraw = graphene.Boolean(description="True takes it out of the round, and tells the applicant why.")


class HandleApplicationsInput(graphene.InputObjectType):
    """One act on many applications of a round: those that are named, or those that wait."""

    round_id = graphene.ID(required=True, description="The id of a Round that is not frozen.")
    application_ids = graphene.InputField(
        some(graphene.ID), description=f"The ids of Applications of the round, at most {MOST_NAMED}."
    )
    waiting = graphene.InputField(WaitingInput, description="All that wait for a kind of work.")
    act = graphene.InputField(HandlingActInput, required=True, description="What is done to each.")
    reason = graphene.String(required=True, description="Why; it is kept with each.")
    idempotency_key = idempotency_key()


async def _handling(done: Done, info: Any) -> records.Handling | None:
    key = done.answer.facts.get("id")
    return None if key is None else await load_handling(info.context, UUID(key))


class HandleApplicationsPayload(graphene.ObjectType):
    """What was begun, or why nothing was. A hundred are done at once; more are done in a moment, by a job."""

    handling = graphene.Field(
        Handling, resolver=_handling, description="How far it is, and what became of each; null when it was refused."
    )
    errors = problems()


async def _handle(connection: Connection, doing: Doing, input: Input) -> Answer:
    act = _act(input["act"])
    if act.kind in OF_THE_CITY:
        CITY.check(doing.principal)
    handling = await commands.ask_for_handling(
        connection,
        act,
        await _selected(connection, input),
        round_id=round_in(input),
        reason=input["reason"],
        by=doing.principal,
        request_id=doing.request_id,
        now=doing.now,
        chance=doing.chance,
    )
    doing.changed(
        "Handling",
        handling.id,
        provider_id=doing.provider,
        after={"act": act.kind, "detail": act.detail},
        reason=handling.reason,
    )
    return Answer(facts={"id": str(handling.id)})


def _act(given: Input) -> Act:
    """The one act that is told. Raises BAD_USER_INPUT."""
    told = {name: value for name, value in given.items() if value is not None}
    if len(told) != 1 or told.get("withdraw") is False:
        raise BadInput(f"act: give exactly one of {', '.join(_KINDS)}.", field="act")
    ((name, detail),) = told.items()
    kind = _KINDS[name]
    return Act(kind, None if kind is HandlingAct.WITHDRAW else detail)


async def _selected(connection: Connection, input: Input) -> Sequence[ApplicationId]:
    """The applications that are named, or those that wait. Raises BAD_USER_INPUT unless it is one of both."""
    named, waiting = input.get("application_ids"), input.get("waiting")
    if (named is None) == (waiting is None):
        raise BadInput("Give either applicationIds or waiting.", field="applicationIds")
    if waiting is not None:
        if waiting["count"] > MOST_WAITING:
            raise LimitExceeded("waiting: too many at once.", limit=MOST_WAITING, actual=waiting["count"])
        return await commands.waiting(connection, round_in(input), waiting["work"], seen=waiting["count"])
    if len(named or ()) > MOST_NAMED:
        raise LimitExceeded("applicationIds: too many at once.", limit=MOST_NAMED, actual=len(named or ()))
    return await commands.named(
        connection, round_in(input), [ApplicationId(ids.decode_as("Application", id)) for id in named or ()]
    )


class HandlingsMutation:
    """The mutation with which clerks act on many applications."""

    handle_applications = mutation(
        HandleApplicationsPayload,
        HandleApplicationsInput,
        _handle,
        access=role(Role.CLERK, at=provider_of_the_round, scope=Scope.APPLICATIONS_WRITE),
        description="Does the same to many applications, each by itself, and tells of each what became of it.",
    )
