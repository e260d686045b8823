"""Invoices over HTTP: to who sees the order, and to nobody who merely knows a number."""

from collections.abc import Awaitable, Callable
from io import BytesIO

import httpx
import pytest
from pypdf import PdfReader

from ahti.chance import SystemChance
from ahti.db import Database
from ahti.web.app import create_app
from ahti.web.papers import Papers
from harbors.access.commands import act_as_system
from harbors.access.records import NOBODY, Principal
from harbors.invoices.records import Invoice
from schema import ids
from tests import harbor_town as at
from tests.cast import CAST
from tests.clocks import StoppedClock
from tests.integration.invoices.test_invoices import invoiced
from tests.integration.orders.conftest import opened
from tests.integration.web.demo_service import demo_service
from tests.papers import read_text

TOKEN = "5e" * 32
Get = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
async def invoice(books: Database) -> Invoice:
    return await invoiced(books, await opened(books, token=TOKEN))


@pytest.fixture
def get(books: Database, invoice: Invoice) -> Get:
    async def get(principal: Principal = NOBODY, *, id: str | None = None, token: str | None = None) -> httpx.Response:
        async def recognise(_token: str) -> Principal:
            return principal

        papers = Papers(books, recognise, StoppedClock(at.AFTER), SystemChance())
        app = create_app(demo_service(), routes=papers.routes)
        headers = {} if principal is NOBODY else {"authorization": "Bearer x"}
        path = f"/invoices/{id or ids.encode('Invoice', invoice.id)}.pdf"
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://ahti") as client:
            return await client.get(path, headers=headers, params={} if token is None else {"token": token})

    return get


@pytest.mark.parametrize("name", ["victim", "clerk"])
async def test_payer_and_clerk_get_the_invoice(get: Get, invoice: Invoice, name: str) -> None:
    answer = await get(CAST[name])
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["cache-control"] == "no-store"
    assert f"Faktura {invoice.number}" in read_text(answer.content)
    assert PdfReader(BytesIO(answer.content)).trailer["/Root"]["/Lang"] == "sv-FI"  # type: ignore[index]  # pypdf says any object


async def test_the_link_of_the_order_opens_its_invoice_to_who_is_not_signed_in(get: Get) -> None:
    answer = await get(token=TOKEN)
    assert (answer.status_code, answer.headers["referrer-policy"]) == (200, "no-referrer")


@pytest.mark.parametrize("token", ["5f" * 32, "' OR true --", "", "x"])
async def test_no_other_token_opens_it(get: Get, token: str) -> None:
    assert (await get(token=token)).status_code == (404 if token else 401)


@pytest.mark.parametrize("name", ["stranger", "stranger's clerk", "viewer"])
async def test_to_others_it_is_as_if_there_were_none(get: Get, name: str) -> None:
    hidden, nothing = await get(CAST[name]), await get(CAST[name], id=ids.encode("Invoice", at.key("no", "invoice")))
    assert (hidden.status_code, nothing.status_code) == (404, 404)
    assert hidden.content == nothing.content


async def test_who_is_nobody_has_to_sign_in(get: Get) -> None:
    assert (await get()).status_code == 401


@pytest.mark.parametrize("written", ["number", "reference", "sequence"])
async def test_what_is_printed_on_an_invoice_opens_it_to_nobody(get: Get, invoice: Invoice, written: str) -> None:
    told = str(getattr(invoice, written))
    assert (await get(id=told, token=told.replace("-", ""))).status_code == 404
    assert (await get(CAST["victim"], id=told)).status_code == 404


async def test_a_clerks_look_is_kept_and_the_payers_is_not(books: Database, get: Get) -> None:
    await get(CAST["victim"])
    await get(CAST["clerk"])
    async with books.unit_of_work() as connection:
        await act_as_system(connection)
        looks = await connection.fetch("SELECT operation, person_id FROM audit_entries WHERE subject_type = 'Order'")
    assert [(row["operation"], row["person_id"]) for row in looks] == [("READ", CAST["victim"].person_id)]
