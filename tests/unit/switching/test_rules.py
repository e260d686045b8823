"""What days cost, what a change of places settles, and what a provider's rule gives back."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from harbors.exchanges.records import EXCHANGE_TRANSITIONS, ExchangeStatus
from harbors.leases.records import (
    Charge,
    Lease,
    LeasedBoat,
    LeaseId,
    OccupancyId,
    Origin,
    Period,
    Tenant,
)
from harbors.orders.records import NOTHING
from harbors.places.records import PlaceId, ProviderId
from harbors.rounds.records import Season
from harbors.switching.policies import policy_problems, rule_problems
from harbors.switching.records import Left, RefundKind, RefundRule, RefundStep, Settlement, SwitchPolicy
from harbors.switching.rules import days, left_of, refund, settle, spread

ZONE = "Europe/Helsinki"
SEASON = Season(date(2027, 6, 10), date(2027, 9, 14))
PERIOD = Period(datetime(2027, 6, 9, 21, tzinfo=UTC), datetime(2027, 9, 14, 21, tzinfo=UTC))
ORDER = UUID(int=7)


def euros(amount: str) -> Decimal:
    return Decimal(amount)


def charge(worth: str, paid: str | None = None) -> Charge:
    return Charge(order_id=ORDER, worth=euros(worth), paid=euros(paid or worth))


def lease(charged: Charge | None) -> Lease:
    return Lease(
        id=LeaseId(UUID(int=1)),
        provider_id=ProviderId(UUID(int=2)),
        place_id=PlaceId(UUID(int=3)),
        occupancy_id=OccupancyId(UUID(int=4)),
        season=SEASON,
        period=PERIOD,
        tenant=Tenant(name="Maija"),
        boat=LeasedBoat(beam_mm=2_000, length_mm=5_000),
        origin=Origin.OFFERED,
        charge=charged,
    )


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=UTC)


def test_a_season_has_the_days_from_its_first_to_its_last() -> None:
    assert days(PERIOD, ZONE) == 97


def test_the_day_of_a_switch_is_a_day_of_the_new_place_alone() -> None:
    switched = at(7, 1)
    before, after = days(Period(PERIOD.start, switched), ZONE), days(Period(switched, PERIOD.end), ZONE)
    assert (before, after) == (21, 76)


def test_days_are_those_of_the_place_and_not_of_the_server() -> None:
    assert days(Period(at(6, 30, 20), at(6, 30, 22)), ZONE) == 1


def test_what_is_left_is_all_but_the_days_held_rounded_once() -> None:
    assert left_of(charge("290.00"), PERIOD, at=at(7, 1), time_zone=ZONE) == Left(euros("227.22"), euros("227.22"))


def test_of_a_lease_that_has_not_begun_all_is_left() -> None:
    assert left_of(charge("290.00", "90.00"), PERIOD, at=at(2, 1), time_zone=ZONE) == Left(
        euros("290.00"), euros("90.00")
    )


def test_a_dearer_place_costs_the_difference() -> None:
    settled = settle(Left(euros("227.22"), euros("227.22")), [euros("300.00")])
    assert settled == Settlement(euros("72.78"), NOTHING, (euros("300.00"),), (euros("300.00"),))


def test_a_cheaper_place_gives_the_difference_back() -> None:
    settled = settle(Left(euros("227.22"), euros("227.22")), [euros("100.00")])
    assert settled == Settlement(NOTHING, euros("127.22"), (euros("100.00"),), (euros("100.00"),))


def test_what_was_paid_elsewhere_is_never_given_back_here() -> None:
    assert settle(Left(euros("227.22")), [euros("100.00")]).back == NOTHING
    dearer = settle(Left(euros("227.22")), [euros("300.00")])
    assert (dearer.due, dearer.paid) == (euros("72.78"), (euros("72.78"),))


def test_a_waived_difference_is_not_given_back_on_the_way_back() -> None:
    away = settle(Left(euros("200.00"), euros("200.00")), [euros("300.00")], waived=True)
    assert away == Settlement(NOTHING, NOTHING, (euros("200.00"),), (euros("200.00"),))
    back = settle(Left(away.worths[0], away.paid[0]), [euros("200.00")])
    assert (back.due, back.back) == (NOTHING, NOTHING)


def test_what_is_cheaper_is_given_back_though_a_move_is_waived() -> None:
    assert settle(Left(euros("200.00"), euros("200.00")), [euros("150.00")], waived=True).back == euros("50.00")


def test_an_amount_in_parts_is_the_amount() -> None:
    assert spread(euros("100.00"), [euros("1.00")] * 3) == (euros("33.33"), euros("33.34"), euros("33.33"))
    assert spread(euros("5.00"), [NOTHING, NOTHING]) == (euros("5.00"), NOTHING)


STEPS = (RefundStep(-60, euros("100")), RefundStep(0, euros("50")), RefundStep(30, euros("20")))


@pytest.mark.parametrize(
    ("rule", "when", "given"),
    [
        (RefundRule(), at(2, 1), "0.00"),
        (RefundRule(kind=RefundKind.DAYS), at(2, 1), "290.00"),
        (RefundRule(kind=RefundKind.DAYS), at(7, 1), "227.22"),
        (RefundRule(kind=RefundKind.DAYS, fee=euros("20.00")), at(7, 1), "207.22"),
        (RefundRule(kind=RefundKind.DAYS, fee=euros("20.00")), at(9, 13), "0.00"),
        (RefundRule(kind=RefundKind.TABLE, steps=STEPS), at(4, 10), "290.00"),
        (RefundRule(kind=RefundKind.TABLE, steps=STEPS), at(4, 11), "145.00"),
        (RefundRule(kind=RefundKind.TABLE, steps=STEPS), at(6, 9, 22), "58.00"),
        (RefundRule(kind=RefundKind.TABLE, steps=STEPS, fee=euros("10.00")), at(6, 12), "48.00"),
        (RefundRule(kind=RefundKind.TABLE, steps=STEPS), at(7, 10), "0.00"),
    ],
)
def test_a_refund_is_as_the_rule_of_the_provider_says(rule: RefundRule, when: datetime, given: str) -> None:
    assert refund(rule, lease(charge("290.00")), at=when, time_zone=ZONE) == euros(given)


def test_nothing_is_given_back_of_a_lease_that_was_not_paid_here() -> None:
    assert refund(RefundRule(kind=RefundKind.DAYS), lease(None), at=at(7, 1), time_zone=ZONE) == NOTHING


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        (RefundRule(kind=RefundKind.TABLE, steps=STEPS), []),
        (RefundRule(kind=RefundKind.TABLE), ["STEPS_WRONG"]),
        (RefundRule(kind=RefundKind.DAYS, steps=STEPS), ["STEPS_WRONG"]),
        (RefundRule(kind=RefundKind.TABLE, steps=STEPS[::-1]), ["STEPS_WRONG"]),
        (RefundRule(kind=RefundKind.TABLE, steps=(RefundStep(0, euros("101")),)), ["STEPS_WRONG"]),
        (RefundRule(kind=RefundKind.DAYS, fee=euros("-1.00")), ["FEE_WRONG"]),
        (RefundRule(kind=RefundKind.DAYS, fee=euros("1.005")), ["FEE_WRONG"]),
    ],
)
def test_a_refund_rule_is_one_that_can_be_kept(rule: RefundRule, codes: list[str]) -> None:
    assert [problem.code for problem in rule_problems(rule)] == codes


def test_a_time_limit_is_a_year_at_most() -> None:
    wrong = policy_problems(SwitchPolicy(due_days=-1, grace_days=366))
    assert [problem.field for problem in wrong] == ["dueDays", "graceDays"]


def test_where_an_exchange_can_go_from_where_it_stands() -> None:
    ends = frozenset({ExchangeStatus.DONE, ExchangeStatus.FAILED})
    assert {
        ExchangeStatus.PROPOSED: ends | {ExchangeStatus.AGREED},
        ExchangeStatus.AGREED: ends,
        ExchangeStatus.DONE: frozenset(),
        ExchangeStatus.FAILED: frozenset(),
    } == EXCHANGE_TRANSITIONS
