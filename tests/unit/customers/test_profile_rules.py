"""Profiles: what may be told, what an edit leaves vouched for, what non-disclosure leaves, who is of age."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from harbors.access.records import PersonId
from harbors.customers.records import Profile, ResidenceSource, Told
from harbors.customers.rules import (
    check_told,
    edited,
    is_minor,
    require_confirmable,
    residences_of,
    same_name,
    tidy_told,
    undisclosed,
)
from harbors.errors import Invalid, Refused

TODAY = date(2027, 2, 14)
NOW = datetime(2027, 2, 14, 12, tzinfo=UTC)
TOLD = Told(
    first_name="Väinö",
    last_name="Vesimäki",
    address="Rantatie 1",
    zip_code="00100",
    municipality="helsinki",
    phone="+358 40 123 4567",
    email="vaino@example.org",
    birth_year=1990,
)
VOUCHED = Profile(
    person_id=PersonId(UUID(int=1)),
    told=TOLD,
    names_identified_at=NOW,
    municipality_source=ResidenceSource.REGISTER,
    municipality_on=date(2026, 1, 1),
    email_verified_at=NOW,
)


def faults(*, non_disclosure: bool = False, **changes: Any) -> list[tuple[str, str | None]]:
    try:
        check_told(tidy_told(replace(TOLD, **changes)), non_disclosure=non_disclosure, today=TODAY)
    except Invalid as refusal:
        return [(problem.code, problem.field) for problem in refusal.problems]
    return []


def test_a_sound_profile_is_accepted_and_so_is_an_empty_one() -> None:
    assert faults() == []
    check_told(Told(), non_disclosure=True, today=TODAY)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"first_name": "x" * 101}, ("TOO_LONG", "firstName")),
        ({"email": "vaino"}, ("EMAIL_SHAPE", "email")),
        ({"phone": "no"}, ("PHONE_SHAPE", "phone")),
        ({"zip_code": "?"}, ("ZIP_CODE_SHAPE", "zipCode")),
        ({"birth_year": 1899}, ("BIRTH_YEAR_RANGE", "birthYear")),
        ({"birth_year": 2028}, ("BIRTH_YEAR_RANGE", "birthYear")),
    ],
)
def test_a_wrong_field_is_named(changes: dict[str, Any], fault: tuple[str, str]) -> None:
    assert faults(**changes) == [fault]


def test_nothing_that_may_not_be_disclosed_is_taken() -> None:
    assert faults(non_disclosure=True) == [
        ("NOT_DISCLOSED", "address"),
        ("NOT_DISCLOSED", "zipCode"),
        ("NOT_DISCLOSED", "municipality"),
    ]


def test_what_did_not_change_stays_vouched_for() -> None:
    assert edited(VOUCHED, replace(TOLD, phone="+358 50 1234567"), today=TODAY) == replace(
        VOUCHED, told=replace(TOLD, phone="+358 50 1234567")
    )


def test_what_changed_is_vouched_for_by_nobody() -> None:
    told = replace(TOLD, municipality="espoo", email="other@example.org", first_name="Ilmari")
    after = edited(VOUCHED, told, today=TODAY)
    assert (after.municipality_source, after.municipality_on) == (ResidenceSource.SELF_DECLARED, TODAY)
    assert (after.email_verified_at, after.names_identified_at) == (None, None)


def test_a_municipality_that_is_taken_back_has_no_source() -> None:
    after = edited(VOUCHED, replace(TOLD, municipality=None), today=TODAY)
    assert (after.municipality_source, after.municipality_on) == (None, None)


def test_under_non_disclosure_a_vouched_residence_is_a_yes_and_one_that_was_only_told_is_gone() -> None:
    after = undisclosed(VOUCHED)
    assert (after.told.address, after.told.zip_code, after.told.municipality) == (None, None, None)
    assert residences_of(after) == {"helsinki"}
    told_only = replace(VOUCHED, municipality_source=ResidenceSource.SELF_DECLARED)
    assert residences_of(undisclosed(told_only)) == frozenset()
    assert residences_of(VOUCHED) == {"helsinki"}


@pytest.mark.parametrize(
    ("born", "attested", "minor"),
    [
        (2009, None, False),
        (2010, None, True),
        (2010, date(2027, 1, 1), False),
        (None, None, False),
    ],
)
def test_who_is_known_to_be_a_minor(born: int | None, attested: date | None, minor: bool) -> None:
    profile = replace(VOUCHED, told=replace(TOLD, birth_year=born), of_age_attested_on=attested)
    assert is_minor(profile, on=TODAY) == minor


def test_names_are_the_same_whatever_their_capitals() -> None:
    assert same_name(("VÄINÖ", "Vesimäki"), ("Väinö", "vesimäki"))
    assert not same_name(("Väinö", "Vesimäki"), ("Väinö", "Vesilä"))
    assert not same_name(("Väinö", "None"), ("Väinö", None))


def test_only_an_address_that_is_there_and_not_confirmed_is_confirmed() -> None:
    assert require_confirmable(replace(VOUCHED, email_verified_at=None)) == "vaino@example.org"
    for profile in (VOUCHED, replace(VOUCHED, email_verified_at=None, told=Told())):
        with pytest.raises(Refused):
            require_confirmable(profile)
