"""Knows what an act on many applications has to be before anything is done, and how it is kept."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from harbors.applications.records import ApplicationId
from harbors.applications.rules import check_class, require_handled
from harbors.errors import Invalid, Problem
from harbors.forms import REASON, tidy_text
from harbors.handlings.records import Act, ApplicantQuestion, DuplicateResolution, HandlingAct
from harbors.handlings.refusals import nothing_selected
from harbors.rounds.records import Round

# Of applications that are named one by one; of those that wait for a kind of work.
MOST_NAMED = 1_000
MOST_WAITING = 10_000
# What is done at once, in the transaction of who asks; what is more is a job, so many in each of its transactions.
AT_ONCE = 100
_WORDS: Mapping[HandlingAct, type[DuplicateResolution] | type[ApplicantQuestion]] = {
    HandlingAct.RESOLVE_DUPLICATES: DuplicateResolution,
    HandlingAct.ASK: ApplicantQuestion,
}


def check_act(act: Act, reason: str, a_round: Round, *, now: datetime) -> str:
    """The tidy reason. Raises ``Refused`` once the round is frozen, ``Invalid`` for what can be right of no one."""
    require_handled(a_round, now=now)
    if act.kind is HandlingAct.SET_CLASS and isinstance(act.detail, int):
        return check_class(act.detail, reason, a_round)
    words = tidy_text(reason)
    if problems := [*REASON.problems(words, field="reason")]:
        raise Invalid(*problems)
    return words


def check_selection(ids: Sequence[ApplicationId]) -> None:
    """Raise ``Invalid`` unless something is selected."""
    if not ids:
        raise nothing_selected()


def write_detail(act: Act) -> str:
    """The detail of an act as JSON."""
    return json.dumps(act.detail)


def read_act(kind: str, detail: str) -> Act:
    """The act whose detail ``write_detail`` wrote."""
    known, told = HandlingAct(kind), json.loads(detail)
    return Act(known, _WORDS[known](told) if known in _WORDS else told)


def write_problem(problem: Problem | None) -> str | None:
    """Why an application was refused, as JSON."""
    return None if problem is None else json.dumps(problem.kept())


def read_problem(text: str | None) -> Problem | None:
    """The problem that ``write_problem`` wrote."""
    return None if text is None else Problem.from_kept(json.loads(text))
