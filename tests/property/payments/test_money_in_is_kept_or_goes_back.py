"""Random lines, payments, transfers, refunds and closings of an order: to the cent, money in is kept or goes back."""

import asyncio
from collections.abc import Awaitable, Iterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from harbors.errors import HarborError
from harbors.orders.commands import hold_order
from harbors.orders.records import Line, LineKind, Order, OrderStatus, Product
from harbors.orders.rules import contained_vat, sums_by_rate
from harbors.payments.reads import balance_of
from harbors.payments.records import GatewayStatus, Payment, PaymentStatus, RefundId
from harbors.payments.refunding import begin_refund, hear_refund, note_refund_paid
from harbors.settlements.commands import cancel_order, change_price, hold_for_settling
from harbors.text import Translated
from tests.cast import settle
from tests.integration.orders.conftest import NOW, opened
from tests.integration.payments.conftest import LOG, Shop
from tests.signed_in import CHANCE

T = TypeVar("T")
NOTHING = Decimal("0.00")
AMOUNTS = st.decimals("0.01", "900.00", places=2)
RATES = st.sampled_from([Decimal(rate) for rate in ("0.00", "13.50", "25.50")])
TEXT = Translated(fi="Paikka", sv="Plats", en="Place")
OPEN, PAID, EXPIRED, CANCELLED = OrderStatus.OPEN, OrderStatus.PAID, OrderStatus.EXPIRED, OrderStatus.CANCELLED


def a_line(amount: Decimal, rate: Decimal, kind: LineKind = LineKind.PLACE) -> Line:
    return Line(
        kind=kind,
        product=Product.BERTH,
        text=TEXT,
        amount=amount,
        vat_rate=rate,
        vat_amount=contained_vat(amount, rate),
        reason="Syy" if kind is LineKind.ADJUSTMENT else None,
    )


LINES = st.builds(a_line, AMOUNTS, RATES)


@dataclass
class Oracle:
    """The same in a few lines: one purse, one status."""

    total: Decimal
    status: OrderStatus = OPEN
    came: Decimal = NOTHING
    gone: Decimal = NOTHING

    @property
    def kept(self) -> Decimal:
        return self.came - self.gone

    def follow(self, *, refuses: bool, free: bool) -> None:
        enough = self.kept >= self.total
        if self.status is OPEN and enough:
            self.status = CANCELLED if refuses else PAID
        elif self.status is EXPIRED and enough and self.kept > 0 and free:
            self.status = PAID
        may_keep = self.total if self.status in (OPEN, PAID) else NOTHING
        self.gone += max(self.kept - may_keep, NOTHING)


@dataclass
class Ground:
    """A database with the town, on an event loop of the test's own."""

    runner: asyncio.Runner
    shop: Shop

    def run(self, doing: Awaitable[T]) -> T:
        async def awaited() -> T:
            return await doing

        return self.runner.run(awaited())


@pytest.fixture
def ground(server: EmbeddedPostgres, town_name: str, town_url: str) -> Iterator[Ground]:
    async def build(exits: AsyncExitStack) -> Shop:
        superuser = await asyncpg.connect(server.url(role="postgres", database=town_name))
        await superuser.execute(LOG)
        await superuser.close()
        database = await exits.enter_async_context(Database.open(town_url, size=2, refusals=REFUSALS))
        async with database.unit_of_work() as connection:
            await settle(connection)
        return Shop(database)

    with asyncio.Runner() as runner:
        exits = AsyncExitStack()
        yield Ground(runner, runner.run(build(exits)))
        runner.run(exits.aclose())


class Money(RuleBasedStateMachine):
    """One order, and everything that can happen to its money, in any order."""

    payments = Bundle("payments")
    ground: Ground
    order: Order
    oracle: Oracle

    def run(self, doing: Awaitable[T]) -> T:
        return self.ground.run(doing)

    @property
    def shop(self) -> Shop:
        return self.ground.shop

    @initialize(lines=st.lists(LINES, min_size=1, max_size=3), refuses=st.booleans(), free=st.booleans())
    def order_something(self, lines: list[Line], refuses: bool, free: bool) -> None:
        # Most of what is ordered can be given.
        self.shop.refuses, self.shop.still_free = refuses and not free, free
        self.order = self.run(opened(self.shop.database, *lines))
        self.oracle = Oracle(total=sum((line.amount for line in lines), NOTHING))
        self.transfers = 0
        self.captured: set[UUID] = set()

    def follow(self) -> None:
        self.oracle.follow(refuses=self.shop.refuses, free=self.shop.still_free)

    @precondition(lambda self: self.oracle.status is OPEN)
    @rule(target=payments)
    def start(self) -> Payment:
        payment = self.run(self.shop.started(self.order))
        assert payment.amount == self.oracle.total - self.oracle.kept
        return payment

    @rule(payment=payments)
    def the_gateway_says_yes(self, payment: Payment) -> None:
        self.run(self.shop.told(payment, self.order))
        if payment.id not in self.captured:
            self.captured.add(payment.id)
            self.oracle.came += payment.amount
            self.follow()

    @rule(payment=payments, word=st.sampled_from([GatewayStatus.FAIL, GatewayStatus.PENDING, GatewayStatus.NEW]))
    def the_gateway_says_something_else(self, payment: Payment, word: GatewayStatus) -> None:
        self.run(self.shop.told(payment, self.order, word))

    @rule(payment=payments)
    def the_gateway_tells_of_another_amount(self, payment: Payment) -> None:
        self.run(self.shop.told(payment, self.order, amount=str(payment.amount + 1)))

    @rule(amount=AMOUNTS, repeated=st.booleans())
    def a_transfer_comes(self, amount: Decimal, repeated: bool) -> None:
        again = repeated and self.transfers > 0
        self.transfers += not again
        self.run(self.shop.received(self.order, str(amount), f"{self.order.id} {self.transfers}"))
        if not again:
            self.oracle.came += amount
            self.follow()

    @rule(amount=st.decimals("-300.00", "300.00", places=2), rate=RATES)
    def the_price_changes(self, amount: Decimal, rate: Decimal) -> None:
        async def change() -> None:
            async with self.shop.database.unit_of_work() as connection:
                held = await hold_for_settling(connection, self.order.id)
                line = a_line(amount, rate, LineKind.ADJUSTMENT)
                fulfilments = self.shop.fulfilments
                await change_price(
                    connection, held, [line], by="clerk", now=NOW, chance=CHANCE, fulfilments=fulfilments
                )

        dearer = self.oracle.status is PAID and amount > 0
        closed = self.oracle.status in (EXPIRED, CANCELLED)
        if dearer or closed or self.oracle.total + amount < 0:
            with pytest.raises(HarborError):
                self.run(change())
        else:
            self.run(change())
            self.oracle.total += amount
            self.follow()

    @precondition(lambda self: self.oracle.status is OPEN)
    @rule()
    def it_expires(self) -> None:
        self.run(self.shop.expire(self.order))
        self.oracle.status = EXPIRED
        self.oracle.gone = self.oracle.came

    @precondition(lambda self: self.oracle.status in (OPEN, PAID))
    @rule()
    def it_is_taken_back(self) -> None:
        async def cancel() -> None:
            async with self.shop.database.unit_of_work() as connection:
                fulfilments = self.shop.fulfilments
                await cancel_order(
                    connection, self.order.id, reason="Syy", now=NOW, chance=CHANCE, fulfilments=fulfilments
                )

        self.run(cancel())
        self.oracle.status, self.oracle.gone = CANCELLED, self.oracle.came

    @rule(word=st.sampled_from([GatewayStatus.OK, GatewayStatus.FAIL, GatewayStatus.PENDING]))
    def refunds_go(self, word: GatewayStatus) -> None:
        async def go() -> None:
            for row in await self.shop.rows("SELECT id FROM refunds WHERE order_id = $1", self.order.id):
                async with self.shop.acting() as connection:
                    id = RefundId(row["id"])
                    if await begin_refund(connection, id, now=NOW) is not None:
                        await hear_refund(connection, id, word, now=NOW)
                with suppress(HarborError):
                    async with self.shop.acting() as connection:
                        await note_refund_paid(connection, id, note="Maksettu.", by="clerk", now=NOW)

        self.run(go())

    @invariant()
    def every_cent_is_where_it_belongs(self) -> None:
        status, balance, lines, kept = self.run(self._looked_up())
        oracle = self.oracle
        assert status is oracle.status
        assert (balance.total, balance.captured, balance.refunded) == (oracle.total, oracle.came, oracle.gone)
        assert balance.captured == balance.kept + balance.refunded
        assert balance.kept == (oracle.total if status is PAID else balance.kept if status is OPEN else NOTHING)
        assert all(left >= 0 for left in kept)
        assert sum((one.vat_amount for one in sums_by_rate(lines).values()), NOTHING) == sum(
            (line.vat_amount for line in lines), NOTHING
        )

    async def _looked_up(self) -> Any:
        async with self.shop.acting() as connection:
            now, balance = await hold_order(connection, self.order.id), await balance_of(connection, self.order.id)
            rows = await connection.fetch(
                "SELECT payment.amount - coalesce(sum(refund.amount), 0) AS left FROM payments AS payment "
                "LEFT JOIN refunds AS refund ON refund.payment_id = payment.id "
                "WHERE payment.order_id = $1 AND payment.status = $2 GROUP BY payment.id",
                self.order.id,
                PaymentStatus.CAPTURED,
            )
            return now.status, balance, now.lines, [row["left"] for row in rows]


def test_money_in_is_kept_or_goes_back_whatever_happens_in_whatever_order(ground: Ground) -> None:
    class OnGround(Money):
        pass

    OnGround.ground = ground
    run_state_machine_as_test(
        OnGround,
        settings=settings(
            max_examples=20,
            stateful_step_count=14,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
