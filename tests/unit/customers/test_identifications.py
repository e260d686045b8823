"""What a token says of a person is noted when it was a strong identification, and once."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from ahti.gateways.oidc.records import VerifiedToken
from ahti.recognition import Noted, identified_by
from harbors.access.records import Assurance, PersonId
from harbors.customers.records import Identified

TOKEN = VerifiedToken(
    issuer="https://issuer.example.org",
    subject="1",
    expires_at=datetime(2027, 1, 1, tzinfo=UTC),
    assurance=Assurance.SUBSTANTIAL,
    given_name=" Aino ",
    family_name="Aalto",
    municipality="Espoo",
)
AINO = Identified("Aino", "Aalto", municipality="Espoo")


def test_a_strong_identification_names_the_person() -> None:
    assert identified_by(TOKEN) == AINO


@pytest.mark.parametrize(
    "other",
    [
        {"assurance": Assurance.LOW},
        {"assurance": Assurance.NONE},
        {"given_name": None},
        {"family_name": "  "},
        {"family_name": "x" * 101},
        {"given_name": "A\0ino"},
    ],
)
def test_anything_less_names_nobody(other: dict[str, Any]) -> None:
    assert identified_by(replace(TOKEN, **other)) is None


def test_a_municipality_that_cannot_be_is_left_out() -> None:
    assert identified_by(replace(TOKEN, municipality="x" * 101)) == replace(AINO, municipality=None)


def test_the_same_is_noted_once_and_what_is_new_again() -> None:
    noted, person = Noted(most=2), PersonId(UUID(int=1))
    married = replace(AINO, last_name="Virtanen")
    assert [noted.is_new(person, said) for said in (AINO, AINO, married, married, AINO)] == [
        *(True, False, True, False, True),
    ]


def test_who_came_long_ago_is_noted_again() -> None:
    noted = Noted(most=2)
    people = [PersonId(UUID(int=number)) for number in (1, 2, 3)]
    assert all(noted.is_new(person, AINO) for person in people)
    assert [noted.is_new(person, AINO) for person in (people[2], people[0])] == [False, True]
