"""Knows until when a correction can be asked for, how it may be asked, and what it can lead to."""

from datetime import datetime, timedelta

from harbors.corrections.records import CORRECTION_TRANSITIONS, CorrectionStatus
from harbors.corrections.refusals import correction_decided, correction_late, place_missing, place_not_asked
from harbors.errors import Invalid
from harbors.forms import TextField, tidy_text
from harbors.places.records import PlaceId

REQUEST = TextField(longest=2_000, required=True)


def closes_at(notified_at: datetime | None, *, days: int) -> datetime | None:
    """From when it is too late; ``None`` for somebody who was not notified, whose time has not begun."""
    return None if notified_at is None else notified_at + timedelta(days=days)


def require_in_time(notified_at: datetime | None, *, days: int, now: datetime) -> None:
    """Raise ``Refused`` when the applicant's own time is over."""
    until = closes_at(notified_at, days=days)
    if until is not None and now >= until:
        raise correction_late()


def require_request(text: str) -> str:
    """What the applicant says, tidy. Raises ``Invalid``. It may have lines, which mean nothing."""
    words = " ".join(tidy_text(text).split())
    if problems := [*REQUEST.problems(words, field="request")]:
        raise Invalid(*problems)
    return words


def require_decidable(status: CorrectionStatus, verdict: CorrectionStatus, *, place_id: PlaceId | None) -> None:
    """Raise ``Refused`` for what is decided already, ``Invalid`` where a place is missing, or is none too many."""
    if verdict not in CORRECTION_TRANSITIONS[status]:
        raise correction_decided()
    if verdict is CorrectionStatus.OFFER and place_id is None:
        raise place_missing()
    if verdict is not CorrectionStatus.OFFER and place_id is not None:
        raise place_not_asked()
