"""Invoices over the API: asked for by who sees the order, given once, with the due date that stands."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.service import open_service
from harbors.access.commands import act_as_system
from harbors.access.records import NOBODY
from harbors.invoices.commands import name_payee
from harbors.orders.commands import hold_order, mark_expired
from harbors.orders.records import Order
from schema import ids
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.cast import CAST
from tests.clocks import StoppedClock
from tests.integration.invoices.conftest import FORM
from tests.integration.orders.conftest import NOW, opened
from tests.signed_in import CHANCE

SCHEMA = build()
TOKEN = "5e" * 32
DO = """
mutation Do($input: RequestInvoiceInput!) { requestInvoice(input: $input) {
    invoice { id kind number reference internationalReference amount dueOn creditsId pdfPath } errors { code }
} }
"""
Ask = Callable[..., Awaitable[Any]]


@pytest.fixture
async def order(books: Database) -> Order:
    return await opened(books, token=TOKEN)


@pytest.fixture
async def ask(books: Database, town_url: str, order: Order) -> AsyncIterator[Ask]:
    clock = StoppedClock(NOW)
    async with open_service(town_url, schema=SCHEMA, clock=clock, refusals=REFUSALS, keeps_answers=False) as service:

        async def ask(who: str = "nobody", token: str | None = None, key: str | None = None) -> Any:
            principal = NOBODY if who == "nobody" else CAST[who]
            told = {"orderId": ids.encode("Order", order.id), "token": token, "idempotencyKey": key}
            request = GraphQLRequest(DO, variables={"input": told})
            answer = await service.executor.execute(request, RequestFacts("test", principal=principal))
            return orjson.loads(answer.body)["data"]["requestInvoice"]

        yield ask


@pytest.mark.parametrize(("who", "token"), [("victim", None), ("nobody", TOKEN), ("clerk", None)])
async def test_who_sees_the_order_is_given_its_invoice_once(ask: Ask, who: str, token: str | None) -> None:
    first, again = await ask(who, token), await ask(who, token)
    assert first == again
    assert first["errors"] == []
    told = first["invoice"]
    assert (told["kind"], told["number"], told["amount"]) == ("INVOICE", "2027-000001", "290.00")
    # The order is open until the first instant after it.
    assert told["dueOn"] == "2027-02-20"
    assert told["internationalReference"].endswith(told["reference"])
    assert told["pdfPath"] == f"/invoices/{told['id']}.pdf"


@pytest.mark.parametrize(
    ("who", "token"), [("stranger", None), ("nobody", None), ("nobody", "5f" * 32), ("viewer", None), ("nobody", "'")]
)
async def test_who_does_not_see_the_order_gets_nothing(ask: Ask, who: str, token: str | None) -> None:
    assert await ask(who, token) == {"invoice": None, "errors": [{"code": "ORDER_UNKNOWN"}]}


async def test_a_provider_that_does_not_invoice_gives_no_invoice(books: Database, ask: Ask) -> None:
    async with books.unit_of_work() as connection:
        await act_as_system(connection)
        form = replace(FORM, invoicing=False)
        await name_payee(connection, form, provider_id=at.CLUB, now=NOW, chance=CHANCE)
    assert await ask("victim") == {"invoice": None, "errors": [{"code": "NO_INVOICING"}]}


async def test_an_order_that_is_over_is_not_invoiced(books: Database, ask: Ask, order: Order) -> None:
    async with books.unit_of_work() as connection:
        await act_as_system(connection)
        await mark_expired(connection, await hold_order(connection, order.id), now=NOW)
    assert await ask("victim") == {"invoice": None, "errors": [{"code": "ORDER_EXPIRED"}]}
