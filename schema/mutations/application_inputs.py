"""Knows the inputs of the mutations of applications, each as a whole."""

from typing import Any

import graphene

from harbors.applications.applicants import applicant_of
from harbors.applications.records import Applicant, Changes, Form
from harbors.text import Language
from schema.lists import some
from schema.mutations.forms import ApplicantInput, BoatInput, ChoiceInput, read_applicant, read_boat, read_choices
from schema.mutations.inputs import Input, idempotency_key


def _application_id() -> Any:
    return graphene.ID(required=True, description="The id of the Application.")


def _edit_token() -> Any:
    return graphene.String(
        description="The capability that was shown when the application was submitted; whoever is signed in needs "
        "none for their own."
    )


def _confirmed() -> Any:
    return graphene.Boolean(
        default_value=False, description="The applicant's confirmation that all of this is right; without it: refused."
    )


class SubmitApplicationInput(graphene.InputObjectType):
    """A whole application; its class and its place in the queue cannot be told."""

    round_id = graphene.ID(required=True, description="The id of an open Round.")
    applicant = graphene.InputField(
        ApplicantInput, description="Who applies. For who is signed in the profile says what is left out."
    )
    boat = graphene.InputField(BoatInput, required=True, description="The boat that needs a place.")
    choices = graphene.InputField(
        some(ChoiceInput), required=True, description="What is wanted, the most wanted first; nothing twice."
    )
    accessibility_required = graphene.Boolean(
        default_value=False,
        description="Whether the place should be accessible; handlers see it, the draw does not weigh it.",
    )
    information_confirmed = _confirmed()
    idempotency_key = idempotency_key()


class EditApplicationInput(graphene.InputObjectType):
    """What changes in an application; what is left out stays as it is."""

    application_id = _application_id()
    edit_token = _edit_token()
    applicant = graphene.InputField(ApplicantInput, description="Who applies, all of it.")
    boat = graphene.InputField(BoatInput, description="The boat, all of it.")
    choices = graphene.InputField(some(ChoiceInput), description="The whole list, the most wanted first.")
    accessibility_required = graphene.Boolean(
        description="Whether the place should be accessible; handlers see it, the draw does not weigh it."
    )
    information_confirmed = _confirmed()
    idempotency_key = idempotency_key()


class WithdrawApplicationInput(graphene.InputObjectType):
    """Which application is taken back, for good."""

    application_id = _application_id()
    edit_token = _edit_token()
    idempotency_key = idempotency_key()


def read_form(given: Input, *, known: Applicant) -> Form:
    """The application that is submitted, by an applicant of whom so much is ``known``. Raises BAD_USER_INPUT."""
    return Form(
        applicant=read_applicant(given.get("applicant") or {}, known=known),
        boat=read_boat(given["boat"]),
        choices=read_choices(given["choices"]),
        accessibility_required=bool(given["accessibility_required"]),
        information_confirmed=bool(given["information_confirmed"]),
    )


def read_changes(given: Input, *, language: Language) -> Changes:
    """The edit. Raises BAD_USER_INPUT."""
    applicant, boat, choices = given.get("applicant"), given.get("boat"), given.get("choices")
    return Changes(
        applicant=None if applicant is None else read_applicant(applicant, known=applicant_of(None, language=language)),
        boat=None if boat is None else read_boat(boat),
        choices=None if choices is None else read_choices(choices),
        accessibility_required=given.get("accessibility_required"),
        information_confirmed=bool(given["information_confirmed"]),
    )
