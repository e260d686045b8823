"""Knows how boaters apply over the API: each mutation runs one command once, whatever the client repeats."""

from typing import Any
from uuid import UUID

import graphene

from harbors.access.records import Scope
from harbors.applications import commands
from harbors.applications.applicants import applicant_of
from harbors.applications.ownership import ask_for_confirmation
from harbors.applications.reads import own_boat
from harbors.applications.records import Application as ApplicationRecord
from harbors.applications.records import ApplicationId, Boat, Confirmation
from harbors.boats.records import BoatId
from harbors.customers.reads import profile_of
from harbors.idempotency.records import Answer
from harbors.offers.answering import withdraw_application
from harbors.rounds.records import RoundId
from harbors.sql import Connection
from schema import ids
from schema.applications import Application, as_seen, see
from schema.mutations.access import allowed
from schema.mutations.application_inputs import (
    EditApplicationInput,
    SubmitApplicationInput,
    WithdrawApplicationInput,
    read_changes,
    read_form,
)
from schema.mutations.effects import Doing, Done, mutation
from schema.mutations.inputs import Input
from schema.mutations.links import mail_link_to_applicant
from schema.mutations.payloads import problems, secret
from schema.permissions import ANYBODY
from schema.reads.loading import Row


async def seen(done: Done, info: Any) -> Row | None:
    """The application of an answer, as it stands now: what was just made need not be looked up."""
    if "id" not in done.answer.facts:
        return None
    if isinstance(done.answer.made, ApplicationRecord) and done.answer.secret is not None:
        return as_seen(info.context, done.answer.made, done.answer.secret)
    id = ApplicationId(UUID(done.answer.facts["id"]))
    return await see(info.context, id, done.answer.secret or done.input.get("edit_token"))


class SubmitApplicationPayload(graphene.ObjectType):
    """The new application, or why it was refused."""

    application = graphene.Field(Application, resolver=seen, description="The application; null when it was refused.")
    errors = problems()
    edit_token = secret(
        description="The capability to see, edit and withdraw the application, shown only here: keep it secret. Null "
        "for who is signed in: the application is theirs.",
    )


class EditApplicationPayload(graphene.ObjectType):
    """The application after the edit, or why it was refused."""

    application = graphene.Field(
        Application, resolver=seen, description="The application; null when the edit was refused."
    )
    errors = problems()


class WithdrawApplicationPayload(graphene.ObjectType):
    """The withdrawn application, or why it was refused."""

    application = graphene.Field(
        Application, resolver=seen, description="The application; null when the withdrawal was refused."
    )
    errors = problems()


async def _submit(connection: Connection, doing: Doing, input: Input) -> Answer:
    person_id = doing.principal.person_id
    profile = None if person_id is None else await profile_of(connection, person_id)
    boat = await _own_boat(connection, input)
    form = read_form(input, known=applicant_of(profile, language=doing.language), boat=boat)
    round_id = RoundId(ids.decode_as("Round", input["round_id"]))
    submitted = await commands.submit_application(
        connection, form, round_id=round_id, now=doing.now, chance=doing.chance, person_id=person_id
    )
    if person_id is None:
        await _ask_for_confirmation(connection, doing, submitted.application)
    made = submitted.application
    return Answer(facts={"id": str(made.id)}, secret=submitted.edit_token, made=made)


async def _own_boat(connection: Connection, input: Input) -> Boat | None:
    """The own boat that an input names, as it is today."""
    if (id := input.get("boat_id")) is None:
        return None
    return await own_boat(connection, BoatId(ids.decode_as("OwnedBoat", id)))


async def _ask_for_confirmation(connection: Connection, doing: Doing, application: ApplicationRecord) -> None:
    link = await ask_for_confirmation(connection, application, now=doing.now, chance=doing.chance)
    await mail_link_to_applicant(connection, doing, link, application)


async def _edit(connection: Connection, doing: Doing, input: Input) -> Answer:
    changes = read_changes(input, language=doing.language)
    id = ApplicationId(ids.decode_as("Application", input["application_id"]))
    after = await commands.edit_application(
        connection, changes, application_id=id, edit_token=input.get("edit_token"), now=doing.now
    )
    if changes.applicant is not None and after.confirmation is Confirmation.UNCONFIRMED:
        await _ask_for_confirmation(connection, doing, after)
    return Answer(facts={"id": str(id)})


async def _withdraw(connection: Connection, doing: Doing, input: Input) -> Answer:
    id = ApplicationId(ids.decode_as("Application", input["application_id"]))
    await withdraw_application(
        connection, application_id=id, edit_token=input.get("edit_token"), now=doing.now, chance=doing.chance
    )
    return Answer(facts={"id": str(id)})


class ApplicationMutation:
    """The mutations of applications."""

    submit_application = mutation(
        SubmitApplicationPayload,
        SubmitApplicationInput,
        _submit,
        access=allowed(ANYBODY.within(Scope.APPLICATIONS_WRITE)),
        description="Applies for a berth in an open round; answers with all that is wrong at once.",
    )
    edit_application = mutation(
        EditApplicationPayload,
        EditApplicationInput,
        _edit,
        access=allowed(ANYBODY.within(Scope.APPLICATIONS_WRITE)),
        description="Changes an application while its round is open.",
    )
    withdraw_application = mutation(
        WithdrawApplicationPayload,
        WithdrawApplicationInput,
        _withdraw,
        access=allowed(ANYBODY.within(Scope.APPLICATIONS_WRITE)),
        description="Takes an application back: until the draw, or once that is published, with what it was given.",
    )
