"""Knows what can let tenants in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from harbors.errors import Invalid, Problem
from harbors.forms import TextField, tidy_optional
from harbors.gates.records import GateDraft
from harbors.gates.refusals import gate_fault
from harbors.text import Translated

CODE = TextField(longest=60)
WORDS = TextField(longest=2_000)
MOST_LEAD = 120


def tidy(draft: GateDraft) -> GateDraft:
    """The draft without stray spaces."""
    return replace(draft, code=tidy_optional(draft.code), key=_tidy(draft.key), arrival=_tidy(draft.arrival))


def check_gate(draft: GateDraft, *, now: datetime) -> None:
    """Raise ``Invalid`` with all that is wrong with a tidy draft."""
    if problems := list(_problems(draft, now=now)):
        raise Invalid(*problems)


def _problems(draft: GateDraft, *, now: datetime) -> Iterator[Problem]:
    yield from CODE.problems(draft.code, field="code")
    for field, text in (("key", draft.key), ("arrival", draft.arrival)):
        for language in ("fi", "sv", "en"):
            yield from WORDS.problems(getattr(text, language), field=f"{field}.{language}")
    if not 0 <= draft.lead_days <= MOST_LEAD:
        yield gate_fault("LEAD_LONG", field="leadDays")
    if draft.starts_at is not None and draft.starts_at < now:
        yield gate_fault("GATE_IN_THE_PAST", field="startsAt")


def _tidy(text: Translated) -> Translated:
    return Translated(tidy_optional(text.fi), tidy_optional(text.sv), tidy_optional(text.en))
