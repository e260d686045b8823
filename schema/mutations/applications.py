"""Knows how boaters apply over the API: each mutation runs one command once, whatever the client repeats."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import graphene

from harbors.applications import commands
from harbors.applications.reads import own_application
from harbors.applications.records import ApplicationId
from harbors.errors import Problem
from harbors.idempotency.commands import answer_of, once
from harbors.idempotency.records import Answer, Request
from harbors.rounds.records import RoundId
from harbors.sql import Connection
from schema import ids
from schema.applications import Application, Seen
from schema.context import Context
from schema.mutations.inputs import (
    EditApplicationInput,
    Input,
    SubmitApplicationInput,
    WithdrawApplicationInput,
    read_changes,
    read_form,
)
from schema.mutations.payloads import problems

# Until people can sign in everybody is the same caller, told apart by keys that nobody can guess.
ANONYMOUS = "anonymous"

Act = Callable[[Connection], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a mutation came to: the application, or why not."""

    application: Seen | None
    errors: Sequence[Problem]
    edit_token: str | None


class SubmitApplicationPayload(graphene.ObjectType):
    """The new application, or why it was refused."""

    application = graphene.Field(Application, description="The application; null when it was refused.")
    errors = problems()
    edit_token = graphene.String(
        description="The capability to see, edit and withdraw the application, shown only here: keep it secret."
    )


class EditApplicationPayload(graphene.ObjectType):
    """The application after the edit, or why it was refused."""

    application = graphene.Field(Application, description="The application; null when the edit was refused.")
    errors = problems()


class WithdrawApplicationPayload(graphene.ObjectType):
    """The withdrawn application, or why it was refused."""

    application = graphene.Field(Application, description="The application; null when the withdrawal was refused.")
    errors = problems()


async def _submit(_root: None, info: Any, input: Input) -> Outcome:
    context = info.context
    form = read_form(input, language=context.language)
    round_id = RoundId(ids.decode_as("Round", input["round_id"]))

    async def act(connection: Connection) -> Answer:
        submitted = await commands.submit_application(
            connection, form, round_id=round_id, now=context.now, chance=context.chance
        )
        return Answer(facts={"id": str(submitted.application.id)}, secret=submitted.edit_token)

    return await _once(context, act, operation="submitApplication", input=input)


async def _edit(_root: None, info: Any, input: Input) -> Outcome:
    context = info.context
    changes = read_changes(input, language=context.language)
    id = ApplicationId(ids.decode_as("Application", input["application_id"]))

    async def act(connection: Connection) -> Answer:
        await commands.edit_application(
            connection, changes, application_id=id, edit_token=input["edit_token"], now=context.now
        )
        return Answer(facts={"id": str(id)})

    return await _once(context, act, operation="editApplication", input=input)


async def _withdraw(_root: None, info: Any, input: Input) -> Outcome:
    context = info.context
    id = ApplicationId(ids.decode_as("Application", input["application_id"]))

    async def act(connection: Connection) -> Answer:
        await commands.withdraw_application(
            connection, application_id=id, edit_token=input["edit_token"], now=context.now
        )
        return Answer(facts={"id": str(id)})

    return await _once(context, act, operation="withdrawApplication", input=input)


async def _once(context: Context, act: Act, *, operation: str, input: Input) -> Outcome:
    async with context.unit_of_work() as connection:
        answer = await _answer(connection, act, operation=operation, input=input, now=context.now)
        token = answer.secret or input.get("edit_token")
        return Outcome(await _seen(connection, answer, token), answer.problems, answer.secret)


async def _answer(connection: Connection, act: Act, *, operation: str, input: Input, now: datetime) -> Answer:
    key = input.get("idempotency_key")
    if key is None:
        return await answer_of(lambda: act(connection))
    arguments = {name: value for name, value in input.items() if name != "idempotency_key"}
    request = Request(caller=ANONYMOUS, key=key, operation=operation, arguments=arguments)
    return await once(connection, lambda: act(connection), request=request, now=now)


async def _seen(connection: Connection, answer: Answer, edit_token: str | None) -> Seen | None:
    """The application of an answer, as it stands now."""
    if edit_token is None or "id" not in answer.facts:
        return None
    id = ApplicationId(UUID(answer.facts["id"]))
    return Seen(await own_application(connection, id, edit_token=edit_token), edit_token)


def _mutation(payload: Any, input_type: Any, resolver: Any, *, description: str) -> graphene.Field:
    args = {"input": graphene.Argument(input_type, required=True, description="What is asked for.")}
    return graphene.Field(payload, args=args, resolver=resolver, description=description)


class ApplicationMutation:
    """The mutations of applications."""

    submit_application = _mutation(
        SubmitApplicationPayload,
        SubmitApplicationInput,
        _submit,
        description="Applies for a berth in an open round; answers with all that is wrong at once.",
    )
    edit_application = _mutation(
        EditApplicationPayload,
        EditApplicationInput,
        _edit,
        description="Changes an application while its round is open.",
    )
    withdraw_application = _mutation(
        WithdrawApplicationPayload,
        WithdrawApplicationInput,
        _withdraw,
        description="Takes an application back, until the draw.",
    )
