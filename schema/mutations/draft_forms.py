"""Knows the input of a draft: that of an application with everything optional, and the form that it makes so far."""

import json
from collections.abc import Mapping
from typing import Any

import graphene

from harbors.access.records import PersonId
from harbors.applications import records
from harbors.applications.applicants import applicant_of
from harbors.applications.reads import own_boat
from harbors.boats.records import BoatId
from harbors.customers.reads import profile_of
from harbors.sql import Connection
from harbors.text import Language
from schema import ids
from schema.application_words import Mode
from schema.errors import LimitExceeded
from schema.lists import some
from schema.mutations.application_inputs import read_form
from schema.mutations.forms import ApplicantInput, BoatInput, ChoiceInput
from schema.mutations.inputs import Input, member

# Of the draft as JSON, in characters: far more than any form takes.
LARGEST_DRAFT = 20_000
_NO_BOAT = {"beam_mm": 0, "length_mm": 0}
_LEFT_OUT: Mapping[str, Any] = {"choices": [], "accessibility_required": False, "information_confirmed": False}


class DraftBoatInput(BoatInput):
    """The boat, as far as known."""

    beam_mm = graphene.Int(description="The greatest width, in millimetres.")
    length_mm = graphene.Int(description="The greatest length, in millimetres.")


class DraftInput(graphene.InputObjectType):
    """As much of an application as is known: the fields of SubmitApplicationInput, none of them needed."""

    applicant = graphene.InputField(ApplicantInput, description="Who applies.")
    boat = graphene.InputField(DraftBoatInput, description="The boat that needs a place.")
    boat_id = graphene.ID(description="The id of an OwnedBoat.")
    choices = graphene.InputField(some(ChoiceInput), description="What is wanted, the most wanted first.")
    mode = graphene.InputField(Mode, description="Whether it is a new place, the own one again, or another one.")
    lease_id = graphene.ID(description="The id of the Lease that is kept or changed.")
    organisation_id = graphene.ID(description="The id of an Organisation that applies.")
    consents = graphene.InputField(some(graphene.String), description="The keys of the consents that are given.")
    accessibility_required = graphene.Boolean(description="Whether the place should be accessible.")
    information_confirmed = graphene.Boolean(description="The applicant's confirmation that all of this is right.")


def read_draft(given: Input) -> dict[str, Any]:
    """A draft as plain JSON. Raises BAD_USER_INPUT for what is no id, LIMIT_EXCEEDED for a draft without measure."""
    content: dict[str, Any] = json.loads(json.dumps(given, default=lambda one: one.value))
    if len(json.dumps(content)) > LARGEST_DRAFT:
        raise LimitExceeded(f"draft: no more than {LARGEST_DRAFT} characters are kept.", limit=LARGEST_DRAFT)
    if content.get("boat_id") is not None:
        ids.decode_as("OwnedBoat", content["boat_id"])
    _read(content, known=applicant_of(None, language=Language.FI), boat=None)
    return content


async def form_of_draft(
    connection: Connection, content: Mapping[str, Any], *, person_id: PersonId, language: Language
) -> records.Form:
    """The form that would be submitted. Raises ``NotFound`` for a boat that is gone."""
    profile = await profile_of(connection, person_id)
    id = content.get("boat_id")
    boat = None if id is None else await own_boat(connection, BoatId(ids.decode_as("OwnedBoat", id)))
    return _read(content, known=applicant_of(profile, language=language), boat=boat)


def _read(content: Mapping[str, Any], *, known: records.Applicant, boat: records.Boat | None) -> records.Form:
    told = {name: value for name, value in content.items() if value is not None}
    facts = {name: value for name, value in told.pop("boat", {}).items() if value is not None}
    applicant = dict(told.get("applicant", {}))
    if applicant.get("language") is not None:
        applicant["language"] = Language(applicant["language"])
    mode = member(records.Mode, told.get("mode", records.Mode.NEW))
    form = {**_LEFT_OUT, **told, "applicant": applicant, "mode": mode}
    return read_form(form if boat else {**form, "boat": {**_NO_BOAT, **facts}}, known=known, boat=boat)
