"""The people of the demonstration: never renamed, of every kind, and one whom nobody identified strongly."""

from ahti.demonstration import written
from ahti.issuer.clients import SCOPES
from ahti.issuer.people import PEOPLE, VISITOR
from ahti.issuer.texts import LEVELS, PAGE
from ahti.issuer.texts import SCOPES as SCOPE_TEXTS
from harbors.access.records import Assurance


def test_subjects_stay_the_same() -> None:
    assert list(PEOPLE) == [
        "demo-boater",
        "demo-visitor",
        "demo-club-clerk",
        "demo-city-clerk",
        "demo-city-manager",
        "demo-company-owner",
        "demo-ferry-seller",
    ]


def test_two_handle_the_city_and_others_work_elsewhere() -> None:
    kinds = {key: provider["kind"] for key, provider in written.providers().items()}
    worked_at = [kinds[person.works_at] for person in PEOPLE.values() if person.works_at]
    assert sorted(worked_at) == ["CITY", "CITY", "CLUB", "COMPANY", "COMPANY"]
    assert all((person.role is None) == (person.works_at is None) for person in PEOPLE.values())


def test_the_visitor_lives_abroad_and_is_not_strongly_identified() -> None:
    assert (VISITOR.municipality_number, VISITOR.assurance) == (None, Assurance.LOW)
    assert {person.assurance for person in PEOPLE.values()} == {Assurance.LOW, Assurance.SUBSTANTIAL, Assurance.HIGH}


def test_every_word_of_the_pages_is_there_in_three_languages() -> None:
    texts = [*PAGE.values(), *LEVELS.values(), *SCOPE_TEXTS.values(), *(one.caption for one in PEOPLE.values())]
    assert [text for text in texts if not (text.fi and text.sv and text.en)] == []
    assert set(SCOPE_TEXTS) == set(SCOPES)
