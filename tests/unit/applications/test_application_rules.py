"""What an application must be: each field by itself, and all problems together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from harbors.applications.records import (
    APPLICATION_TRANSITIONS,
    Applicant,
    ApplicationStatus,
    Boat,
    Changes,
    Choice,
    Form,
)
from harbors.applications.rules import Offer, check_form, require_editable, require_withdrawable, tidy
from harbors.errors import HarborError, Invalid, Refused
from harbors.rounds.records import Round
from tests.harbor_town import (
    A_ROUND,
    APPLICANT,
    BOAT,
    CLOSES,
    DURING,
    NORTH,
    OPENS,
    SOUTH,
    a_form,
    berth,
    berth_of,
    harbor_of,
    pier,
    pier_of,
)

LISTED = (harbor_of(SOUTH), harbor_of(NORTH), pier_of(pier("north", "A")), berth_of(berth("north", "B", 1)))
DRAWN = replace(A_ROUND, closed_at=CLOSES, drawn_at=CLOSES)

Fault = tuple[str, str | None]


def faults(
    form: Form,
    *,
    a_round: Round = A_ROUND,
    now: datetime = DURING,
    in_use: dict[Choice, bool | None] | None = None,
    boat_type_known: bool = True,
) -> list[Fault]:
    """Code and field of everything that is wrong; ``in_use`` says what the catalogue knows, else all of it is."""
    standing = {choice.id: True for choice in form.choices} | {one.id: it for one, it in (in_use or {}).items()}
    try:
        check_form(tidy(form), a_round, Offer(standing, boat_type_known), now=now)
    except HarborError as refusal:
        return [(problem.code, problem.field) for problem in refusal.problems]
    return []


def person(**changes: Any) -> Form:
    return a_form(applicant=replace(APPLICANT, **changes))


def boat(**changes: Any) -> Form:
    return a_form(boat=replace(BOAT, **changes))


def test_a_sound_form_is_accepted() -> None:
    assert faults(a_form(*LISTED)) == []


def test_what_may_be_left_out_may_be_left_out() -> None:
    applicant = Applicant(first_name="Aino", last_name="Aalto", email="a@b.fi", municipality="espoo")
    assert faults(a_form(applicant=applicant, boat=Boat(beam_mm=2_000, length_mm=5_000))) == []


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        (person(first_name=" "), ("REQUIRED", "applicant.firstName")),
        (person(last_name=""), ("REQUIRED", "applicant.lastName")),
        (person(last_name="x" * 101), ("TOO_LONG", "applicant.lastName")),
        (person(first_name="A\0ino"), ("UNREADABLE", "applicant.firstName")),
        (person(first_name="A\nino"), ("UNREADABLE", "applicant.firstName")),
        (person(first_name="A\ud800"), ("UNREADABLE", "applicant.firstName")),
        (person(address="Rantatie\u202e1"), ("UNREADABLE", "applicant.address")),
        (person(email="aino"), ("EMAIL_SHAPE", "applicant.email")),
        (person(email="aino@localhost"), ("EMAIL_SHAPE", "applicant.email")),
        (person(email="a b@example.org"), ("EMAIL_SHAPE", "applicant.email")),
        (person(email="a@" + "b" * 300 + ".fi"), ("TOO_LONG", "applicant.email")),
        (person(email=""), ("REQUIRED", "applicant.email")),
        (person(phone="call me"), ("PHONE_SHAPE", "applicant.phone")),
        (person(phone="+35"), ("PHONE_SHAPE", "applicant.phone")),
        (person(zip_code="?"), ("ZIP_CODE_SHAPE", "applicant.zipCode")),
        (person(municipality=" "), ("REQUIRED", "applicant.municipality")),
        (boat(length_mm=1_999, beam_mm=1_000), ("LENGTH_RANGE", "boat.lengthMm")),
        (boat(length_mm=24_001, registration="A1"), ("LENGTH_RANGE", "boat.lengthMm")),
        (boat(beam_mm=499), ("BEAM_RANGE", "boat.beamMm")),
        (boat(beam_mm=12_001, length_mm=20_000, registration="A1"), ("BEAM_RANGE", "boat.beamMm")),
        (boat(beam_mm=5_401), ("BEAM_EXCEEDS_LENGTH", "boat.beamMm")),
        (boat(draught_mm=-1), ("DRAUGHT_RANGE", "boat.draughtMm")),
        (boat(draught_mm=6_001), ("DRAUGHT_RANGE", "boat.draughtMm")),
        (boat(mass_kg=9), ("MASS_RANGE", "boat.massKg")),
        (boat(registration="A 1!"), ("REGISTRATION_SHAPE", "boat.registration")),
        (boat(name="x" * 101), ("TOO_LONG", "boat.name")),
        (boat(length_mm=5_500), ("REGISTRATION_REQUIRED", "boat.registration")),
    ],
)
def test_a_wrong_field_is_named(form: Form, fault: Fault) -> None:
    assert faults(form) == [fault]


@pytest.mark.parametrize(
    "form",
    [
        boat(length_mm=5_499),
        boat(length_mm=5_500, registration="a 12345"),
        boat(length_mm=12_000, registration="SWE-123"),
        boat(length_mm=12_000, estimated=True),
        boat(length_mm=2_000, beam_mm=500),
        boat(length_mm=24_000, beam_mm=12_000, registration="A1"),
        person(email="väinö.o'neill+berths@venho.example.org"),
        person(phone="(09) 310 1691"),
        person(zip_code="SE-111 22"),
    ],
)
def test_a_right_field_is_accepted(form: Form) -> None:
    assert faults(form) == []


def test_a_boat_type_that_is_not_there_is_named() -> None:
    assert faults(a_form(), boat_type_known=False) == [("BOAT_TYPE_UNKNOWN", "boat.type")]


def test_behaviour_14_without_the_accuracy_confirmation_it_is_refused() -> None:
    assert faults(replace(a_form(), information_confirmed=False)) == [("CONFIRMATION_REQUIRED", "informationConfirmed")]


def test_behaviour_14_a_harbor_twice_is_refused_at_the_second() -> None:
    form = a_form(harbor_of(SOUTH), harbor_of(NORTH), harbor_of(SOUTH))
    assert faults(form) == [("CHOICE_REPEATED", "choices[2]")]


def test_behaviour_14_all_problems_are_told_field_by_field() -> None:
    form = replace(person(email="?", first_name=""), choices=(), information_confirmed=False)
    assert faults(form) == [
        ("REQUIRED", "applicant.firstName"),
        ("EMAIL_SHAPE", "applicant.email"),
        ("CHOICES_REQUIRED", "choices"),
        ("CONFIRMATION_REQUIRED", "informationConfirmed"),
    ]


def test_behaviour_15_a_form_has_no_class() -> None:
    assert {*Form.__slots__, *Applicant.__slots__, *Boat.__slots__, *Changes.__slots__} == {
        *("applicant", "boat", "choices", "accessibility_required", "information_confirmed"),
        *("first_name", "last_name", "email", "municipality", "phone", "address", "zip_code", "language"),
        *("non_disclosure", "mode", "lease_id", "organisation_id", "birth_year", "consents", "id"),
        *("beam_mm", "length_mm", "draught_mm", "mass_kg", "type_id", "registration", "name", "estimated"),
    }


def test_more_choices_than_the_round_allows_are_refused_with_the_figure() -> None:
    form = a_form(*LISTED, berth_of(berth("north", "B", 2)))
    assert faults(form) == [("CHOICES_TOO_MANY", "choices")]
    with pytest.raises(Invalid) as refusal:
        check_form(form, A_ROUND, Offer(dict.fromkeys((one.id for one in form.choices), True), True), now=DURING)
    assert refusal.value.problems[0].message.en == "Choose 4 at most."


def test_a_choice_that_is_not_there_is_named() -> None:
    assert faults(a_form(*LISTED), in_use={LISTED[2]: None}) == [("CHOICE_UNKNOWN", "choices[2]")]


def test_a_choice_that_is_out_of_use_is_named() -> None:
    assert faults(a_form(*LISTED), in_use={LISTED[3]: False}) == [("CHOICE_NOT_OFFERED", "choices[3]")]


@pytest.mark.parametrize(
    ("a_round", "now", "words"),
    [
        (A_ROUND, OPENS - timedelta(seconds=1), "Applications are not taken yet."),
        (A_ROUND, CLOSES, "The time to apply is over."),
        (DRAWN, DURING, "The places have been drawn already."),
    ],
)
def test_nobody_applies_to_a_round_that_is_not_open(a_round: Round, now: datetime, words: str) -> None:
    offer = Offer({SOUTH: True}, boat_type_known=True)
    with pytest.raises(Refused) as refusal:
        check_form(person(email="?"), a_round, offer, now=now)
    assert [(problem.code, problem.field) for problem in refusal.value.problems] == [
        ("ROUND_NOT_OPEN", "roundId"),
        ("EMAIL_SHAPE", "applicant.email"),
    ]
    assert refusal.value.problems[0].message.en == words


def test_texts_are_tidied() -> None:
    form = tidy(
        a_form(
            applicant=replace(APPLICANT, first_name=" Va\u0308ino\u0308 ", municipality="Helsinki\u00a0", phone="  "),
            boat=replace(BOAT, registration=" a 12345 ", name=""),
        )
    )
    assert (form.applicant.first_name, form.applicant.municipality, form.applicant.phone) == ("Väinö", "helsinki", None)
    assert (form.boat.registration, form.boat.name) == ("A 12345", None)


def test_an_application_ends_by_its_withdrawal_or_by_what_becomes_of_its_offer() -> None:
    submitted, handled, expired, withdrawn = ApplicationStatus
    assert {
        submitted: {handled, expired, withdrawn},
        handled: set(),
        expired: {handled, submitted},
        withdrawn: set(),
    } == APPLICATION_TRANSITIONS


def is_allowed(check: Callable[[], None]) -> bool:
    try:
        check()
    except Refused:
        return False
    return True


def test_only_a_submitted_application_is_edited() -> None:
    allowed = {status for status in ApplicationStatus if is_allowed(partial(require_editable, status))}
    assert allowed == {ApplicationStatus.SUBMITTED}


def test_only_a_submitted_application_is_withdrawn() -> None:
    allowed = [status for status in ApplicationStatus if is_allowed(partial(require_withdrawable, status, A_ROUND))]
    assert allowed == [ApplicationStatus.SUBMITTED]


@pytest.mark.parametrize(("a_round", "allowed"), [(A_ROUND, True), (DRAWN, False)])
def test_an_application_is_withdrawn_until_the_draw(a_round: Round, allowed: bool) -> None:
    assert is_allowed(lambda: require_withdrawable(ApplicationStatus.SUBMITTED, a_round)) is allowed
