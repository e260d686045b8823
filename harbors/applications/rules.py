"""Knows what an application must be: tidied first, then judged field by field, all problems together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from harbors.applications.kinds import GIVEN, Given
from harbors.applications.records import (
    APPLICATION_TRANSITIONS,
    PAIR_TRANSITIONS,
    Applicant,
    ApplicationId,
    ApplicationStatus,
    Boat,
    Choice,
    Form,
    Mode,
    Pair,
    PairStatus,
)
from harbors.applications.refusals import application_withdrawn, fault, pair_resolved, too_many_choices
from harbors.boats.measures import BOAT_NAME, REGISTRATION, size_problems
from harbors.boats.refusals import boat_fault
from harbors.boats.registration import must_be_registered
from harbors.errors import Invalid, Problem, Refused
from harbors.forms import ADDRESS, EMAIL, MUNICIPALITY, NAME, PHONE, REASON, ZIP_CODE, tidy_optional, tidy_text
from harbors.leases.records import LeaseId
from harbors.rounds.records import Round, RoundStatus
from harbors.rounds.refusals import round_drawn, round_not_open
from harbors.rounds.rules import status_of

BOATERS_COME = frozenset({RoundStatus.OPEN})
PAPER_COMES = frozenset({RoundStatus.OPEN, RoundStatus.CLOSED})


@dataclass(frozen=True, slots=True)
class Offer:
    """What is known of a form: whether each id in its list is ``in_use``, ``None`` if unknown; the own place.

    ``by_notice`` are winter areas without a marked place: boats are brought there first, and no round gives anything.
    """

    in_use: Mapping[UUID, bool | None]
    boat_type_known: bool
    lease_id: LeaseId | None = None
    by_notice: frozenset[UUID] = frozenset()


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


def check_form(
    form: Form, a_round: Round, offer: Offer, *, now: datetime, minor: bool = False, paper: bool = False
) -> None:
    """Raise all that is wrong with a tidy form: as ``Refused`` when the round is not open, else as ``Invalid``.

    ``minor``: the person is known to be under 18 when the season begins. ``paper``: staff enter what came in time, also
    when the round is closed, and from people without a mail address.
    """
    status = status_of(a_round, now=now)
    problems = [*_problems(form, a_round, offer, paper=paper)]
    if minor:
        problems.append(fault("UNDER_AGE", field="applicant"))
    if status not in (PAPER_COMES if paper else BOATERS_COME):
        raise Refused(round_not_open(status, field="roundId"), *problems)
    if problems:
        raise Invalid(*problems)


def require_editable(status: ApplicationStatus) -> None:
    """Raise ``Refused`` unless the application can still be edited."""
    if status is not ApplicationStatus.SUBMITTED:
        raise application_withdrawn()


def require_handled(a_round: Round, *, now: datetime) -> None:
    """Raise ``Refused`` unless staff can still handle applications: until the round is frozen."""
    if (status := status_of(a_round, now=now)) not in PAPER_COMES:
        raise Refused(round_not_open(status, field=None))


def check_class(number: int, reason: str, a_round: Round) -> str:
    """The tidy reason for a class that staff set. Raises ``Invalid``."""
    words = tidy_text(reason)
    problems = [*REASON.problems(words, field="reason")]
    if number not in {one.number for one in a_round.rules.classes}:
        problems.append(fault("CLASS_UNKNOWN", field="classNumber"))
    if problems:
        raise Invalid(*problems)
    return words


def require_resolvable(status: PairStatus, verdict: PairStatus) -> None:
    """Raise ``Refused`` unless a pair can come to the verdict."""
    if verdict not in PAIR_TRANSITIONS[status]:
        raise pair_resolved()


def check_verdict(pair: Pair, verdict: PairStatus, *, kept: ApplicationId | None, reason: str | None) -> str | None:
    """The tidy reason of a verdict. Raises ``Invalid``: who tells apart says why, who merges says which one stays."""
    words = tidy_optional(reason)
    problems = [*REASON.problems(words, field="reason")] if verdict is PairStatus.NOT_THE_SAME else []
    if verdict is PairStatus.MERGED and kept not in {pair.first_id, pair.second_id}:
        problems.append(fault("KEPT_OF_THE_PAIR", field="keptId"))
    if problems:
        raise Invalid(*problems)
    return words


def require_withdrawable(status: ApplicationStatus, a_round: Round) -> None:
    """Raise ``Refused`` unless the application can be withdrawn: until the draw, also when the round is closed."""
    if ApplicationStatus.WITHDRAWN not in APPLICATION_TRANSITIONS[status]:
        raise application_withdrawn()
    if a_round.drawn_at is not None:
        raise round_drawn()


def _problems(form: Form, a_round: Round, offer: Offer, *, paper: bool) -> Iterator[Problem]:
    yield from _applicant_problems(form.applicant, paper=paper)
    yield from _tenant_problems(form, offer)
    yield from _boat_problems(form.boat, offer)
    yield from _list_problems(form, a_round)
    yield from _consent_problems(form.consents, a_round)
    for index, choice in enumerate(form.choices):
        given = GIVEN[a_round.kind]
        yield from _choice_problems(choice, form.choices[:index], given, offer, field=f"choices[{index}]")
    if not form.information_confirmed:
        yield fault("CONFIRMATION_REQUIRED", field="informationConfirmed")


def _applicant_problems(person: Applicant, *, paper: bool) -> Iterator[Problem]:
    yield from NAME.problems(person.first_name, field="applicant.firstName")
    yield from NAME.problems(person.last_name, field="applicant.lastName")
    if person.email is not None or not paper:
        yield from EMAIL.problems(person.email, field="applicant.email")
    elif person.address is None and person.phone is None:
        yield fault("REACHABLE", field="applicant.email")
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


def _tenant_problems(form: Form, offer: Offer) -> Iterator[Problem]:
    """A tenant has a place; who wants a new one brings none."""
    if form.mode is not Mode.NEW and offer.lease_id is None:
        yield fault("LEASE_MISSING", field="mode")
    if form.mode is Mode.NEW and form.lease_id is not None:
        yield fault("LEASE_NOT_NEEDED", field="leaseId")


def _consent_problems(consents: frozenset[str], a_round: Round) -> Iterator[Problem]:
    known = {one.key: one.required for one in a_round.rules.consents}
    if consents - known.keys():
        yield fault("CONSENT_UNKNOWN", field="consents")
    if {key for key, required in known.items() if required} - consents:
        yield fault("CONSENT_REQUIRED", field="consents")


def _list_problems(form: Form, a_round: Round) -> Iterator[Problem]:
    rules = a_round.rules
    most = rules.exchange_choices_max if form.mode is Mode.EXCHANGE else rules.choices_max
    if not form.choices and form.mode is not Mode.RENEW:
        yield fault("CHOICES_REQUIRED", field="choices")
    if len(form.choices) > most:
        yield too_many_choices(most=most)


def _choice_problems(
    choice: Choice, above: tuple[Choice, ...], given: Given, offer: Offer, *, field: str
) -> Iterator[Problem]:
    if choice.kind not in given.choices:
        yield fault(given.fault, field=field)
    elif choice in above:
        yield fault("CHOICE_REPEATED", field=field)
    elif offer.in_use[choice.id] is None:
        yield fault("CHOICE_UNKNOWN", field=field)
    elif not offer.in_use[choice.id]:
        yield fault("CHOICE_NOT_OFFERED", field=field)
    elif choice.id in offer.by_notice:
        yield fault("CHOICE_BY_NOTICE", field=field)
