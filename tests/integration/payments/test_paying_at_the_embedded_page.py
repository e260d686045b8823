"""Orders are paid at the embedded page while everything goes wrong: what the page took is what our books keep."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from ahti.cashier.paying import Till, ask, begin
from ahti.cashier.reconciling import ask_gateways
from ahti.cashier.refunding import send_refund
from ahti.checkout.mischief import Mischief
from ahti.checkout.paying import pay
from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.gateways.payments.embedded import Embedded
from ahti.gateways.payments.records import GatewayDown
from ahti.public import Public
from ahti.service import open_service
from ahti.web.app import create_app
from ahti.web.server import address_of, open_socket, served_beside
from harbors.orders.records import Order, OrderStatus
from harbors.payments.reconciling import Report, reconcile
from harbors.payments.records import Method, PaymentId, PaymentStatus, RefundId
from schema.root import build
from tests.clocks import StoppedClock
from tests.integration.checkout.shop import open_page
from tests.integration.orders.conftest import opened
from tests.integration.payments.conftest import NOW, Shop
from tests.signed_in import CHANCE

SCHEMA = build()
ORDERS = 12
ROUNDS = 40
TROUBLE = Mischief(
    seed="all of it",
    seconds=0.05,
    down=0.2,
    unsure=0.2,
    late_money=0.3,
    late_call=0.3,
    early_call=0.5,
    lost=0.4,
    twice=0.4,
    no_redirect=0.4,
    late_refund=0.5,
)


@dataclass(frozen=True, slots=True)
class Pier:
    """The service where the page calls it, and the page."""

    shop: Shop
    till: Till
    page: Embedded
    paid: set[PaymentId] = field(default_factory=set)

    async def begin(self, order: Order) -> PaymentId:
        payment = await self.shop.started(order)
        await begin(self.till, payment.id, self.shop.database.unit_of_work)
        return payment.id

    async def payer(self, id: PaymentId) -> None:
        """Whoever was given an address pays there, once."""
        [row] = await self.shop.rows("SELECT href FROM payments WHERE id = $1", id)
        if row["href"] is not None and id not in self.paid:
            self.paid.add(id)
            # The page may send nobody back.
            with suppress(httpx.HTTPStatusError, KeyError):
                await pay(row["href"])

    async def jobs(self) -> bool:
        """What a worker does, once round; whether there is more to do."""
        transaction = self.shop.database.unit_of_work
        undecided = await self.shop.rows("SELECT id FROM payments WHERE status IN ('STARTED', 'PENDING')")
        for row in undecided:
            await self.payer(row["id"])
            await ask(self.till, row["id"], transaction, transaction)
        owed = await self.shop.rows("SELECT id FROM refunds WHERE status IN ('OWED', 'SENT')")
        for row in owed:
            await send_refund(self.till, RefundId(row["id"]), transaction, transaction)
        return bool(undecided or owed)

    async def ledger(self) -> dict[str, Any]:
        """What the page says that it took and gave back, as soon as it answers."""
        for _ in range(ROUNDS):
            with suppress(GatewayDown):
                return dict(await self.page.ledger())
        raise AssertionError("the page never answers")

    async def report(self) -> Report:
        async with self.shop.database.unit_of_work() as connection:
            return await reconcile(connection, provider_id=None, now=NOW)


@pytest.fixture
async def pier(till: Database, superuser: object, town_url: str, tmp_path: Path) -> AsyncIterator[Pier]:
    async with AsyncExitStack() as exits:
        listener = exits.enter_context(open_socket("127.0.0.1", 0))
        page = await exits.enter_async_context(open_page(tmp_path, TROUBLE))
        url = address_of(listener).rstrip("/")
        service = await exits.enter_async_context(
            open_service(
                town_url,
                schema=SCHEMA,
                clock=StoppedClock(NOW),
                refusals=REFUSALS,
                public=Public(url=url),
                gateways={Method.EMBEDDED: page},
            )
        )
        await exits.enter_async_context(served_beside(create_app(service), listener))
        own = Till(gateways={Method.EMBEDDED: page}, clock=StoppedClock(NOW), chance=CHANCE, url=url)
        yield Pier(Shop(till), own, page)


async def test_what_the_page_took_is_what_the_books_keep_whatever_went_wrong(pier: Pier) -> None:
    """Every third order is begun to be paid twice, every fourth expires before anybody pays."""
    orders = [await opened(pier.shop.database) for _ in range(ORDERS)]
    for number, order in enumerate(orders):
        begun = [await pier.begin(order) for _ in range(2 if number % 3 == 0 else 1)]
        if number % 4 == 0:
            await pier.shop.expire(order)
        for id in begun:
            await pier.payer(id)
    for _ in range(ROUNDS):
        if not await pier.jobs():
            break
    [waiting] = await pier.shop.rows("SELECT count(*) AS n FROM payments WHERE status IN ('STARTED', 'PENDING')")
    assert waiting["n"] == 0
    report = await pier.report()
    asked = await ask_gateways(pier.till, None, pier.shop.database.unit_of_work)
    assert (report.findings, {finding.kind for finding in asked} - {"GATEWAY_SILENT"}) == ((), set())
    ledger = await pier.ledger()
    assert report.captured * 100 == ledger["captured"]
    assert report.refunded * 100 == ledger["refunded"]
    # Late money for the difference of an exchange counts: the debt was there all along.
    assert {await pier.shop.status(order) for order in orders} == {OrderStatus.PAID}
    assert report.kept == Decimal("290.00") * ORDERS
    [twice] = await pier.shop.rows("SELECT count(*) AS n FROM payments WHERE status = $1", PaymentStatus.CAPTURED)
    assert report.refunded == Decimal("290.00") * (twice["n"] - ORDERS) > 0
