"""Knows how a round stands at an instant, who belongs to which class, and what a round must be to be opened."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from harbors.errors import Invalid, Problem, Refused
from harbors.forms import REASON, tidy_text
from harbors.places.fit import Margins
from harbors.places.records import PlaceId
from harbors.rounds.records import ROUND_TRANSITIONS, PriorityClass, Round, RoundRules, RoundStatus, Windows
from harbors.rounds.refusals import fault, round_drawn, round_frozen, round_not_open, window_over
from harbors.text import Language, Translated

CHOICES_AT_MOST = 50
CORRECTION_DAYS_AT_MOST = 366
MARGIN_AT_MOST_MM = 10_000
_CODE = re.compile(r"(?=.{1,60}\Z)[a-z0-9]+(-[a-z0-9]+)*")
_FLAG = re.compile(r"[A-Z][A-Z0-9_]{0,39}")
_KEY = re.compile(r"[a-z][A-Za-z0-9]{0,39}")
_OVER = frozenset({RoundStatus.DRAWN, RoundStatus.RELEASED, RoundStatus.PUBLISHED})


def status_of(a_round: Round, *, now: datetime) -> RoundStatus:
    """Where the round stands; an act of staff comes before the dates."""
    if (stage := _stage(a_round)) is not None:
        return stage
    if now >= a_round.closes_at:
        return RoundStatus.CLOSED
    return RoundStatus.OPEN if now >= a_round.opens_at else RoundStatus.PLANNED


def _stage(a_round: Round) -> RoundStatus | None:
    """How far staff have come, if they have begun."""
    acts = {
        RoundStatus.PUBLISHED: a_round.published_at,
        RoundStatus.RELEASED: a_round.released_at,
        RoundStatus.DRAWN: a_round.drawn_at,
        RoundStatus.FROZEN: a_round.frozen_at,
        RoundStatus.CLOSED: a_round.closed_at,
    }
    return next((status for status, done_at in acts.items() if done_at is not None), None)


def require_closable(a_round: Round, *, now: datetime) -> None:
    """Raise ``Refused`` unless staff can close the round now."""
    status = status_of(a_round, now=now)
    if RoundStatus.CLOSED not in ROUND_TRANSITIONS[status] or status is RoundStatus.FROZEN:
        raise Refused(round_not_open(status, field=None))


def require_changeable(a_round: Round, *, now: datetime) -> None:
    """Raise ``Refused`` unless rules and dates can still be changed: until the round is frozen."""
    if status_of(a_round, now=now) in {RoundStatus.FROZEN, *_OVER}:
        raise round_frozen()


def require_movable(a_round: Round, windows: Windows, *, now: datetime) -> None:
    """Raise ``Refused`` where the windows would change what has been already."""
    if status_of(a_round, now=now) is RoundStatus.PUBLISHED:
        raise round_drawn()
    has_been = {
        "opensAt": (a_round.opens_at, windows.opens_at, a_round.opens_at <= now),
        "closesAt": (a_round.closes_at, windows.closes_at, a_round.closed_at is not None),
        # It stands under the root.
        "upgradesUntil": (a_round.upgrades_until, windows.upgrades_until, a_round.frozen_at is not None),
    }
    if past := [field for field, (was, will, over) in has_been.items() if over and was != will]:
        raise Refused(*(window_over(field=field) for field in past))


def require_reason(reason: str | None) -> str:
    """The reason, tidy. Raises ``Invalid`` where there is none that can be kept."""
    words = tidy_text(reason or "")
    if problems := [*REASON.problems(words, field="reason")]:
        raise Invalid(*problems)
    return words


def class_of(rules: RoundRules, *, residences: Collection[str]) -> int:
    """The number of the first class that is for people of one of these municipalities (lower case)."""
    return next(
        one.number
        for one in rules.classes
        if one.municipalities is None or not one.municipalities.isdisjoint(residences)
    )


def reserve_of(rules: RoundRules, place_id: PlaceId, *, is_accessible: bool) -> str | None:
    """The flag of the first reserve that keeps a place; ``None`` for a place that is there for everybody."""
    return next(
        (one.flag for one in rules.reserves if (is_accessible if one.place_ids is None else place_id in one.place_ids)),
        None,
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
    if a_round.publishes_at < a_round.closes_at:
        yield fault("PUBLICATION_ORDER", field="publishesAt")
    if a_round.upgrades_until is not None and a_round.upgrades_until < a_round.publishes_at:
        yield fault("UPGRADES_ORDER", field="upgradesUntil")
    if a_round.season.starts > a_round.season.ends:
        yield fault("SEASON_ORDER", field="seasonEnds")


def _rules_problems(rules: RoundRules) -> Iterator[Problem]:
    if not 1 <= rules.choices_max <= CHOICES_AT_MOST:
        yield fault("CHOICES_MAX", field="rules.choicesMax")
    if not 1 <= rules.exchange_choices_max <= CHOICES_AT_MOST:
        yield fault("CHOICES_MAX", field="rules.exchangeChoicesMax")
    if not 1 <= rules.correction_days <= CORRECTION_DAYS_AT_MOST:
        yield fault("CORRECTION_DAYS", field="rules.correctionDays")
    yield from _kept_problems(rules)
    yield from _queue_problems(rules.classes)
    for index, one in enumerate(rules.classes):
        yield from _class_problems(one, field=f"rules.classes[{index}]")
    if not _is_sane(rules.fit.margins):
        yield fault("MARGIN_RANGE", field="rules.margins")
    for mooring, margins in rules.fit.by_mooring.items():
        if not _is_sane(margins):
            yield fault("MARGIN_RANGE", field=f"rules.byMooring.{mooring}")


def _kept_problems(rules: RoundRules) -> Iterator[Problem]:
    """What is wrong with reserves, consents and beacons: each is named once, with all its words."""
    yield from _named_problems([(one.flag, one.justification) for one in rules.reserves], _FLAG, field="rules.reserves")
    yield from _named_problems([(one.key, one.text) for one in rules.consents], _KEY, field="rules.consents")
    if len(set(rules.beacons)) != len(rules.beacons):
        yield fault("NAMED_TWICE", field="rules.beacons")


def _named_problems(
    named: Sequence[tuple[str, Translated]], spelling: re.Pattern[str], *, field: str
) -> Iterator[Problem]:
    for index, (name, words) in enumerate(named):
        if not spelling.fullmatch(name):
            yield fault("NAME_SPELLING", field=f"{field}[{index}]")
        if not (words.fi and words.sv and words.en):
            yield fault("WORDS_MISSING", field=f"{field}[{index}]")
    if len({name for name, _ in named}) != len(named):
        yield fault("NAMED_TWICE", field=field)


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
