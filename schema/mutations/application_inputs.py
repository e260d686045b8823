"""Knows the inputs of the mutations of applications, each as a whole."""

from typing import Any

import graphene

from harbors.applications import records
from harbors.applications.applicants import applicant_of
from harbors.applications.records import Applicant, Boat, Changes, Form
from harbors.leases.records import LeaseId
from harbors.organisations.records import OrganisationId
from harbors.text import Language
from schema import ids
from schema.application_words import Mode, Verdict
from schema.errors import BadInput
from schema.lists import some
from schema.mutations.forms import ApplicantInput, BoatInput, ChoiceInput, read_applicant, read_boat, read_choices
from schema.mutations.inputs import Input, edit_token, idempotency_key


def _application_id() -> Any:
    return graphene.ID(required=True, description="The id of the Application.")


def _mode() -> Any:
    return graphene.InputField(
        Mode,
        default_value=records.Mode.NEW,
        description="Whether it is a new place, the own one again, or another one.",
    )


def _lease_id() -> Any:
    return graphene.ID(
        description="The id of the Lease that is kept or changed, for who has several; else the newest is found."
    )


def _consents() -> Any:
    return graphene.InputField(
        some(graphene.String), description="The keys of those `Round.rules.consents` that are given."
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
    boat = graphene.InputField(BoatInput, description="The boat that needs a place, unless `boatId` names it.")
    boat_id = graphene.ID(description="The id of an OwnedBoat, the own or an organisation's: it is as it is today.")
    choices = graphene.InputField(
        some(ChoiceInput),
        required=True,
        description="What is wanted, the most wanted first; nothing twice. Who exchanges and names the own harbor says "
        "that any fitting berth there will do, the own included, and may be given another one of equal rank.",
    )
    mode = _mode()
    lease_id = _lease_id()
    organisation_id = graphene.ID(
        description="The id of an Organisation that applies; it has to be verified that one acts for it."
    )
    consents = _consents()
    accessibility_required = graphene.Boolean(
        default_value=False,
        description="Whether the place should be accessible; handlers see it, the draw does not weigh it.",
    )
    information_confirmed = _confirmed()
    idempotency_key = idempotency_key()


class EditApplicationInput(graphene.InputObjectType):
    """What changes in an application; what is left out stays as it is."""

    application_id = _application_id()
    edit_token = edit_token()
    applicant = graphene.InputField(ApplicantInput, description="Who applies, all of it.")
    boat = graphene.InputField(BoatInput, description="The boat, all of it.")
    choices = graphene.InputField(some(ChoiceInput), description="The whole list, the most wanted first.")
    consents = _consents()
    accessibility_required = graphene.Boolean(
        description="Whether the place should be accessible; handlers see it, the draw does not weigh it."
    )
    information_confirmed = _confirmed()
    idempotency_key = idempotency_key()


class WithdrawApplicationInput(graphene.InputObjectType):
    """Which application is taken back, for good."""

    application_id = _application_id()
    edit_token = edit_token()
    idempotency_key = idempotency_key()


class EnterPaperApplicationInput(graphene.InputObjectType):
    """A whole application as it stands on paper, signed by the applicant."""

    round_id = graphene.ID(required=True, description="The id of a Round that is not frozen.")
    applicant = graphene.InputField(
        ApplicantInput, required=True, description="Who applies; a mail address is told where there is one."
    )
    boat = graphene.InputField(BoatInput, required=True, description="The boat that needs a place.")
    choices = graphene.InputField(some(ChoiceInput), required=True, description="The list, the most wanted first.")
    mode = _mode()
    lease_id = _lease_id()
    consents = _consents()
    accessibility_required = graphene.Boolean(
        default_value=False, description="Whether the place should be accessible."
    )
    information_confirmed = _confirmed()
    idempotency_key = idempotency_key()


class SetApplicationClassInput(graphene.InputObjectType):
    """Which class an application has, where the rules of the round give it another."""

    application_id = _application_id()
    class_number = graphene.Int(required=True, description="The number of a class of the round.")
    reason = graphene.String(required=True, description="Why; the applicant can read it.")
    idempotency_key = idempotency_key()


class ResolveDuplicateInput(graphene.InputObjectType):
    """What staff found of two applications that may be the same."""

    duplicate_id = graphene.ID(required=True, description="The id of an ApplicationDuplicate.")
    verdict = graphene.InputField(Verdict, required=True, description="What they are.")
    kept_id = graphene.ID(description="Of the same: the id of the Application that stays; the other is withdrawn.")
    reason = graphene.String(description="Why; needed where they are not the same.")
    idempotency_key = idempotency_key()


def read_form(given: Input, *, known: Applicant, boat: Boat | None = None) -> Form:
    """The application that is submitted, by an applicant of whom so much is ``known``. Raises BAD_USER_INPUT.

    ``boat`` is one of the own boats, where the input names one.
    """
    told = given.get("boat")
    if (told is None) == (boat is None):
        raise BadInput("Give either boat or boatId.", field="boat")
    lease_id, organisation_id = given.get("lease_id"), given.get("organisation_id")
    return Form(
        applicant=read_applicant(given.get("applicant") or {}, known=known),
        boat=boat or read_boat(told or {}),
        choices=read_choices(given["choices"]),
        mode=given["mode"],
        lease_id=None if lease_id is None else LeaseId(ids.decode_as("Lease", lease_id)),
        organisation_id=None
        if organisation_id is None
        else OrganisationId(ids.decode_as("Organisation", organisation_id)),
        consents=frozenset(given.get("consents") or ()),
        accessibility_required=bool(given["accessibility_required"]),
        information_confirmed=bool(given["information_confirmed"]),
    )


def read_changes(given: Input, *, language: Language) -> Changes:
    """The edit. Raises BAD_USER_INPUT."""
    applicant, boat, choices = given.get("applicant"), given.get("boat"), given.get("choices")
    consents = given.get("consents")
    return Changes(
        applicant=None if applicant is None else read_applicant(applicant, known=applicant_of(None, language=language)),
        boat=None if boat is None else read_boat(boat),
        choices=None if choices is None else read_choices(choices),
        accessibility_required=given.get("accessibility_required"),
        consents=None if consents is None else frozenset(consents),
        information_confirmed=bool(given["information_confirmed"]),
    )
