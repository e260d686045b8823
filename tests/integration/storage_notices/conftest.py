"""The meadow, on which boats stand without spots, its terms, and whoever gives notice of a boat."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.leases.records import Period
from harbors.orders.commands import hold_order, mark_paid
from harbors.orders.records import Line, LineKind, Order, OrderId, Product, Unit
from harbors.orders.rules import cents, contained_vat
from harbors.rounds.records import Season
from harbors.sql import Connection
from harbors.storage_notices import confirming
from harbors.storage_notices.commands import give_notice, set_terms
from harbors.storage_notices.records import (
    Holder,
    Noted,
    NoticeDraft,
    Stands,
    StorageGround,
    StorageTerms,
    StoredBoat,
)
from harbors.text import Translated
from tests import harbor_town as at
from tests import winter_town as winter
from tests.cast import settle
from tests.signed_in import CHANCE

SEPTEMBER = datetime(2027, 9, 20, 9, tzinfo=UTC)
URL = "https://ahti.example"
RATE = Decimal("25.50")
# Forty boats of five square metres: what the ground takes where nobody measured it.
TERMS = StorageTerms(usual_m2=Decimal("5.00"), cradle_days=96)
ROOM = Decimal("200.00")


def boat(beam_mm: int = 2_000, length_mm: int = 5_000, **told: Any) -> StoredBoat:
    """A boat that takes ten square metres unless said."""
    told = {"stands": Stands.TRESTLES} | told
    return StoredBoat(beam_mm=beam_mm, length_mm=length_mm, **told)


def draft(*, name: str = "Maija Meri", **told: Any) -> NoticeDraft:
    holder = Holder(name=name, email=f"{name.split()[0].lower()}@example.org")
    return replace(
        NoticeDraft(place_id=winter.GROUND, season=winter.WINTER, holder=holder, boat=boat()),
        **told,
    )


async def eleven_forty(
    _connection: Connection,
    *,
    ground: StorageGround,
    boat: StoredBoat,
    season: Season,
    period: Period,
    holder: Holder,
) -> tuple[Line, ...]:
    """11.40 a square metre for whatever stands on any ground, whoever brought it."""
    amount = cents(Decimal("11.40") * boat.m2)
    return (
        Line(
            kind=LineKind.PLACE,
            product=Product.WINTER_STORAGE,
            text=Translated(fi="Niitty", sv="Ängen", en="Meadow"),
            amount=amount,
            vat_rate=RATE,
            vat_amount=contained_vat(amount, RATE),
            quantity=boat.m2,
            unit=Unit.M2,
        ),
    )


@dataclass(frozen=True, slots=True)
class Meadow:
    """The town's database, in which notices are given."""

    database: Database

    @asynccontextmanager
    async def acting(self) -> AsyncIterator[Connection]:
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            yield connection

    async def give(self, wanted: NoticeDraft | None = None, *, now: datetime = SEPTEMBER) -> Noted:
        async with self.database.unit_of_work() as connection:
            return await give_notice(
                connection, wanted or draft(), quote=eleven_forty, public_url=URL, now=now, chance=CHANCE
            )

    async def pay(self, id: OrderId, *, now: datetime = SEPTEMBER) -> Order:
        """Have the money of an order come in."""
        async with self.acting() as connection:
            order = await mark_paid(connection, await hold_order(connection, id), now=now)
            await confirming.paid(connection, order, now=now, chance=CHANCE)
            return order

    async def asked(self, query: str, *values: object) -> list[Mapping[str, Any]]:
        async with self.acting() as connection:
            return list(await connection.fetch(query, *values))

    async def one(self, query: str, *values: object) -> Any:
        async with self.acting() as connection:
            return await connection.fetchval(query, *values)

    async def mails(self) -> list[tuple[str, str, dict[str, str]]]:
        """Template, language and address of what was told, in order."""
        rows = await self.asked("SELECT template, language, figures FROM messages ORDER BY created_at, template")
        return [(row["template"], row["language"], row["figures"]) for row in rows]


@pytest.fixture
async def meadow(town_url: str) -> AsyncIterator[Meadow]:
    async with Database.open(town_url, size=20, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await winter.build(connection)
            await settle(connection)
            await set_terms(connection, TERMS, provider_id=at.CITY, now=SEPTEMBER)
        yield Meadow(database)
