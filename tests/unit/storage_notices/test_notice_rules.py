"""What a notice goes through, when it may be taken back, and which share of the price goes back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product
from uuid import UUID

import pytest

from harbors.errors import Refused
from harbors.leases.records import OccupancyId, Period
from harbors.orders.records import OrderId
from harbors.places.records import PlaceId, ProviderId
from harbors.rounds.records import Season
from harbors.storage_notices.records import (
    NOTICE_TRANSITIONS,
    Holder,
    Stands,
    StorageChannel,
    StorageNotice,
    StorageNoticeId,
    StorageNoticeStatus,
    StorageRefund,
    StorageTerms,
    StoredBoat,
)
from harbors.storage_notices.rules import (
    reminder_now,
    require_regret_in_time,
    require_step,
    share_left,
    terms_problems,
)

ZONE = "Europe/Helsinki"
# 15 September 2027 to 10 June 2028: 270 days, with a change of the clocks each way.
WINTER = Period(datetime(2027, 9, 14, 21, tzinfo=UTC), datetime(2028, 6, 10, 21, tzinfo=UTC))
GIVEN = datetime(2027, 9, 20, 9, tzinfo=UTC)
TERMS = StorageTerms(usual_m2=Decimal(20))
NOTICE = StorageNotice(
    id=StorageNoticeId(UUID(int=1)),
    provider_id=ProviderId(UUID(int=2)),
    place_id=PlaceId(UUID(int=3)),
    occupancy_id=OccupancyId(UUID(int=4)),
    order_id=OrderId(UUID(int=5)),
    reference="K7M39-QXW4R",
    season=Season(date(2027, 9, 15), date(2028, 6, 10)),
    period=WINTER,
    holder=Holder(name="Maija Meri"),
    boat=StoredBoat(beam_mm=2_500, length_mm=8_000, stands=Stands.TRESTLES),
    status=StorageNoticeStatus.NOTIFIED,
    channel=StorageChannel.ONLINE,
    due_at=GIVEN + timedelta(days=14),
    created_at=GIVEN,
)
ARROWS = [(source, to) for source in StorageNoticeStatus for to in sorted(NOTICE_TRANSITIONS[source])]
NO_ARROWS = [pair for pair in product(StorageNoticeStatus, StorageNoticeStatus) if pair not in ARROWS]


def test_a_notice_that_ended_or_was_taken_back_stays_so() -> None:
    assert {source for source, _ in ARROWS} == {
        StorageNoticeStatus.NOTIFIED,
        StorageNoticeStatus.OVERDUE,
        StorageNoticeStatus.PAID,
    }


@pytest.mark.parametrize(("source", "to"), ARROWS)
def test_a_notice_goes_along_an_arrow(source: StorageNoticeStatus, to: StorageNoticeStatus) -> None:
    require_step(replace(NOTICE, status=source), to)


@pytest.mark.parametrize(("source", "to"), NO_ARROWS)
def test_a_notice_goes_no_other_way_and_the_refusal_says_where_it_stands(
    source: StorageNoticeStatus, to: StorageNoticeStatus
) -> None:
    with pytest.raises(Refused, match=f"NOTICE_{source}"):
        require_step(replace(NOTICE, status=source), to)


@pytest.mark.parametrize(
    ("rule", "at", "share"),
    [
        (StorageRefund.NOTHING, WINTER.start - timedelta(days=1), Decimal(0)),
        (StorageRefund.BEFORE_START, WINTER.start, Decimal(1)),
        (StorageRefund.BEFORE_START, WINTER.start + timedelta(seconds=1), Decimal(0)),
        (StorageRefund.BY_DAYS, WINTER.start, Decimal(1)),
        # A day that has begun was stood.
        (StorageRefund.BY_DAYS, WINTER.start + timedelta(seconds=1), Decimal(269) / 270),
        (StorageRefund.BY_DAYS, datetime(2028, 6, 9, 21, tzinfo=UTC), Decimal(1) / 270),
        (StorageRefund.BY_DAYS, datetime(2028, 6, 9, 21, 1, tzinfo=UTC), Decimal(0)),
        (StorageRefund.BY_DAYS, WINTER.end, Decimal(0)),
    ],
)
def test_what_goes_back_follows_the_providers_rule(rule: StorageRefund, at: datetime, share: Decimal) -> None:
    assert share_left(rule, WINTER, ZONE, at=at) == share


def test_whoever_gave_a_notice_takes_it_back_within_the_days_of_regret_or_before_it_begins() -> None:
    require_regret_in_time(NOTICE, TERMS, now=GIVEN + timedelta(days=14, seconds=-1))
    with pytest.raises(Refused, match="REGRET_LATE"):
        require_regret_in_time(NOTICE, TERMS, now=GIVEN + timedelta(days=14))
    early = replace(NOTICE, created_at=GIVEN - timedelta(days=90))
    require_regret_in_time(early, TERMS, now=WINTER.start - timedelta(days=1))


@pytest.mark.parametrize(
    ("days_left", "before", "now_of"),
    [(8, None, None), (7, None, 7), (7, 7, None), (5, 7, None), (3, 7, 3), (1, None, 1), (0.5, 1, None), (0, 1, None)],
)
def test_of_missed_reminders_the_last_is_sent(days_left: float, before: int | None, now_of: int | None) -> None:
    notice = replace(NOTICE, reminded_days=before)
    assert reminder_now(notice, TERMS, now=notice.due_at - timedelta(days=days_left)) == now_of


def test_terms_keep_to_their_ranges() -> None:
    assert list(terms_problems(TERMS)) == []
    wrong = StorageTerms(usual_m2=Decimal(0), due_days=0, remind_days=(0,), regret_days=-1, cradle_days=367)
    assert [problem.field for problem in terms_problems(wrong)] == [
        "usualM2",
        "dueDays",
        "remindDays",
        "regretDays",
        "cradleDays",
    ]
