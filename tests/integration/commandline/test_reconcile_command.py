"""``ahti payments reconcile``: exit 0 and the sums where all adds up, else 1 and what does not."""

import asyncio
import json
from typing import Any

import pytest

from ahti.cli import main
from ahti.constraints import REFUSALS
from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.settlements.fulfilments import FULFILMENTS
from tests import harbor_town as at
from tests.cast import settle
from tests.integration.orders.conftest import opened
from tests.integration.payments.conftest import Shop


@pytest.fixture
def paid_town(town_url: str) -> str:
    """A town in which one order was paid to the cent."""

    async def build() -> None:
        async with Database.open(town_url, size=2, refusals=REFUSALS) as database:
            async with database.unit_of_work() as connection:
                await settle(connection)
            order = await opened(database)
            shop = Shop(database)
            # The difference of an exchange: nothing is given.
            shop.fulfilments = FULFILMENTS
            await shop.received(order, "290.00", "bank-1")

    asyncio.run(build())
    return town_url


async def _spoil(url: str) -> None:
    async with Database.open(url, size=1) as database, database.unit_of_work() as connection:
        await act_as_system(connection)
        await connection.execute("UPDATE orders SET status = 'CANCELLED', closed_at = created_at")


def reconciled(capfd: pytest.CaptureFixture[str], url: str, *words: str) -> tuple[int, Any]:
    code = main(["payments", "reconcile", *words, "--database-url", url])
    return code, json.loads(capfd.readouterr().out)


def test_what_adds_up_is_told_with_its_sums(paid_town: str, capfd: pytest.CaptureFixture[str]) -> None:
    code, told = reconciled(capfd, paid_town, "--provider", str(at.CLUB))
    sums = {"captured": "290.00", "refunded": "0.00", "kept": "290.00", "owed": "0.00"}
    assert (code, told) == (0, {"orders": 1, **sums, "findings": []})


def test_what_does_not_is_a_negative_verdict(paid_town: str, capfd: pytest.CaptureFixture[str]) -> None:
    asyncio.run(_spoil(paid_town))
    code, told = reconciled(capfd, paid_town, "--ask")
    says = [finding["says"] for finding in told["findings"] if finding["kind"] == "UNBALANCED"]
    assert (code, says) == (1, ["CANCELLED: 290.00 ordered, 290.00 kept"])


def test_a_provider_that_is_not_there_is_bad_use(paid_town: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["payments", "reconcile", "--provider", "none", "--database-url", paid_town]) == 2
    assert "--provider: there is no none" in capfd.readouterr().err


def test_a_merchant_is_told_and_told_anew(paid_town: str, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["payments", "merchant", "--provider", str(at.CLUB), "--method", "EMBEDDED", "--database-url", paid_town]
    assert main([*words, "--sub-merchant", "club"]) == 0
    assert main([*words, "--sub-merchant", "club-2", "--merchant", "city", "--commission", "5"]) == 0
    assert main([*words, "--sub-merchant", "club-2", "--commission", "5"]) == 2
    assert "--merchant: say who keeps the commission" in capfd.readouterr().err
