"""Knows the service's pages with a real local gateway behind them: somebody pays there, and comes back."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import httpx

from ahti.constraints import REFUSALS
from ahti.service import open_service
from ahti.web.app import create_app
from harbors.payments.records import Method
from schema.root import build
from tests.clocks import StoppedClock
from tests.integration.payments.local_gateway import House, LocalGateway, signed
from tests.integration.web.local_server import listening

SCHEMA = build()
OWN = "http://127.0.0.1:8000"


@dataclass(frozen=True, slots=True)
class PayingSite:
    """The pages to which mailed links lead, in English."""

    site: httpx.AsyncClient
    house: House

    async def show(self, path: str, token: str) -> httpx.Response:
        return await self.site.get(path, params={"token": token})

    async def begin(self, path: str, token: str) -> httpx.Response:
        return await self.site.post(f"{path}/pay", params={"token": token})

    async def pay(self, path: str, token: str) -> httpx.Response:
        """From the button through the payment page and back: the last page."""
        onward = await self.begin(path, token)
        [transaction] = re.findall(r'href="https://pay\.example/([^"]+)"', onward.text)
        self.house.payments[transaction]["status"] = "OK"
        stamp = self.house.payments[transaction]["stamp"]
        query = signed(transaction=transaction, stamp=stamp, status="OK")
        back = await self.site.get("payments/embedded/return", params=query)
        assert (back.status_code, token in back.headers["location"]) == (303, False)
        return await self.site.get(back.headers["location"])


@asynccontextmanager
async def paying_site(town_url: str, *, now: datetime) -> AsyncIterator[PayingSite]:
    house = House()
    with listening(house.app) as address:
        async with (
            httpx.AsyncClient(base_url=address) as client,
            open_service(
                town_url,
                schema=SCHEMA,
                clock=StoppedClock(now),
                refusals=REFUSALS,
                keeps_answers=False,
                gateways={Method.EMBEDDED: LocalGateway(client)},
            ) as service,
            httpx.AsyncClient(
                transport=httpx.ASGITransport(create_app(service)),
                base_url=OWN,
                headers={"accept-language": "en"},
            ) as site,
        ):
            yield PayingSite(site, house)
