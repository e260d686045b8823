"""Until when a correction can be asked for, and what it may say and lead to."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from harbors.corrections.records import CorrectionStatus
from harbors.corrections.rules import closes_at, require_decidable, require_in_time, require_request
from harbors.errors import HarborError, Invalid, Refused
from harbors.places.records import PlaceId

NOTIFIED = datetime(2027, 3, 2, 9, 30, tzinfo=UTC)
A_PLACE = PlaceId(UUID(int=1))


def codes(refused: HarborError) -> list[str]:
    return [problem.code for problem in refused.problems]


def test_the_time_runs_from_the_notification_to_the_same_time_of_the_last_day() -> None:
    assert closes_at(NOTIFIED, days=14) == datetime(2027, 3, 16, 9, 30, tzinfo=UTC)
    require_in_time(NOTIFIED, days=14, now=NOTIFIED + timedelta(days=13, hours=23, minutes=59))
    with pytest.raises(Refused) as refusal:
        require_in_time(NOTIFIED, days=14, now=NOTIFIED + timedelta(days=14))
    assert codes(refusal.value) == ["CORRECTION_LATE"]


def test_the_time_of_somebody_who_was_not_notified_has_not_begun() -> None:
    assert closes_at(None, days=14) is None
    require_in_time(None, days=14, now=NOTIFIED + timedelta(days=1_000))


def test_a_request_is_one_line_of_words() -> None:
    assert require_request("  One.\n\n Two.\t") == "One. Two."
    for text, code in ((" \n", "REQUIRED"), ("x" * 2_001, "TOO_LONG"), ("a\x00b", "UNREADABLE")):
        with pytest.raises(Invalid) as refusal:
            require_request(text)
        assert codes(refusal.value) == [code]


@pytest.mark.parametrize(
    ("status", "verdict", "place", "code"),
    [
        (CorrectionStatus.REJECTED, CorrectionStatus.OFFER, A_PLACE, "CORRECTION_DECIDED"),
        (CorrectionStatus.OPEN, CorrectionStatus.OPEN, None, "CORRECTION_DECIDED"),
        (CorrectionStatus.OPEN, CorrectionStatus.OFFER, None, "PLACE_MISSING"),
        (CorrectionStatus.OPEN, CorrectionStatus.REJECTED, A_PLACE, "PLACE_NOT_ASKED"),
        (CorrectionStatus.OPEN, CorrectionStatus.NEW_VERSION, A_PLACE, "PLACE_NOT_ASKED"),
    ],
)
def test_what_cannot_be_decided_so_is_refused(
    status: CorrectionStatus, verdict: CorrectionStatus, place: PlaceId | None, code: str
) -> None:
    with pytest.raises(HarborError) as refusal:
        require_decidable(status, verdict, place_id=place)
    assert codes(refusal.value) == [code]
