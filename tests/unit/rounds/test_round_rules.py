"""How a round stands, who belongs to which class, and what a round must be to be opened."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from harbors.errors import Invalid, Refused
from harbors.places.fit import FitRules, Margins
from harbors.places.kinds import Mooring
from harbors.rounds.documents import read_rules, write_rules
from harbors.rounds.records import ROUND_TRANSITIONS, PriorityClass, Round, RoundStatus, Season
from harbors.rounds.rules import check_round, class_of, require_closable, require_drawable, status_of
from harbors.text import Translated
from tests.harbor_town import A_ROUND, CLOSES, DURING, OPENS, text

A_MOMENT = timedelta(microseconds=1)
RULES = A_ROUND.rules
RESIDENTS, OTHERS = RULES.classes
CLOSED_EARLY = replace(A_ROUND, closed_at=DURING)
DRAWN = replace(A_ROUND, closed_at=CLOSES, drawn_at=CLOSES)
STANDING = {
    RoundStatus.PLANNED: (A_ROUND, OPENS - A_MOMENT),
    RoundStatus.OPEN: (A_ROUND, DURING),
    RoundStatus.CLOSED: (CLOSED_EARLY, DURING),
    RoundStatus.DRAWN: (DRAWN, CLOSES),
}


def test_a_round_is_planned_until_it_opens() -> None:
    assert status_of(A_ROUND, now=OPENS - A_MOMENT) is RoundStatus.PLANNED


def test_a_round_is_open_from_its_opening_to_just_before_its_close() -> None:
    assert {status_of(A_ROUND, now=now) for now in (OPENS, CLOSES - A_MOMENT)} == {RoundStatus.OPEN}


def test_a_round_is_closed_from_its_close_on() -> None:
    assert status_of(A_ROUND, now=CLOSES) is RoundStatus.CLOSED


def test_a_round_that_staff_closed_is_closed_before_its_time() -> None:
    assert status_of(CLOSED_EARLY, now=DURING) is RoundStatus.CLOSED


def test_a_drawn_round_stays_drawn() -> None:
    assert status_of(DRAWN, now=OPENS) is RoundStatus.DRAWN


def test_the_transitions_lead_one_way_through_every_status() -> None:
    assert {
        RoundStatus.PLANNED: {RoundStatus.OPEN},
        RoundStatus.OPEN: {RoundStatus.CLOSED},
        RoundStatus.CLOSED: {RoundStatus.DRAWN},
        RoundStatus.DRAWN: set(),
    } == ROUND_TRANSITIONS


@pytest.mark.parametrize(
    ("act", "target"), [(require_closable, RoundStatus.CLOSED), (require_drawable, RoundStatus.DRAWN)]
)
def test_staff_do_what_an_arrow_leads_to_and_nothing_else(act: Callable[..., None], target: RoundStatus) -> None:
    allowed = {status for status, (a_round, now) in STANDING.items() if is_allowed(act, a_round, now)}
    assert allowed == {status for status, following in ROUND_TRANSITIONS.items() if target in following}


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
    rules = replace(RULES, fit=margins)
    assert read_rules(write_rules(rules)) == rules


def test_a_sound_round_has_nothing_wrong_with_it() -> None:
    check_round(A_ROUND)


def classes(*several: PriorityClass) -> Round:
    return replace(A_ROUND, rules=replace(RULES, classes=several))


@pytest.mark.parametrize(
    ("a_round", "code", "field"),
    [
        (replace(A_ROUND, code="Berths 2027"), "CODE_SPELLING", "code"),
        (replace(A_ROUND, code="berths--2027"), "CODE_SPELLING", "code"),
        (replace(A_ROUND, code="b" * 61), "CODE_SPELLING", "code"),
        (replace(A_ROUND, code="berths-2027\n"), "CODE_SPELLING", "code"),
        (replace(A_ROUND, name=Translated()), "NAME_MISSING", "names"),
        (replace(A_ROUND, closes_at=OPENS), "WINDOW_ORDER", "closesAt"),
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
