"""Knows how an application that was made without an account is confirmed by mail, and becomes a person's."""

import graphene

from harbors.access.records import Scope
from harbors.applications.ownership import claim_application, confirm_application
from harbors.applications.records import ApplicationId
from harbors.idempotency.records import Answer
from harbors.sql import Connection
from schema import ids
from schema.mutations.access import allowed
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input, idempotency_key
from schema.mutations.links import tell_of_claim
from schema.mutations.payloads import problems, thing
from schema.mutations.people import ConfirmationPayload, ConfirmMailInput
from schema.permissions import ANYBODY, STRONGLY_IDENTIFIED


class ClaimApplicationInput(graphene.InputObjectType):
    """An application that was made without an account, and the capability that came with it."""

    application_id = graphene.ID(required=True, description="The id of the Application.")
    edit_token = graphene.String(
        required=True, description="The capability that was shown when it was submitted; it does not work afterwards."
    )
    idempotency_key = idempotency_key()


class ConfirmApplicationInput(ConfirmMailInput):
    """A link that was mailed to an applicant."""


class ClaimApplicationPayload(graphene.ObjectType):
    """The application, which is the person's now, or why it was refused."""

    application = thing("Application", description="The application; null when the claim was refused.")
    errors = problems()


async def _claim(connection: Connection, doing: Doing, input: Input) -> Answer:
    id = ApplicationId(ids.decode_as("Application", input["application_id"]))
    person_id = doing.person
    application = await claim_application(
        connection, application_id=id, edit_token=input["edit_token"], person_id=person_id, now=doing.now
    )
    await tell_of_claim(connection, doing, application)
    doing.changed("Application", id, person_id=person_id, after={"claimed": True})
    return Answer(facts={"id": str(id)})


async def _confirm(connection: Connection, doing: Doing, input: Input) -> Answer:
    id = await confirm_application(connection, input["token"], now=doing.now)
    doing.changed("Application", id, after={"confirmation": "CONFIRMED"})
    return Answer(facts={"confirmed": str(id)})


class ClaimMutation:
    """The mutations by which an application becomes somebody's."""

    claim_application = mutation(
        ClaimApplicationPayload,
        ClaimApplicationInput,
        _claim,
        access=allowed(STRONGLY_IDENTIFIED.within(Scope.APPLICATIONS_WRITE)),
        description="Makes an application that was made without an account that of the one who asks.",
    )
    confirm_application = mutation(
        ConfirmationPayload,
        ConfirmApplicationInput,
        _confirm,
        access=allowed(ANYBODY),
        description="Confirms the mail address of an application by the link that was mailed there; it works once.",
    )
