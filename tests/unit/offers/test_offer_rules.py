"""When an offer is due and over, which reminder is next, and where it goes from where it stands."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from harbors.errors import Invalid, Refused
from harbors.leases.records import LeasedBoat, OccupancyId, Period, Tenant
from harbors.offers.records import (
    OFFER_TRANSITIONS,
    Offer,
    OfferChannel,
    OfferId,
    OfferKind,
    OfferStatus,
    OfferTerms,
)
from harbors.offers.rules import check_terms, due_of, over_at, reminder_now, require_extension, require_step
from harbors.orders.records import OrderId
from harbors.places.records import PlaceId, ProviderId
from harbors.rounds.records import Season

HELSINKI = "Europe/Helsinki"
MADE = datetime(2027, 3, 2, 10, tzinfo=UTC)
DUE = datetime(2027, 3, 16, 22, tzinfo=UTC)
SOME = UUID(int=1)
OFFER = Offer(
    id=OfferId(SOME),
    provider_id=ProviderId(SOME),
    kind=OfferKind.AWARD,
    status=OfferStatus.OPEN,
    reference="K7M39-QXW4R",
    order_id=OrderId(SOME),
    place_id=PlaceId(SOME),
    occupancy_id=OccupancyId(SOME),
    season=Season(date(2027, 6, 10), date(2027, 9, 14)),
    period=Period(datetime(2027, 6, 9, 21, tzinfo=UTC), datetime(2027, 9, 14, 21, tzinfo=UTC)),
    tenant=Tenant(name="Maija Meri"),
    boat=LeasedBoat(beam_mm=2_500, length_mm=7_000),
    channel=OfferChannel.MAIL,
    terms=OfferTerms(),
    due_at=DUE,
    created_at=MADE,
)


def test_an_offer_can_be_paid_until_the_end_of_its_last_day_there() -> None:
    assert due_of(OfferTerms(), HELSINKI, now=MADE) == DUE
    # Late in the evening of UTC it is the next day in Helsinki.
    assert due_of(OfferTerms(), HELSINKI, now=MADE.replace(hour=23)) == DUE + timedelta(days=1)
    # The clocks go forward in between: still midnight.
    assert due_of(OfferTerms(offer_days=30), HELSINKI, now=MADE) == datetime(2027, 4, 1, 21, tzinfo=UTC)


def test_the_days_of_grace_come_after_the_due_date() -> None:
    assert over_at(DUE, grace_days=7) == DUE + timedelta(days=7)
    assert over_at(DUE, grace_days=0) == DUE


@pytest.mark.parametrize(
    ("days_before", "last", "next_"),
    [
        (8, None, None),
        (7, None, 7),
        (6, 7, None),
        (3, 7, 3),
        (2, 7, 3),
        (1, 3, 1),
        (0.5, 7, 1),
        (0.5, 1, None),
        (0, 3, None),
    ],
)
def test_of_each_day_there_is_one_reminder_and_of_missed_ones_the_nearest(
    days_before: float, last: int | None, next_: int | None
) -> None:
    offer = replace(OFFER, reminded_days=last)
    assert reminder_now(offer, now=DUE - timedelta(days=days_before)) == next_


def test_nobody_is_reminded_of_a_day_that_was_past_when_the_offer_was_made() -> None:
    late = replace(OFFER, created_at=DUE - timedelta(days=5))
    assert reminder_now(late, now=DUE - timedelta(days=4)) is None
    assert reminder_now(late, now=DUE - timedelta(days=3)) == 3


@pytest.mark.parametrize("status", [status for status in OfferStatus if status is not OfferStatus.OPEN])
def test_what_was_answered_is_reminded_of_no_more_and_not_extended(status: OfferStatus) -> None:
    answered = replace(OFFER, status=status)
    assert reminder_now(answered, now=DUE - timedelta(days=1)) is None
    with pytest.raises(Refused) as refusal:
        require_extension(answered, DUE + timedelta(days=1), now=MADE)
    assert [problem.code for problem in refusal.value.problems] == [f"OFFER_{status}"]


@pytest.mark.parametrize("before", OfferStatus)
@pytest.mark.parametrize("after", OfferStatus)
def test_an_offer_goes_where_its_table_says_and_nowhere_else(before: OfferStatus, after: OfferStatus) -> None:
    arrows = {
        ("OPEN", "ACCEPTED"),
        ("OPEN", "DECLINED"),
        ("OPEN", "EXPIRED"),
        ("OPEN", "WITHDRAWN"),
        ("EXPIRED", "ACCEPTED"),
    }
    assert (after in OFFER_TRANSITIONS[before]) == ((before, after) in arrows)
    if (before, after) in arrows:
        require_step(replace(OFFER, status=before), after)
    else:
        with pytest.raises(Refused):
            require_step(replace(OFFER, status=before), after)


@pytest.mark.parametrize("later", [DUE, DUE - timedelta(days=1)])
def test_more_time_is_more_time(later: datetime) -> None:
    with pytest.raises(Invalid):
        require_extension(OFFER, later, now=MADE)
    with pytest.raises(Invalid):
        require_extension(OFFER, DUE + timedelta(days=1), now=DUE + timedelta(days=2))
    require_extension(OFFER, DUE + timedelta(days=1), now=MADE)


@pytest.mark.parametrize(
    "terms",
    [
        OfferTerms(offer_days=0),
        OfferTerms(offer_days=101),
        OfferTerms(grace_days=-1),
        OfferTerms(reminder_days=(7, 7)),
        OfferTerms(reminder_days=(0,)),
        OfferTerms(reminder_days=tuple(range(1, 12))),
    ],
)
def test_terms_that_no_offer_can_have_are_refused(terms: OfferTerms) -> None:
    with pytest.raises(Invalid):
        check_terms(terms)


def test_terms_as_the_field_has_them_are_good() -> None:
    check_terms(OfferTerms())
    check_terms(OfferTerms(grace_days=0, reminder_days=()))
