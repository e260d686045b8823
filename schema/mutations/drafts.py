"""Knows how an application is saved over the API before it is whole, and forgotten."""

from typing import Any
from uuid import UUID

import graphene

from harbors.access.records import Scope
from harbors.applications.saving import Draft, DraftId, discard_draft, own_drafts, save_draft
from harbors.idempotency.records import Answer
from harbors.rounds.records import RoundId
from harbors.sql import Connection
from schema import ids
from schema.drafts import ApplicationDraft
from schema.mutations.access import allowed
from schema.mutations.draft_forms import DraftInput, read_draft
from schema.mutations.effects import Doing, Done, mutation
from schema.mutations.inputs import Input, idempotency_key
from schema.mutations.payloads import problems
from schema.permissions import SIGNED_IN

_AUTHORS = allowed(SIGNED_IN.within(Scope.APPLICATIONS_WRITE))


class SaveDraftInput(graphene.InputObjectType):
    """What is filled in so far."""

    round_id = graphene.ID(required=True, description="The id of a Round that is planned or open.")
    draft = graphene.InputField(DraftInput, required=True, description="All of the draft; it replaces what was saved.")
    version = graphene.Int(
        description="The version that was seen last: a newer one is not written over. Null writes over anything."
    )
    idempotency_key = idempotency_key()


class DiscardDraftInput(graphene.InputObjectType):
    """A draft that goes."""

    draft_id = graphene.ID(required=True, description="The id of an ApplicationDraft.")
    idempotency_key = idempotency_key()


async def _seen(done: Done, info: Any) -> Draft | None:
    if (id := done.answer.facts.get("id")) is None:
        return None
    async with info.context.unit_of_work() as connection:
        drafts = await own_drafts(connection, info.context.principal.person_id)
    return next((one for one in drafts if one.id == UUID(id)), None)


class SaveDraftPayload(graphene.ObjectType):
    """The draft as it stands now, or why it was not saved."""

    draft = graphene.Field(ApplicationDraft, resolver=_seen, description="The draft; null when it was refused.")
    errors = problems()


class DiscardDraftPayload(graphene.ObjectType):
    """Nothing, or why it was refused."""

    errors = problems()


async def _save(connection: Connection, doing: Doing, input: Input) -> Answer:
    draft = await save_draft(
        connection,
        read_draft(input["draft"]),
        round_id=RoundId(ids.decode_as("Round", input["round_id"])),
        person_id=doing.person,
        version=input.get("version"),
        now=doing.now,
        chance=doing.chance,
    )
    return Answer(facts={"id": str(draft.id)})


async def _discard(connection: Connection, doing: Doing, input: Input) -> Answer:
    id = DraftId(ids.decode_as("ApplicationDraft", input["draft_id"]))
    await discard_draft(connection, id, person_id=doing.person)
    return Answer(facts={})


class DraftMutation:
    """The mutations of drafts."""

    save_draft = mutation(
        SaveDraftPayload,
        SaveDraftInput,
        _save,
        access=_AUTHORS,
        description="Saves an application before it is whole, one for each person and round, valid or not; submitting "
        "ends it. Who has no account keeps a draft in their own program.",
    )
    discard_draft = mutation(
        DiscardDraftPayload, DiscardDraftInput, _discard, access=_AUTHORS, description="Forgets a draft of one's own."
    )
