"""Pay, decline, expire and give on at once, over real connections: whoever comes first, one holder, always."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from harbors.access.commands import act_as_system
from harbors.errors import HarborError
from harbors.offers.answering import decline_award, withdraw_application
from harbors.offers.closing import decline_offer, expire_offer, withdraw_offer
from harbors.offers.commands import extend_offer
from harbors.offers.confirming import paid, paid_late
from harbors.offers.records import Offer, OfferStatus
from harbors.orders.commands import hold_order, mark_paid
from harbors.orders.records import OrderStatus
from tests.integration.offers.conftest import FIRST, Desk, days, draft
from tests.integration.offers.season import LATER, NOT_WANTED, TERMS, Season, play

HELD = "SELECT FROM applications WHERE id = $1 FOR NO KEY UPDATE"
Act = Callable[[], Awaitable[Any]]


async def at_once(*acts: Act) -> list[str]:
    """What each came to: nothing, or the code of its refusal; whatever else goes wrong is raised."""
    outcomes = await asyncio.gather(*(act() for act in acts), return_exceptions=True)
    for one in outcomes:
        if isinstance(one, BaseException) and not isinstance(one, HarborError):
            raise one
    return [one.problems[0].code if isinstance(one, HarborError) else "" for one in outcomes]


def settling(desk: Desk, offer: Offer, *, now: Any) -> Act:
    """Money that has come, as settlements take it: the application first, then the order, and late where it is late."""

    async def act() -> None:
        async with desk.database.unit_of_work() as connection:
            await act_as_system(connection)
            if offer.application_id is not None:
                await connection.execute(
                    "SELECT FROM applications WHERE id = $1 FOR NO KEY UPDATE", offer.application_id
                )
            order = await hold_order(connection, offer.order_id)
            if order.status is OrderStatus.OPEN:
                await paid(connection, await mark_paid(connection, order, now=now), now=now, chance=desk.chance)
            elif order.status is OrderStatus.EXPIRED and await paid_late(
                connection, order, now=now, chance=desk.chance
            ):
                await mark_paid(connection, order, now=now)

    return act


def expiring(desk: Desk, offer: Offer) -> Act:
    async def act() -> None:
        async with desk.database.unit_of_work() as connection:
            over = offer.due_at + days(offer.terms.grace_days)
            await expire_offer(connection, offer.id, now=over, chance=desk.chance)

    return act


def declining(desk: Desk, offer: Offer, token: str) -> Act:
    async def act() -> None:
        async with desk.database.unit_of_work() as connection:
            await decline_offer(connection, offer.id, token=token, reason=NOT_WANTED, now=LATER, chance=desk.chance)

    return act


def offering(desk: Desk, *, now: Any) -> Act:
    async def act() -> None:
        await desk.make(draft(name="Maija Meri", due_at=now + days(14)), now=now)

    return act


async def holders(desk: Desk) -> list[str]:
    return [kind for kind, state in await desk.held(FIRST) if state == "HOLDING"]


@pytest.mark.parametrize("number", range(2))
async def test_paid_and_expired_at_once_the_money_counts_while_the_place_is_free(desk: Desk, number: int) -> None:
    [made] = await desk.make()
    over = made.offer.due_at + days(3)
    acts = [settling(desk, made.offer, now=over), expiring(desk, made.offer)]
    assert await at_once(*(acts if number % 2 else reversed(acts))) == ["", ""]
    assert (await desk.offer(made.offer.id)).status is OfferStatus.ACCEPTED
    assert (await holders(desk), await desk.order_status(made.offer)) == (["LEASE"], "PAID")


@pytest.mark.parametrize("number", range(3))
async def test_paid_expired_and_offered_on_at_once_one_holds_the_place(desk: Desk, number: int) -> None:
    [made] = await desk.make()
    over = made.offer.due_at + days(3)
    acts = [expiring(desk, made.offer), settling(desk, made.offer, now=over), offering(desk, now=over)]
    outcomes = await at_once(*acts[number % 3 :], *acts[: number % 3])
    assert set(outcomes) <= {"", "PLACE_TAKEN"}
    held = await holders(desk)
    status = (await desk.offer(made.offer.id)).status
    assert (held, status) in [(["LEASE"], OfferStatus.ACCEPTED), (["OFFER"], OfferStatus.EXPIRED)]
    # Who has the place has paid, or is offered it; who has not got it, has an order that gives the money back.
    assert await desk.order_status(made.offer) == ("PAID" if held == ["LEASE"] else "EXPIRED")


@pytest.mark.parametrize("number", range(2))
async def test_declined_and_paid_at_once_it_is_one_of_the_two(desk: Desk, number: int) -> None:
    [made] = await desk.make()
    acts = [settling(desk, made.offer, now=LATER), declining(desk, made.offer, made.token)]
    outcomes = await at_once(*(acts if number % 2 else reversed(acts)))
    status = (await desk.offer(made.offer.id)).status
    if status is OfferStatus.ACCEPTED:
        assert (sorted(outcomes), await holders(desk)) == (["", "OFFER_ACCEPTED"], ["LEASE"])
    else:
        assert (outcomes, status, await holders(desk)) == (["", ""], OfferStatus.DECLINED, [])


async def test_behaviour_11_paid_five_times_at_once_there_is_one_lease(desk: Desk) -> None:
    """FIELD, behaviour 11, for offers: the same callback, five times."""
    [made] = await desk.make()
    assert await at_once(*(settling(desk, made.offer, now=LATER) for _ in range(5))) == [""] * 5
    [leases] = await desk.asked("SELECT count(*) AS count FROM leases")
    told = [one for one in await desk.told() if one[0] == "OFFER_CONFIRMED"]
    assert (leases["count"], len(told)) == (1, 1)


async def test_whatever_is_done_at_once_to_what_a_round_gave_each_place_has_one_holder(desk: Desk) -> None:
    season: Season = await play(desk)
    await season.offer_all()
    offers = [await season.offer(turn) for turn in range(1, 5)]
    over = offers[0].due_at + days(TERMS.grace_days)

    def answering(act: Any, turn: int, **told: Any) -> Act:
        return lambda: season.do(act, turn, now=LATER, **told)

    async def withdrawing() -> None:
        async with desk.database.unit_of_work() as connection:
            await withdraw_offer(connection, offers[3].id, reason="Broken.", now=LATER, chance=desk.chance)

    async def extending() -> None:
        async with desk.database.unit_of_work() as connection:
            await extend_offer(
                connection, offers[2].id, due_at=over + timedelta(days=9), reason="Ill.", now=LATER, chance=desk.chance
            )

    codes = await at_once(
        settling(desk, offers[0], now=over),
        answering(decline_award, 1, reason=NOT_WANTED),
        expiring(desk, offers[0]),
        settling(desk, offers[1], now=over),
        answering(withdraw_application, 2),
        expiring(desk, offers[2]),
        extending,
        settling(desk, offers[3], now=over),
        withdrawing,
    )
    assert set(codes) <= {"", "LEASE_STANDS", "OFFER_EXPIRED", "OFFER_ACCEPTED", "DECLINED_ALREADY", "DUE_NOT_LATER"}
    rows = await desk.asked(
        "SELECT offer.status, ordered.status AS paid, held.kind, held.state FROM offers AS offer "
        "JOIN orders AS ordered ON ordered.id = offer.order_id JOIN occupancies AS held ON held.id = offer.occupancy_id"
    )
    stands = {(row["status"], row["paid"], row["kind"], row["state"]) for row in rows}
    assert stands <= {
        ("ACCEPTED", "PAID", "LEASE", "HOLDING"),
        ("OPEN", "OPEN", "AWARD", "HOLDING"),
        ("DECLINED", "CANCELLED", "AWARD", "ENDED"),
        ("WITHDRAWN", "CANCELLED", "AWARD", "ENDED"),
        ("EXPIRED", "EXPIRED", "AWARD", "ENDED"),
    }
