"""Tenants who pay what they are offered, whatever happens: twice, late, after a failure, or not at all."""

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import httpx

from ahti.checkout.paying import Choice, press
from ahti.demonstration.lots import Lots
from schema import ids
from tests.integration.money.places import Offered
from tests.integration.money.shop import Shop

Json = dict[str, Any]

START = """
    mutation($input: StartPaymentInput!) { startPayment(input: $input) {
        payment { id status href } errors { code }
    } }
"""
DECLINE = "mutation($input: DeclineOfferInput!) { declineOffer(input: $input) { offer { status } errors { code } } }"
_PAUSE, _PATIENCE = 0.1, 60.0


class Manner(StrEnum):
    """How somebody pays."""

    ONCE = "ONCE"
    TWICE = "TWICE"
    AFTER_A_FAILURE = "AFTER_A_FAILURE"
    TOO_LATE = "TOO_LATE"
    WHILE_DECLINING = "WHILE_DECLINING"
    NEVER = "NEVER"


_MANNERS = tuple(Manner)
_SHARES = (0.60, 0.10, 0.08, 0.10, 0.06, 0.06)


@dataclass(slots=True)
class Tenant:
    """One of them, with one offer."""

    offered: Offered
    lots: Lots
    shop: Shop
    http: httpx.AsyncClient

    @property
    def manner(self) -> Manner:
        """Each is there once, however few there are; then lots are drawn."""
        number = self.offered.number
        return _MANNERS[number if number < len(_MANNERS) else self.lots.weighed("manner", _SHARES)]

    async def act(self, expire: Any) -> None:
        """Pay in one's own manner; ``expire`` has the offer end as if its days were over."""
        match self.manner:
            case Manner.ONCE:
                await self._pay(await self._start("first"))
            case Manner.TWICE:
                first, second = await self._start("first"), await self._start("second")
                await asyncio.gather(self._pay(first), self._pay(second))
            case Manner.AFTER_A_FAILURE:
                href = await self._start("first")
                await self._press(href, "fail")
                await self._pay(await self._start("second"))
            case Manner.TOO_LATE:
                href = await self._start("first")
                await expire(self.offered)
                await self._pay(href)
            case Manner.WHILE_DECLINING:
                href = await self._start("first")
                await asyncio.gather(self._pay(href), self._decline())
            case Manner.NEVER:
                await self._start("first")

    async def _start(self, attempt: str) -> str | None:
        """Where to pay; ``None`` where there is nothing to be paid any more."""
        made = self.offered.made
        asked = {
            "orderId": ids.encode("Order", made.offer.order_id),
            "token": made.token,
            "method": "EMBEDDED",
            "returnUrl": self.shop.address,
            "idempotencyKey": f"{self.lots.seed}/{self.lots.number}/{attempt}",
        }
        deadline = asyncio.get_running_loop().time() + _PATIENCE
        while True:
            answer = await self._ask(START, asked)
            if answer is not None:
                told = answer["startPayment"]
                if told["errors"]:
                    return None
                if told["payment"]["href"] is not None:
                    return str(told["payment"]["href"])
            assert asyncio.get_running_loop().time() < deadline, f"nowhere to pay within {_PATIENCE} s: {answer}"
            await asyncio.sleep(_PAUSE)  # ours is being killed, or the page does not answer

    async def _pay(self, href: str | None) -> None:
        if href is not None:
            await self._press(href, "pay")

    async def _press(self, href: str | None, choice: Choice) -> None:
        """Press the button, and go back where the page says; who is killed there meanwhile is no matter."""
        if href is None:
            return
        answer = await press(href, choice)
        if answer.has_redirect_location:
            try:
                await self.http.get(answer.headers["location"])
            except httpx.TransportError:
                return

    async def _decline(self) -> None:
        made = self.offered.made
        asked = {"offerId": ids.encode("Offer", made.offer.id), "token": made.token, "reason": "NOT_WANTED"}
        await self._ask(DECLINE, asked)

    async def _ask(self, document: str, input: Json) -> Json | None:
        """The data of an answer; ``None`` while somebody is being killed."""
        try:
            response = await self.http.post(
                f"{self.shop.address}graphql", json={"query": document, "variables": {"input": input}}
            )
        except httpx.TransportError:
            return None
        body: Json = response.json()
        if "errors" in body:
            codes = {error["extensions"]["code"] for error in body["errors"]}
            assert codes <= {"INTERNAL", "IDEMPOTENCY_IN_FLIGHT", "RATE_LIMITED"}, body
            return None
        data: Json = body["data"]
        return data
