"""Money for an order: counted once, whenever it comes; what is not for the order goes back."""

import asyncio
from datetime import timedelta
from decimal import Decimal

import asyncpg
import pytest

from harbors.errors import HarborError, Invalid, Refused
from harbors.orders.commands import hold_order
from harbors.orders.records import LineKind, OrderStatus, Purpose
from harbors.payments.reads import hold_payment
from harbors.payments.records import GatewayStatus, Outcome, PaymentStatus
from harbors.payments.refunding import begin_refund, hear_refund, note_refund_paid
from harbors.settlements.commands import cancel_order, change_price, hold_for_settling
from harbors.settlements.fulfilments import Fulfilment
from tests.integration.orders.conftest import DUE, line
from tests.integration.payments.conftest import NOW, Shop, opened
from tests.signed_in import CHANCE

OK, FAIL = GatewayStatus.OK, GatewayStatus.FAIL
PAID, EXPIRED, CANCELLED, OPEN = OrderStatus.PAID, OrderStatus.EXPIRED, OrderStatus.CANCELLED, OrderStatus.OPEN


async def test_behaviour_11_a_paid_order_is_fulfilled_once_and_a_repeated_callback_has_no_second_effect(
    shop: Shop,
) -> None:
    """FIELD, behaviour 11."""
    order = await opened(shop.database)
    payment = await shop.started(order)
    assert [await shop.told(payment, order) for _ in range(3)] == [Outcome.APPLIED, Outcome.REPEATED, Outcome.REPEATED]
    assert await shop.given() == ["given"]
    assert await shop.refunds() == []
    status, balance = await shop.stands(order)
    assert (status, balance.kept) == (PAID, Decimal("290.00"))
    outcomes = await shop.rows("SELECT outcome FROM payment_events ORDER BY number")
    assert [row["outcome"] for row in outcomes] == ["APPLIED", "REPEATED", "REPEATED"]


async def test_behaviour_11_who_pays_twice_gets_the_second_back(shop: Shop) -> None:
    """FIELD, behaviour 11."""
    order = await opened(shop.database)
    one, two = await shop.started(order), await shop.started(order)
    assert await shop.told(one, order) is Outcome.APPLIED
    assert await shop.told(two, order, now=NOW + timedelta(seconds=1)) is Outcome.APPLIED
    assert await shop.given() == ["given"]
    assert await shop.refunds() == [("290.00", "SURPLUS")]
    [owed] = await shop.rows("SELECT payment_id FROM refunds")
    assert owed["payment_id"] == two.id
    assert await shop.status(order) is PAID


async def test_behaviour_6_money_after_expiry_is_rebooked_where_that_is_still_free(shop: Shop) -> None:
    """FIELD, behaviour 6, its money."""
    order = await opened(shop.database)
    payment = await shop.started(order)
    await shop.expire(order)
    await shop.told(payment, order)
    assert (await shop.status(order), await shop.given(), await shop.refunds()) == (PAID, ["rebooked"], [])


async def test_behaviour_6_money_after_expiry_goes_back_where_it_is_not_and_nothing_of_the_try_is_left(
    shop: Shop,
) -> None:
    """FIELD, behaviour 6, its money."""
    shop.still_free = False
    order = await opened(shop.database)
    payment = await shop.started(order)
    await shop.expire(order)
    await shop.told(payment, order)
    assert (await shop.status(order), await shop.given()) == (EXPIRED, [])
    assert await shop.refunds() == [("290.00", "LATE")]


async def test_money_that_comes_after_it_was_said_to_have_failed_counts(shop: Shop) -> None:
    order = await opened(shop.database)
    payment = await shop.started(order)
    assert [await shop.told(payment, order, word) for word in (FAIL, FAIL, OK)] == [
        Outcome.APPLIED,
        Outcome.REPEATED,
        Outcome.APPLIED,
    ]
    assert (await shop.status(order), await shop.given()) == (PAID, ["given"])


async def test_a_wrong_amount_is_kept_and_listed_and_never_applied(shop: Shop) -> None:
    order = await opened(shop.database)
    payment = await shop.started(order)
    assert await shop.told(payment, order, amount="29.00") is Outcome.MISMATCHED
    [kept] = await shop.rows("SELECT status, failure FROM payments")
    assert (kept["status"], kept["failure"]) == ("MISMATCHED", f"told of 29.00 for {order.reference}")
    assert (await shop.status(order), await shop.given()) == (OPEN, [])
    assert await shop.told(payment, order) is Outcome.APPLIED
    assert await shop.status(order) is PAID


async def test_a_no_after_the_capture_changes_nothing_and_is_kept(shop: Shop) -> None:
    order = await opened(shop.database)
    payment = await shop.started(order)
    await shop.told(payment, order)
    assert await shop.told(payment, order, FAIL) is Outcome.CONTRADICTED
    assert await shop.status(order) is PAID


async def test_what_cannot_be_fulfilled_is_cancelled_and_its_money_goes_back(shop: Shop) -> None:
    shop.refuses = True
    order = await opened(shop.database)
    await shop.told(await shop.started(order), order)
    assert (await shop.status(order), await shop.given()) == (CANCELLED, [])
    assert await shop.refunds() == [("290.00", "UNFULFILLED")]


async def test_money_for_a_cancelled_order_goes_back(shop: Shop) -> None:
    order = await opened(shop.database)
    payment = await shop.started(order)
    async with shop.database.unit_of_work() as connection:
        await cancel_order(connection, order.id, reason="Sold.", now=NOW, chance=CHANCE, fulfilments=shop.fulfilments)
    await shop.told(payment, order)
    assert (await shop.status(order), await shop.refunds()) == (CANCELLED, [("290.00", "CANCELLED")])
    assert await shop.given() == ["taken back"]


async def test_a_paid_order_that_is_cancelled_owes_all_that_came(shop: Shop) -> None:
    order = await opened(shop.database)
    await shop.told(await shop.started(order), order)
    async with shop.database.unit_of_work() as connection:
        await cancel_order(connection, order.id, reason="Sold.", now=NOW, chance=CHANCE, fulfilments=shop.fulfilments)
    assert (await shop.status(order), await shop.refunds()) == (CANCELLED, [("290.00", "CANCELLED")])


async def test_an_order_whose_thing_is_elsewhere_is_not_cancelled_by_itself(shop: Shop) -> None:
    order = await opened(shop.database)
    given = shop.fulfilments[Purpose.SWITCH]
    bound = {Purpose.SWITCH: Fulfilment(given.paid, given.paid_late)}
    with pytest.raises(Refused):
        async with shop.database.unit_of_work() as connection:
            await cancel_order(connection, order.id, reason="Sold.", now=NOW, chance=CHANCE, fulfilments=bound)
    assert await shop.status(order) is OPEN


async def test_transfers_add_up_until_the_order_is_paid_and_one_is_counted_once(shop: Shop) -> None:
    order = await opened(shop.database)
    first = await shop.received(order, "100.00", "bank-1")
    assert await shop.received(order, "100.00", "bank-1") == first
    assert (await shop.stands(order))[1].due == Decimal("190.00")
    await shop.received(order, "200.00", "bank-2")
    assert (await shop.status(order), await shop.given()) == (PAID, ["given"])
    assert await shop.refunds() == [("10.00", "SURPLUS")]


async def test_part_of_the_money_goes_back_when_the_order_expires(shop: Shop) -> None:
    order = await opened(shop.database)
    await shop.received(order, "100.00", "bank-1")
    await shop.expire(order)
    assert (await shop.status(order), [amount for amount, _ in await shop.refunds()]) == (EXPIRED, ["100.00"])


async def test_a_lower_price_gives_back_the_difference_and_a_higher_one_is_refused(shop: Shop) -> None:
    order = await opened(shop.database)
    await shop.told(await shop.started(order), order)

    async def change(amount: str) -> None:
        adjusted = line(amount, kind=LineKind.ADJUSTMENT, reason="The power is out.")
        async with shop.database.unit_of_work() as connection:
            held = await hold_for_settling(connection, order.id)
            await change_price(
                connection, held, [adjusted], by="clerk", now=NOW, chance=CHANCE, fulfilments=shop.fulfilments
            )

    await change("-40.00")
    assert await shop.refunds() == [("40.00", "PRICE_CHANGED")]
    with pytest.raises(Refused) as refused:
        await change("10.00")
    assert [problem.code for problem in refused.value.problems] == ["PRICE_ABOVE_PAID"]
    assert (await shop.stands(order))[1].kept == Decimal("250.00")


async def test_an_open_order_that_has_become_as_cheap_as_what_came_is_paid(shop: Shop) -> None:
    order = await opened(shop.database)
    await shop.received(order, "250.00", "bank-1")
    async with shop.database.unit_of_work() as connection:
        held = await hold_for_settling(connection, order.id)
        adjusted = line("-40.00", kind=LineKind.ADJUSTMENT, reason="The power is out.")
        await change_price(
            connection, held, [adjusted], by="clerk", now=NOW, chance=CHANCE, fulfilments=shop.fulfilments
        )
    assert (await shop.status(order), await shop.given(), await shop.refunds()) == (PAID, ["given"], [])


async def test_nobody_starts_to_pay_what_takes_no_money(shop: Shop) -> None:
    order = await opened(shop.database)
    with pytest.raises(Refused) as over:
        await shop.started(order, now=DUE)
    await shop.told(await shop.started(order), order)
    with pytest.raises(Refused) as paid:
        await shop.started(order)
    codes = [[problem.code for problem in error.value.problems] for error in (over, paid)]
    assert codes == [["ORDER_EXPIRED"], ["ORDER_PAID"]]


async def test_two_verdicts_at_the_same_moment_capture_once(shop: Shop) -> None:
    for _ in range(5):
        order = await opened(shop.database)
        payment = await shop.started(order)
        outcomes = await asyncio.gather(*(shop.told(payment, order) for _ in range(4)))
        assert sorted(outcomes) == ["APPLIED", "REPEATED", "REPEATED", "REPEATED"]
    assert await shop.given() == ["given"] * 5


async def test_a_capture_that_races_expiry_is_either_in_time_or_late_and_never_lost(shop: Shop) -> None:
    shop.still_free = False
    for _ in range(8):
        order = await opened(shop.database)
        payment = await shop.started(order)
        results = await asyncio.gather(shop.told(payment, order), shop.expire(order), return_exceptions=True)
        assert results[0] is Outcome.APPLIED
        assert results[1] is None or isinstance(results[1], HarborError)
        status, balance = await shop.stands(order)
        assert (status, balance.kept) in {(PAID, Decimal("290.00")), (EXPIRED, Decimal("0.00"))}


async def test_a_refund_is_done_once_by_whoever_is_first(shop: Shop) -> None:
    order = await opened(shop.database)
    await shop.received(order, "300.00", "bank-1")
    [owed] = await shop.rows("SELECT id FROM refunds")

    async def pay() -> str:
        try:
            async with shop.acting() as connection:
                await note_refund_paid(connection, owed["id"], note="Transferred.", by="clerk", now=NOW)
        except Refused as refusal:
            return refusal.problems[0].code
        return "paid"

    assert sorted(await asyncio.gather(*(pay() for _ in range(4)))) == ["REFUND_DONE"] * 3 + ["paid"]


async def test_a_refund_is_sent_until_the_gateway_tells_and_not_paid_by_hand_meanwhile(shop: Shop) -> None:
    order = await opened(shop.database)
    for payment in (await shop.started(order), await shop.started(order)):
        await shop.told(payment, order)
    [owed] = await shop.rows("SELECT id FROM refunds")
    id = owed["id"]
    async with shop.acting() as connection:
        assert await begin_refund(connection, id, now=NOW) is not None
        assert await begin_refund(connection, id, now=NOW + timedelta(minutes=5)) is not None
    with pytest.raises(Refused):
        async with shop.acting() as connection:
            await note_refund_paid(connection, id, note="By hand.", by="clerk", now=NOW)
    async with shop.acting() as connection:
        words = (GatewayStatus.PENDING, FAIL, OK, OK, FAIL)
        outcomes = [await hear_refund(connection, id, word, now=NOW) for word in words]
        assert await begin_refund(connection, id, now=NOW) is None
    assert outcomes == ["HEARD", "APPLIED", "APPLIED", "REPEATED", "CONTRADICTED"]


async def test_the_database_takes_no_refund_of_more_than_came(shop: Shop) -> None:
    order = await opened(shop.database)
    payment = await shop.started(order)
    await shop.told(payment, order)
    one = (
        "INSERT INTO refunds (id, payment_id, order_id, provider_id, amount, reason, status, created_at) "
        "SELECT gen_random_uuid(), id, order_id, provider_id, $2, 'SURPLUS', 'OWED', $3 FROM payments WHERE id = $1"
    )
    with pytest.raises(asyncpg.CheckViolationError) as error:
        async with shop.acting() as connection:
            await connection.execute(one, payment.id, Decimal("290.01"), NOW)
    assert error.value.constraint_name == "refunds_within_payment"


async def test_the_database_takes_a_transaction_of_a_gateway_once(shop: Shop) -> None:
    order = await opened(shop.database)
    one, two = await shop.started(order), await shop.started(order)
    await shop.told(one, order)
    with pytest.raises(HarborError) as refused:
        async with shop.acting() as connection:
            await hold_payment(connection, two.id)
            await connection.execute("UPDATE payments SET transaction_id = $2 WHERE id = $1", two.id, f"t-{one.id}")
    assert [problem.code for problem in refused.value.problems] == ["TRANSACTION_NOTED"]
    assert (await shop.rows("SELECT status FROM payments WHERE id = $1", two.id))[0]["status"] == PaymentStatus.STARTED


async def test_an_order_of_nothing_is_never_paid(shop: Shop) -> None:
    order = await opened(shop.database)
    with pytest.raises(Invalid):
        await shop.received(order, "0.00", "bank-0")
    async with shop.acting() as connection:
        assert (await hold_order(connection, order.id)).status is OPEN
