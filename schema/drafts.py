"""Knows an application that is not submitted yet, as its author sees it."""

from typing import Any

import graphene

from harbors.access.records import Scope
from harbors.applications.commands import problems_of
from harbors.applications.saving import Draft, own_drafts
from harbors.errors import HarborError
from harbors.errors import Problem as ProblemRecord
from schema import ids
from schema.application_words import Mode
from schema.languages import Language
from schema.lists import some
from schema.mutations.draft_forms import form_of_draft
from schema.mutations.payloads import Problem
from schema.permissions import SIGNED_IN, guarded
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type

SEES_DRAFTS = SIGNED_IN.within(Scope.APPLICATIONS_READ)


class DraftApplicant(graphene.ObjectType):
    """The person who applies, as far as told."""

    first_name = graphene.String(description="The given name.")
    last_name = graphene.String(description="The family name.")
    email = graphene.String(description="Where mail goes.")
    phone = graphene.String(description="A telephone number.")
    address = graphene.String(description="The street address.")
    zip_code = graphene.String(description="The postal code.")
    municipality = graphene.String(description="The municipality of residence.")
    language = Language(description="The language in which to be written to.")


class DraftBoat(graphene.ObjectType):
    """The boat, as far as told."""

    type = graphene.ID(description="The id of a BoatType.")
    registration = graphene.String(description="The registration.")
    name = graphene.String(description="The name of the boat.")
    beam_mm = graphene.Int(description="The greatest width, in millimetres.")
    length_mm = graphene.Int(description="The greatest length, in millimetres.")
    draught_mm = graphene.Int(description="The draught, in millimetres.")
    mass_kg = graphene.Int(description="The mass, in kilograms.")
    estimated = graphene.Boolean(description="Whether the boat is not there yet.")


class DraftChoice(graphene.ObjectType):
    """One line of the list: one of these."""

    harbor_id = graphene.ID(description="The id of a Harbor.")
    pier_id = graphene.ID(description="The id of a Pier.")
    berth_id = graphene.ID(description="The id of a Berth.")
    winter_storage_area_id = graphene.ID(description="The id of a WinterStorageArea.")
    winter_storage_section_id = graphene.ID(description="The id of a WinterStorageSection.")
    winter_storage_place_id = graphene.ID(description="The id of a WinterStoragePlace.")


class DraftContent(graphene.ObjectType):
    """What was filled in, as it was told; what is null was left out."""

    applicant = graphene.Field(DraftApplicant, description="Who applies.")
    boat = graphene.Field(DraftBoat, description="The boat.")
    boat_id = graphene.ID(description="The id of an OwnedBoat.")
    choices = graphene.Field(some(DraftChoice), description="The list, the most wanted first.")
    mode = Mode(description="What is applied for.")
    lease_id = graphene.ID(description="The id of the Lease that is kept or changed.")
    organisation_id = graphene.ID(description="The id of the Organisation that applies.")
    consents = graphene.Field(some(graphene.String), description="The keys of the consents that are given.")
    accessibility_required = graphene.Boolean(description="Whether the place should be accessible.")
    information_confirmed = graphene.Boolean(description="Whether all is confirmed as right.")


async def _round(draft: Draft, info: Any) -> Row | None:
    return await load_row(info.context, read_type("Round"), draft.round_id)


async def _problems(draft: Draft, info: Any) -> tuple[ProblemRecord, ...]:
    context = info.context
    person_id = context.principal.person_id
    async with context.unit_of_work() as connection:
        try:
            form = await form_of_draft(connection, draft.content, person_id=person_id, language=context.language)
        except HarborError as refusal:
            return refusal.problems
        return await problems_of(connection, form, round_id=draft.round_id, now=context.now, person_id=person_id)


async def _drafts(_me: Any, info: Any) -> list[Draft]:
    person_id = info.context.principal.person_id
    if person_id is None:
        return []
    async with info.context.unit_of_work() as connection:
        return list(await own_drafts(connection, person_id))


class ApplicationDraft(graphene.ObjectType):
    """An application that is not submitted: it takes no part in anything, and nobody but its author sees it."""

    id = graphene.ID(
        required=True,
        resolver=lambda draft, _info: ids.encode("ApplicationDraft", draft.id),
        description="The global id.",
    )
    round = graphene.Field(lambda: graphql_type("Round"), resolver=_round, description="The round it is for.")
    version = graphene.Int(required=True, description="Grows with each save.")
    created_at = graphene.DateTime(required=True, description="When it was saved the first time.")
    saved_at = graphene.DateTime(required=True, description="When it was saved the last time.")
    content = graphene.Field(DraftContent, required=True, description="What was filled in, as it was told.")
    problems = graphene.Field(
        some(Problem),
        required=True,
        resolver=_problems,
        description="What submitting it would refuse now, by the same rules; empty when it can be submitted.",
    )


def drafts_of_person() -> Any:
    """What the one who asks has saved."""
    text = "The drafts of the one who is signed in, the last saved first."
    return guarded(
        graphene.Field(some(ApplicationDraft), required=True, resolver=_drafts, description=text), SEES_DRAFTS
    )
