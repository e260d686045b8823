"""Knows what an application must be: tidied first, then judged field by field, all problems together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from harbors.applications.records import APPLICATION_TRANSITIONS, Applicant, ApplicationStatus, Boat, Choice, Form
from harbors.applications.refusals import application_withdrawn, fault, too_many_choices
from harbors.boats.measures import BOAT_NAME, REGISTRATION, size_problems
from harbors.boats.refusals import boat_fault
from harbors.boats.registration import must_be_registered
from harbors.errors import Invalid, Problem, Refused
from harbors.forms import ADDRESS, EMAIL, MUNICIPALITY, NAME, PHONE, ZIP_CODE, tidy_optional, tidy_text
from harbors.rounds.records import Round, RoundStatus
from harbors.rounds.refusals import round_drawn, round_not_open
from harbors.rounds.rules import status_of


@dataclass(frozen=True, slots=True)
class Offer:
    """What the catalogue says of a form: whether each id in its list is ``in_use``, ``None`` for what is unknown."""

    in_use: Mapping[UUID, bool | None]
    boat_type_known: bool


def tidy(form: Form) -> Form:
    """The form without stray spaces, the municipality in lower case and the registration in upper case."""
    person, boat = form.applicant, form.boat
    applicant = replace(
        person,
        first_name=tidy_text(person.first_name),
        last_name=tidy_text(person.last_name),
        email=tidy_optional(person.email),
        municipality=tidy_optional(person.municipality and person.municipality.casefold()),
        phone=tidy_optional(person.phone),
        address=tidy_optional(person.address),
        zip_code=tidy_optional(person.zip_code and person.zip_code.upper()),
    )
    registration = tidy_optional(boat.registration and boat.registration.upper())
    return replace(
        form, applicant=applicant, boat=replace(boat, registration=registration, name=tidy_optional(boat.name))
    )


def check_form(form: Form, a_round: Round, offer: Offer, *, now: datetime, minor: bool = False) -> None:
    """Raise all that is wrong with a tidy form: as ``Refused`` when the round is not open, else as ``Invalid``.

    ``minor``: the person is known to be under 18 when the season begins.
    """
    status = status_of(a_round, now=now)
    problems = list(_problems(form, a_round, offer))
    if minor:
        problems.append(fault("UNDER_AGE", field="applicant"))
    if status is not RoundStatus.OPEN:
        raise Refused(round_not_open(status, field="roundId"), *problems)
    if problems:
        raise Invalid(*problems)


def require_editable(status: ApplicationStatus) -> None:
    """Raise ``Refused`` unless the application can still be edited."""
    if status is not ApplicationStatus.SUBMITTED:
        raise application_withdrawn()


def require_withdrawable(status: ApplicationStatus, a_round: Round, *, now: datetime) -> None:
    """Raise ``Refused`` unless the application can be withdrawn: until the draw, also when the round is closed."""
    if ApplicationStatus.WITHDRAWN not in APPLICATION_TRANSITIONS[status]:
        raise application_withdrawn()
    if a_round.drawn_at is not None:
        raise round_drawn()


def _problems(form: Form, a_round: Round, offer: Offer) -> Iterator[Problem]:
    yield from _applicant_problems(form.applicant)
    yield from _boat_problems(form.boat, offer)
    yield from _list_problems(form.choices, a_round)
    for index, choice in enumerate(form.choices):
        yield from _choice_problems(choice, form.choices[:index], offer, field=f"choices[{index}]")
    if not form.information_confirmed:
        yield fault("CONFIRMATION_REQUIRED", field="informationConfirmed")


def _applicant_problems(person: Applicant) -> Iterator[Problem]:
    yield from NAME.problems(person.first_name, field="applicant.firstName")
    yield from NAME.problems(person.last_name, field="applicant.lastName")
    yield from EMAIL.problems(person.email, field="applicant.email")
    yield from PHONE.problems(person.phone, field="applicant.phone")
    where = {
        "applicant.address": (ADDRESS, person.address),
        "applicant.zipCode": (ZIP_CODE, person.zip_code),
        "applicant.municipality": (MUNICIPALITY, person.municipality),
    }
    for field, (kind, text) in where.items():
        if not person.non_disclosure:
            yield from kind.problems(text, field=field)
        elif text is not None:
            yield fault("NOT_DISCLOSED", field=field)


def _boat_problems(boat: Boat, offer: Offer) -> Iterator[Problem]:
    if not offer.boat_type_known:
        yield boat_fault("BOAT_TYPE_UNKNOWN", field="boat.type")
    yield from REGISTRATION.problems(boat.registration, field="boat.registration")
    if boat.registration is None and not boat.estimated and must_be_registered(boat.length_mm):
        yield fault("REGISTRATION_REQUIRED", field="boat.registration")
    yield from BOAT_NAME.problems(boat.name, field="boat.name")
    yield from size_problems(boat)


def _list_problems(choices: tuple[Choice, ...], a_round: Round) -> Iterator[Problem]:
    if not choices:
        yield fault("CHOICES_REQUIRED", field="choices")
    if len(choices) > a_round.rules.choices_max:
        yield too_many_choices(most=a_round.rules.choices_max)


def _choice_problems(choice: Choice, above: tuple[Choice, ...], offer: Offer, *, field: str) -> Iterator[Problem]:
    if choice in above:
        yield fault("CHOICE_REPEATED", field=field)
    elif offer.in_use[choice.id] is None:
        yield fault("CHOICE_UNKNOWN", field=field)
    elif not offer.in_use[choice.id]:
        yield fault("CHOICE_NOT_OFFERED", field=field)
