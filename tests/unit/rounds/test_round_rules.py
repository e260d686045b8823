"""How a round stands, who belongs to which class, and what a round must be to be opened."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from harbors.errors import Invalid, Refused
from harbors.places.fit import FitRules, Margins
from harbors.places.kinds import Mooring
from harbors.places.records import PlaceId
from harbors.rounds.documents import read_rules, write_rules
from harbors.rounds.records import (
    ROUND_TRANSITIONS,
    Consent,
    PriorityClass,
    Reserve,
    Round,
    RoundStatus,
    Season,
    Windows,
)
from harbors.rounds.rules import (
    check_round,
    class_of,
    require_changeable,
    require_closable,
    require_movable,
    require_reason,
    status_of,
)
from harbors.text import Translated
from tests.harbor_town import A_ROUND, CLOSES, DURING, OPENS, text

A_MOMENT = timedelta(microseconds=1)
RULES = A_ROUND.rules
RESIDENTS, OTHERS = RULES.classes
CLOSED_EARLY = replace(A_ROUND, closed_at=DURING)
FROZEN = replace(A_ROUND, closed_at=CLOSES, frozen_at=CLOSES)
DRAWN = replace(FROZEN, drawn_at=CLOSES)
RELEASED = replace(DRAWN, released_at=CLOSES)
PUBLISHED = replace(RELEASED, published_at=CLOSES)
OF_OLD = {"choicesMax", "margins", "byMooring", "moorings", "classes"}
STANDING = {
    RoundStatus.PLANNED: (A_ROUND, OPENS - A_MOMENT),
    RoundStatus.OPEN: (A_ROUND, DURING),
    RoundStatus.CLOSED: (CLOSED_EARLY, DURING),
    RoundStatus.FROZEN: (FROZEN, CLOSES),
    RoundStatus.DRAWN: (DRAWN, CLOSES),
    RoundStatus.RELEASED: (RELEASED, CLOSES),
    RoundStatus.PUBLISHED: (PUBLISHED, CLOSES),
}


def test_a_round_is_planned_until_it_opens() -> None:
    assert status_of(A_ROUND, now=OPENS - A_MOMENT) is RoundStatus.PLANNED


def test_a_round_is_open_from_its_opening_to_just_before_its_close() -> None:
    assert {status_of(A_ROUND, now=now) for now in (OPENS, CLOSES - A_MOMENT)} == {RoundStatus.OPEN}


def test_a_round_is_closed_from_its_close_on() -> None:
    assert status_of(A_ROUND, now=CLOSES) is RoundStatus.CLOSED


def test_a_round_that_staff_closed_is_closed_before_its_time() -> None:
    assert status_of(CLOSED_EARLY, now=DURING) is RoundStatus.CLOSED


@pytest.mark.parametrize("status", list(RoundStatus))
def test_acts_of_staff_come_before_the_dates(status: RoundStatus) -> None:
    a_round, now = STANDING[status]
    assert status_of(a_round, now=now) is status
    if a_round.closed_at is not None:
        assert status_of(a_round, now=OPENS - A_MOMENT) is status


def test_the_transitions_lead_forward_and_one_stage_back_and_a_correction_leads_to_the_freeze() -> None:
    assert {
        RoundStatus.PLANNED: {RoundStatus.OPEN},
        RoundStatus.OPEN: {RoundStatus.CLOSED},
        RoundStatus.CLOSED: {RoundStatus.FROZEN},
        RoundStatus.FROZEN: {RoundStatus.DRAWN, RoundStatus.CLOSED},
        RoundStatus.DRAWN: {RoundStatus.RELEASED, RoundStatus.FROZEN},
        RoundStatus.RELEASED: {RoundStatus.PUBLISHED, RoundStatus.DRAWN},
        RoundStatus.PUBLISHED: {RoundStatus.FROZEN},
    } == ROUND_TRANSITIONS


@pytest.mark.parametrize(
    ("act", "allowed"),
    [
        (require_closable, {RoundStatus.OPEN}),
        (require_changeable, {RoundStatus.PLANNED, RoundStatus.OPEN, RoundStatus.CLOSED}),
    ],
)
def test_staff_act_at_the_stages_that_are_theirs(act: Callable[..., None], allowed: set[RoundStatus]) -> None:
    assert {status for status, (a_round, now) in STANDING.items() if is_allowed(act, a_round, now)} == allowed


LATER = Windows(opens_at=OPENS + A_MOMENT, closes_at=CLOSES + A_MOMENT, publishes_at=CLOSES + A_MOMENT)


@pytest.mark.parametrize(
    ("a_round", "now", "fields"),
    [
        (A_ROUND, OPENS - A_MOMENT, []),
        (A_ROUND, DURING, ["opensAt"]),
        (CLOSED_EARLY, DURING, ["opensAt", "closesAt"]),
        (replace(FROZEN, upgrades_until=CLOSES), CLOSES, ["opensAt", "closesAt", "upgradesUntil"]),
        (PUBLISHED, CLOSES, [None]),
    ],
)
def test_what_has_been_is_not_moved(a_round: Round, now: datetime, fields: list[str | None]) -> None:
    refused: list[str | None] = []
    try:
        require_movable(a_round, LATER, now=now)
    except Refused as refusal:
        refused = [problem.field for problem in refusal.problems]
    assert refused == fields


@pytest.mark.parametrize("reason", [None, "", "  ", "r" * 2_001])
def test_a_change_without_a_reason_that_can_be_kept_is_refused(reason: str | None) -> None:
    with pytest.raises(Invalid):
        require_reason(reason)


def test_a_reason_is_kept_tidy() -> None:
    assert require_reason("  Typing\N{NO-BREAK SPACE}error ") == "Typing error"


def is_allowed(act: Callable[..., None], a_round: Round, now: datetime) -> bool:
    try:
        act(a_round, now=now)
    except Refused:
        return False
    return True


def test_a_resident_belongs_to_the_class_of_the_municipality() -> None:
    assert class_of(RULES, residences={"helsinki"}) == 1


def test_everybody_else_belongs_to_the_last_class() -> None:
    assert class_of(RULES, residences={"espoo"}) == 2


def test_rules_survive_being_written_as_json() -> None:
    margins = FitRules(margins=Margins(beam_mm=300), by_mooring={Mooring.SINGLE_SLIP: Margins(length_mm=-1300)})
    rules = replace(
        RULES,
        fit=margins,
        exchange_choices_max=3,
        reserves=(
            Reserve("ACCESSIBLE", text("Steps are no way in."), None),
            Reserve("SCOUTS", text("They learn."), frozenset({PlaceId(UUID(int=7))})),
        ),
        consents=(Consent("sms", text("We may send messages."), False),),
        beacons=("quicknet", "default"),
        carry_over=True,
        upgrades=False,
    )
    assert read_rules(write_rules(rules)) == rules


def test_rules_that_were_written_before_there_were_reserves_are_read() -> None:
    of_old = {key: value for key, value in write_rules(RULES).items() if key in OF_OLD}
    assert read_rules(of_old) == replace(RULES, exchange_choices_max=RULES.choices_max)


def test_a_sound_round_has_nothing_wrong_with_it() -> None:
    check_round(A_ROUND)


def classes(*several: PriorityClass) -> Round:
    return replace(A_ROUND, rules=replace(RULES, classes=several))


def kept(**rules: Any) -> Round:
    return replace(A_ROUND, rules=replace(RULES, **rules))


@pytest.mark.parametrize(
    ("a_round", "code", "field"),
    [
        (replace(A_ROUND, code="Berths 2027"), "CODE_SPELLING", "code"),
        (replace(A_ROUND, code="berths--2027"), "CODE_SPELLING", "code"),
        (replace(A_ROUND, code="b" * 61), "CODE_SPELLING", "code"),
        (replace(A_ROUND, code="berths-2027\n"), "CODE_SPELLING", "code"),
        (replace(A_ROUND, name=Translated()), "NAME_MISSING", "names"),
        (replace(A_ROUND, closes_at=OPENS), "WINDOW_ORDER", "closesAt"),
        (replace(A_ROUND, publishes_at=CLOSES - A_MOMENT), "PUBLICATION_ORDER", "publishesAt"),
        (replace(A_ROUND, upgrades_until=CLOSES - A_MOMENT), "UPGRADES_ORDER", "upgradesUntil"),
        (kept(reserves=(Reserve("accessible", text("x")),)), "NAME_SPELLING", "rules.reserves[0]"),
        (kept(reserves=(Reserve("A", text("x")), Reserve("A", text("y")))), "NAMED_TWICE", "rules.reserves"),
        (kept(reserves=(Reserve("A", Translated(fi="x")),)), "WORDS_MISSING", "rules.reserves[0]"),
        (kept(consents=(Consent("SMS", text("x"), True),)), "NAME_SPELLING", "rules.consents[0]"),
        (kept(beacons=("a", "a")), "NAMED_TWICE", "rules.beacons"),
        (kept(exchange_choices_max=0), "CHOICES_MAX", "rules.exchangeChoicesMax"),
        (replace(A_ROUND, season=Season(date(2027, 9, 14), date(2027, 6, 10))), "SEASON_ORDER", "seasonEnds"),
        (replace(A_ROUND, rules=replace(RULES, choices_max=0)), "CHOICES_MAX", "rules.choicesMax"),
        (replace(A_ROUND, rules=replace(RULES, choices_max=51)), "CHOICES_MAX", "rules.choicesMax"),
        (classes(RESIDENTS, replace(OTHERS, number=3)), "CLASS_NUMBERS", "rules.classes"),
        (classes(RESIDENTS), "CLASS_FOR_EVERYBODY_ELSE", "rules.classes"),
        (classes(replace(OTHERS, number=1), replace(RESIDENTS, number=2)), "CLASS_FOR_EVERYBODY_ELSE", "rules.classes"),
        (
            classes(RESIDENTS, replace(OTHERS, justification=Translated(fi="Muut."))),
            "CLASS_JUSTIFICATION",
            "rules.classes[1]",
        ),
        (classes(replace(RESIDENTS, name=Translated()), OTHERS), "CLASS_JUSTIFICATION", "rules.classes[0]"),
        (
            classes(replace(RESIDENTS, municipalities=frozenset({"Helsinki"})), OTHERS),
            "MUNICIPALITY_SPELLING",
            "rules.classes[0].municipalities",
        ),
        (
            replace(A_ROUND, rules=replace(RULES, fit=FitRules(margins=Margins(beam_mm=10_001)))),
            "MARGIN_RANGE",
            "rules.margins",
        ),
        (
            replace(
                A_ROUND, rules=replace(RULES, fit=FitRules(by_mooring={Mooring.QUAYSIDE: Margins(length_mm=-10_001)}))
            ),
            "MARGIN_RANGE",
            "rules.byMooring.QUAYSIDE",
        ),
    ],
)
def test_a_round_with_a_fault_is_refused_naming_the_field(a_round: Round, code: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_round(a_round)
    assert [(problem.code, problem.field) for problem in refusal.value.problems] == [(code, field)]


def test_all_faults_of_a_round_are_told_together() -> None:
    faulty = replace(A_ROUND, code="?", name=text(""), rules=replace(RULES, choices_max=0))
    with pytest.raises(Invalid) as refusal:
        check_round(faulty)
    assert [problem.field for problem in refusal.value.problems] == ["code", "names", "rules.choicesMax"]
