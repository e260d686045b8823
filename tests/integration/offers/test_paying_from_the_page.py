"""An offer is paid from the page of its link: by way of a real local gateway, and back to a word of thanks."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest

from ahti.constraints import REFUSALS
from ahti.service import open_service
from ahti.web.app import create_app
from harbors.offers.records import Made, OfferStatus
from harbors.payments.records import Method
from schema.root import build
from tests.clocks import StoppedClock
from tests.integration.offers.conftest import NOW, Desk
from tests.integration.payments.local_gateway import House, LocalGateway, signed
from tests.integration.web.local_server import listening

SCHEMA = build()


@dataclass(frozen=True, slots=True)
class Page:
    """The service's pages, with a gateway behind them."""

    site: httpx.AsyncClient
    house: House

    async def show(self, made: Made) -> str:
        return (await self.site.get(f"offers/{made.offer.id}", params={"token": made.token})).text

    async def pay(self, made: Made, *, token: str | None = None) -> httpx.Response:
        return await self.site.post(f"offers/{made.offer.id}/pay", params={"token": token or made.token})


@pytest.fixture
async def page(desk: Desk, town_url: str) -> AsyncIterator[Page]:
    house = House()
    with listening(house.app) as address:
        async with (
            httpx.AsyncClient(base_url=address) as client,
            open_service(
                town_url,
                schema=SCHEMA,
                clock=StoppedClock(NOW),
                refusals=REFUSALS,
                keeps_answers=False,
                gateways={Method.EMBEDDED: LocalGateway(client)},
            ) as service,
            httpx.AsyncClient(
                transport=httpx.ASGITransport(create_app(service)),
                base_url="http://127.0.0.1:8000",
                headers={"accept-language": "en"},
            ) as site,
        ):
            yield Page(site, house)


async def test_an_offer_is_accepted_by_paying_from_its_page(desk: Desk, page: Page) -> None:
    [made] = await desk.make()
    assert "Accept and pay (this obliges to pay)" in await page.show(made)
    onward = await page.pay(made)
    [href] = re.findall(r'href="(https://pay\.example/[^"]+)"', onward.text)
    transaction = href.rsplit("/", 1)[1]
    assert page.house.payments[transaction]["amount"] == "290.00"
    page.house.payments[transaction]["status"] = "OK"
    stamp = page.house.payments[transaction]["stamp"]
    query = signed(transaction=transaction, stamp=stamp, status="OK")
    back = await page.site.get("payments/embedded/return", params=query)
    assert (back.status_code, made.token in back.headers["location"]) == (303, False)
    assert "Thank you!" in (await page.site.get(back.headers["location"])).text
    assert (await desk.offer(made.offer.id)).status is OfferStatus.ACCEPTED
    assert "The place is yours" in await page.show(made)


async def test_nothing_is_begun_without_the_link_or_once_there_is_nothing_to_pay(desk: Desk, page: Page) -> None:
    [made] = await desk.make()
    assert (await page.pay(made, token="f" * 64)).status_code == 404
    assert page.house.payments == {}
    await desk.pay(made.offer)
    assert (await page.pay(made)).status_code == 409
    assert page.house.payments == {}


async def test_gateway_that_does_not_answer_is_told_of_in_words(desk: Desk, page: Page) -> None:
    [made] = await desk.make()
    page.house.down = True
    answer = await page.pay(made)
    assert (answer.status_code, "does not answer just now" in answer.text) == (503, True)
