"""The page to which the link of an offer leads, without signing in: what is offered, and how to answer."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from ahti.chance import SystemChance
from ahti.web.app import create_app
from ahti.web.offered import Offered
from harbors.access.commands import act_as_system
from harbors.invoices.commands import name_payee
from harbors.offers.records import Made, OfferStatus
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.integration.invoices.conftest import FORM
from tests.integration.offers.conftest import NOW, TERMS, Desk, draft
from tests.integration.web.demo_service import demo_service


async def page(desk: Desk, made: Made, act: str = "", *, token: str | None = None) -> httpx.Response:
    offered = Offered(desk.database.unit_of_work, StoppedClock(NOW), SystemChance())
    app = create_app(demo_service(), routes=offered.routes)
    params = {"token": made.token if token is None else token}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://ahti") as client:
        path, headers = f"/offers/{made.offer.id}", {"accept-language": "sv"}
        if act:
            return await client.post(f"{path}/{act}", params=params, headers=headers, follow_redirects=True)
        return await client.get(path, params=params, headers=headers)


async def test_the_page_tells_place_time_price_and_due_date_and_keeps_its_link_to_itself(desk: Desk) -> None:
    [made] = await desk.make()
    answer = await page(desk, made)
    assert (answer.status_code, set(answer.headers.get_list("referrer-policy"))) == (200, {"no-referrer"})
    for told in ("Du erbjuds en plats", "club A, plats 1", "10.6.2027–14.9.2027", "290,00 €", "28.2.2027"):
        assert told in answer.text
    assert "/accept" not in answer.text


@pytest.mark.parametrize("token", ["f" * 64, "", "<script>"])
async def test_without_its_capability_the_page_is_nobodys(desk: Desk, token: str) -> None:
    [made] = await desk.make()
    for act in ("", "accept", "decline"):
        answer = await page(desk, made, act, token=token)
        assert (answer.status_code, made.offer.reference in answer.text) == (404, False)
    assert (await desk.offer(made.offer.id)).status is OfferStatus.OPEN


async def test_an_offer_is_declined_on_its_page(desk: Desk) -> None:
    [made] = await desk.make()
    for _ in range(2):
        assert "Du har avböjt erbjudandet" in (await page(desk, made, "decline")).text
    assert await desk.held() == [("OFFER", "ENDED")]


async def test_an_offer_is_accepted_by_invoice_on_its_page(desk: Desk) -> None:
    async with desk.database.unit_of_work() as connection:
        await act_as_system(connection)
        await name_payee(connection, FORM, provider_id=at.CLUB, now=at.OPENS, chance=desk.chance)
    told: Any = draft(terms=replace(TERMS, by_invoice=True))
    [made] = await desk.make(told)
    assert "/accept" in (await page(desk, made)).text
    after = await page(desk, made, "accept")
    assert ("Fakturan är given" in after.text, "/accept" in after.text) == (True, False)
    await desk.pay(made.offer)
    assert (await page(desk, made, "decline")).status_code == 409
    assert "Platsen är din" in (await page(desk, made)).text
