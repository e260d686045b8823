"""Orders of the club that are paid, and what is asked of the books after."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import asyncpg
import pytest

from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from harbors.access.commands import act_as_system
from harbors.chance import Chance
from harbors.errors import Problem, Refused
from harbors.orders.commands import hold_order, mark_expired
from harbors.orders.records import Order, OrderStatus, Purpose
from harbors.payments.balancing import settle_balance
from harbors.payments.commands import Attempt, start_payment
from harbors.payments.reads import balance_of
from harbors.payments.records import (
    Balance,
    EventKind,
    GatewayStatus,
    Method,
    Outcome,
    Payment,
    Received,
    Verdict,
)
from harbors.payments.rules import adds_up
from harbors.settlements.commands import hear_verdict, receive
from harbors.settlements.fulfilments import Fulfilment
from harbors.sql import Connection, Row
from tests import harbor_town as at
from tests.integration.orders.conftest import NOW, opened, till
from tests.signed_in import CHANCE

__all__ = ["NOW", "opened", "till"]

OWN = "https://ahti.example"
LOG = "CREATE TABLE IF NOT EXISTS given (what text); GRANT INSERT, SELECT ON given TO ahti_app"


@dataclass
class Shop:
    """A till with its fulfilments: what was given is written down, in the transaction in which it is given."""

    database: Database
    still_free: bool = True
    refuses: bool = False
    fulfilments: Mapping[Purpose, Fulfilment] = field(init=False)

    def __post_init__(self) -> None:
        self.fulfilments = dict.fromkeys(Purpose, Fulfilment(self._paid, self._late, self._back))

    async def _paid(self, connection: Connection, order: Order, *, now: datetime, chance: Chance) -> None:
        await connection.execute("INSERT INTO given VALUES ('given')")
        if self.refuses:
            raise Refused(Problem("GONE", None, at.text("Gone")))

    async def _late(self, connection: Connection, order: Order, *, now: datetime, chance: Chance) -> bool:
        await connection.execute("INSERT INTO given VALUES ('rebooked')")
        return self.still_free

    async def _back(self, connection: Connection, order: Order, *, reason: str, now: datetime, chance: Chance) -> None:
        await connection.execute("INSERT INTO given VALUES ('taken back')")

    @asynccontextmanager
    async def acting(self) -> AsyncIterator[Connection]:
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            yield connection

    async def started(self, order: Order, *, now: datetime = NOW) -> Payment:
        attempt = Attempt(method=Method.EMBEDDED, return_url=f"{OWN}/orders", own_url=OWN)
        async with self.acting() as connection:
            held = await hold_order(connection, order.id)
            return await start_payment(connection, held, attempt, offered=[Method.EMBEDDED], now=now, chance=CHANCE)

    async def told(
        self,
        payment: Payment,
        order: Order,
        status: GatewayStatus = GatewayStatus.OK,
        *,
        amount: str | None = None,
        now: datetime = NOW,
    ) -> Outcome:
        verdict = Verdict(
            transaction_id=f"t-{payment.id}",
            status=status,
            amount=payment.amount if amount is None else Decimal(amount),
            reference=order.reference,
        )
        async with self.database.unit_of_work() as connection:
            return await hear_verdict(
                connection,
                payment.id,
                verdict,
                kind=EventKind.FETCHED,
                now=now,
                chance=CHANCE,
                fulfilments=self.fulfilments,
            )

    async def received(self, order: Order, amount: str, transaction_id: str) -> Payment:
        money = Received(order_id=order.id, method=Method.BANK, amount=Decimal(amount), transaction_id=transaction_id)
        async with self.database.unit_of_work() as connection:
            return await receive(connection, money, now=NOW, chance=CHANCE, fulfilments=self.fulfilments)

    async def expire(self, order: Order, *, now: datetime = NOW) -> None:
        async with self.acting() as connection:
            expired = await mark_expired(connection, await hold_order(connection, order.id), now=now)
            await settle_balance(connection, expired, now=now, chance=CHANCE)

    async def rows(self, query: str, *args: object) -> list[Row]:
        async with self.acting() as connection:
            return list(await connection.fetch(query, *args))

    async def given(self) -> list[str]:
        return [row["what"] for row in await self.rows("SELECT what FROM given")]

    async def refunds(self) -> list[tuple[str, str]]:
        return [(str(row["amount"]), row["reason"]) for row in await self.rows("SELECT * FROM refunds ORDER BY amount")]

    async def stands(self, order: Order) -> tuple[OrderStatus, Balance]:
        """Where the order stands, whose sums are right."""
        async with self.acting() as connection:
            now, balance = await hold_order(connection, order.id), await balance_of(connection, order.id)
        assert adds_up(balance, now.status), (now.status, balance)
        return now.status, balance

    async def status(self, order: Order) -> OrderStatus:
        return (await self.stands(order))[0]


@pytest.fixture
async def shop(till: Database, superuser: Any) -> Shop:
    return Shop(till)


@pytest.fixture
async def superuser(server: EmbeddedPostgres, town_name: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(server.url(role="postgres", database=town_name))
    await connection.execute(LOG)
    yield connection
    await connection.close()
