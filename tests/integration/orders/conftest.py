"""Orders of the club in the harbor town."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.orders.commands import open_order
from harbors.orders.records import Line, LineKind, Order, OrderDraft, Payer, Product, Purpose, Unit
from harbors.orders.rules import contained_vat
from harbors.text import Language, Translated
from tests import harbor_town as at
from tests.cast import VICTIM, settle
from tests.signed_in import CHANCE

NOW = at.DURING
DUE = datetime(2027, 2, 20, tzinfo=UTC)
RATE = Decimal("25.50")


def line(amount: str = "290.00", *, kind: LineKind = LineKind.PLACE, reason: str | None = None) -> Line:
    euros = Decimal(amount)
    return Line(
        kind=kind,
        product=Product.BERTH,
        text=Translated(fi="Venepaikka A 1", sv="Båtplats A 1", en="Berth A 1"),
        amount=euros,
        vat_rate=RATE,
        vat_amount=contained_vat(euros, RATE),
        unit=Unit.SEASON,
        reason=reason,
    )


def order_draft(*lines: Line, token: str | None = None) -> OrderDraft:
    return OrderDraft(
        provider_id=at.CLUB,
        purpose=Purpose.SWITCH,
        payer=Payer(name="Vilma Uhri", email="vilma@example.org", language=Language.SV, person_id=VICTIM),
        lines=lines or (line(),),
        expires_at=DUE,
        access_token=token,
    )


async def opened(database: Database, *lines: Line, token: str | None = None) -> Order:
    """An order of the victim's at the club."""
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        return await open_order(connection, order_draft(*lines, token=token), now=NOW, chance=CHANCE)


@pytest.fixture
async def till(town_url: str) -> AsyncIterator[Database]:
    async with Database.open(town_url, size=4, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await settle(connection)
        yield database
