"""Knows how a round stands at an instant, who belongs to which class, and what a round must be to be opened."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime

from harbors.errors import Invalid, Problem, Refused
from harbors.places.fit import Margins
from harbors.rounds.records import ROUND_TRANSITIONS, PriorityClass, Round, RoundRules, RoundStatus
from harbors.rounds.refusals import fault, round_drawn, round_not_closed, round_not_open
from harbors.text import Language

CHOICES_AT_MOST = 50
MARGIN_AT_MOST_MM = 10_000
_CODE = re.compile(r"(?=.{1,60}\Z)[a-z0-9]+(-[a-z0-9]+)*")


def status_of(a_round: Round, *, now: datetime) -> RoundStatus:
    """Where the round stands; an act of staff comes before the dates."""
    if a_round.drawn_at is not None:
        return RoundStatus.DRAWN
    if a_round.closed_at is not None or now >= a_round.closes_at:
        return RoundStatus.CLOSED
    return RoundStatus.OPEN if now >= a_round.opens_at else RoundStatus.PLANNED


def require_closable(a_round: Round, *, now: datetime) -> None:
    """Raise ``Refused`` unless staff can close the round now."""
    status = status_of(a_round, now=now)
    if RoundStatus.CLOSED not in ROUND_TRANSITIONS[status]:
        raise Refused(round_not_open(status, field=None))


def require_drawable(a_round: Round, *, now: datetime) -> None:
    """Raise ``Refused`` unless the round can be drawn now."""
    status = status_of(a_round, now=now)
    if status is RoundStatus.DRAWN:
        raise round_drawn()
    if RoundStatus.DRAWN not in ROUND_TRANSITIONS[status]:
        raise round_not_closed()


def class_of(rules: RoundRules, *, residences: Collection[str]) -> int:
    """The number of the first class that is for people of one of these municipalities (lower case)."""
    return next(
        one.number
        for one in rules.classes
        if one.municipalities is None or not one.municipalities.isdisjoint(residences)
    )


def check_round(a_round: Round) -> None:
    """Raise ``Invalid`` with everything that is wrong with the description of a round."""
    if problems := [*_frame_problems(a_round), *_rules_problems(a_round.rules)]:
        raise Invalid(*problems)


def _frame_problems(a_round: Round) -> Iterator[Problem]:
    if not _CODE.fullmatch(a_round.code):
        yield fault("CODE_SPELLING", field="code")
    if not a_round.name.in_language(Language.FI):
        yield fault("NAME_MISSING", field="names")
    if a_round.opens_at >= a_round.closes_at:
        yield fault("WINDOW_ORDER", field="closesAt")
    if a_round.season.starts > a_round.season.ends:
        yield fault("SEASON_ORDER", field="seasonEnds")


def _rules_problems(rules: RoundRules) -> Iterator[Problem]:
    if not 1 <= rules.choices_max <= CHOICES_AT_MOST:
        yield fault("CHOICES_MAX", field="rules.choicesMax")
    yield from _queue_problems(rules.classes)
    for index, one in enumerate(rules.classes):
        yield from _class_problems(one, field=f"rules.classes[{index}]")
    if not _is_sane(rules.fit.margins):
        yield fault("MARGIN_RANGE", field="rules.margins")
    for mooring, margins in rules.fit.by_mooring.items():
        if not _is_sane(margins):
            yield fault("MARGIN_RANGE", field=f"rules.byMooring.{mooring}")


def _queue_problems(classes: tuple[PriorityClass, ...]) -> Iterator[Problem]:
    if [one.number for one in classes] != list(range(1, len(classes) + 1)):
        yield fault("CLASS_NUMBERS", field="rules.classes")
    if [index for index, one in enumerate(classes) if one.municipalities is None] != [len(classes) - 1]:
        yield fault("CLASS_FOR_EVERYBODY_ELSE", field="rules.classes")


def _class_problems(one: PriorityClass, *, field: str) -> Iterator[Problem]:
    for text in (one.name, one.justification):
        if not (text.fi and text.sv and text.en):
            yield fault("CLASS_JUSTIFICATION", field=field)
            break
    if any(name != name.casefold().strip() or not name for name in one.municipalities or ()):
        yield fault("MUNICIPALITY_SPELLING", field=f"{field}.municipalities")


def _is_sane(margins: Margins) -> bool:
    return max(abs(margins.beam_mm), abs(margins.length_mm), abs(margins.depth_mm)) <= MARGIN_AT_MOST_MM
