"""Knows how a correction is asked for over the API, and how staff decide it."""

import graphene

from harbors.access.records import Role, Scope
from harbors.access.rules import acts_for
from harbors.applications.records import ApplicationId
from harbors.corrections import commands
from harbors.corrections.reads import provider_of_correction
from harbors.corrections.records import CorrectionId, CorrectionStatus
from harbors.idempotency.records import Answer
from harbors.places.records import ProviderId
from harbors.sql import Connection
from schema import ids
from schema.applications import Application
from schema.errors import Forbidden
from schema.leases import place_key
from schema.mutations.access import allowed, role
from schema.mutations.applications import seen
from schema.mutations.draws import hand_of
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input, edit_token, idempotency_key, member
from schema.mutations.payloads import problems, thing
from schema.permissions import ANYBODY

_VERDICTS = {
    "REJECTED": "The result stands.",
    "NEW_VERSION": "Another version of the draw is made, for everybody: the round goes back to its freeze, and from "
    "there further by `resetRound`. What was told stays to be read. For managers, until places are given on.",
    "OFFER": "A free place that fits is given beside the result; what the draw gave is free again.",
}
CorrectionVerdict = graphene.Enum(
    "CorrectionVerdict",
    [(name, CorrectionStatus[name]) for name in _VERDICTS],
    description=lambda value: _VERDICTS[value.name] if value else "What is found of a request for a correction.",
)


class RequestCorrectionInput(graphene.InputObjectType):
    """Which result is wrong, and why."""

    application_id = graphene.ID(required=True, description="The id of an Application.")
    edit_token = edit_token()
    request = graphene.String(required=True, description="What is wrong, in up to 2,000 characters.")
    idempotency_key = idempotency_key()


class DecideCorrectionInput(graphene.InputObjectType):
    """What was found of a request for a correction."""

    correction_id = graphene.ID(required=True, description="The id of a Correction.")
    verdict = graphene.InputField(CorrectionVerdict, required=True, description="What was found.")
    place_id = graphene.ID(
        description="The id of a Berth or WinterStoragePlace of the round that is free for its season, of an OFFER."
    )
    reason = graphene.String(required=True, description="Why; the applicant reads it.")
    idempotency_key = idempotency_key()


class RequestCorrectionPayload(graphene.ObjectType):
    """The application with its requests, or why the request was refused."""

    application = graphene.Field(Application, resolver=seen, description="The application; null when it was refused.")
    errors = problems()


class DecideCorrectionPayload(graphene.ObjectType):
    """The application with its requests, or why the decision was refused."""

    application = thing("Application", description="The application; null when it was refused.")
    errors = problems()


def _correction(input: Input) -> CorrectionId:
    return CorrectionId(ids.decode_as("Correction", input["correction_id"]))


async def _of_correction(connection: Connection, input: Input) -> ProviderId | None:
    return await provider_of_correction(connection, _correction(input))


async def _request(connection: Connection, doing: Doing, input: Input) -> Answer:
    id = ApplicationId(ids.decode_as("Application", input["application_id"]))
    correction = await commands.request_correction(
        connection,
        application_id=id,
        edit_token=input.get("edit_token"),
        request=input["request"],
        now=doing.now,
        chance=doing.chance,
    )
    doing.changed("Correction", correction.id, provider_id=correction.provider_id, person_id=doing.principal.person_id)
    return Answer(facts={"id": str(id)})


async def _decide(connection: Connection, doing: Doing, input: Input) -> Answer:
    verdict, place = member(CorrectionStatus, input["verdict"]), input.get("place_id")
    if verdict is CorrectionStatus.NEW_VERSION and not acts_for(doing.principal, doing.provider, role=Role.MANAGER):
        raise Forbidden("Another version is for those who act for its provider as manager or more.")
    correction = await commands.decide_correction(
        connection,
        _correction(input),
        verdict=verdict,
        place_id=None if place is None else place_key(place),
        reason=input["reason"],
        by=hand_of(doing.principal),
        now=doing.now,
        chance=doing.chance,
    )
    after = {"status": correction.status} | ({} if correction.place_id is None else {"place": str(correction.place_id)})
    doing.changed(
        "Correction",
        correction.id,
        person_id=correction.person_id,
        provider_id=doing.provider,
        after=after,
        reason=correction.reason,
    )
    return Answer(facts={"id": str(correction.application_id)})


class CorrectionMutation:
    """The mutations of corrections."""

    request_correction = mutation(
        RequestCorrectionPayload,
        RequestCorrectionInput,
        _request,
        access=allowed(ANYBODY.within(Scope.APPLICATIONS_WRITE)),
        description="Asks that a human looks at a result, within the days of the round's rules from the own "
        "notification; one request at a time.",
    )
    decide_correction = mutation(
        DecideCorrectionPayload,
        DecideCorrectionInput,
        _decide,
        access=role(Role.CLERK, at=_of_correction, scope=Scope.APPLICATIONS_WRITE),
        description="Decides a request for a reason that the applicant is told; no result is ever changed.",
    )
