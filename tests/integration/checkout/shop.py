"""Knows a shop of tests: it asks the page over real sockets, and writes down what it is told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import httpx
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route, Router

from ahti.chance import SystemChance
from ahti.checkout.app import PATH, open_checkout
from ahti.checkout.mischief import NONE, Mischief
from ahti.clock import SystemClock
from ahti.gateways.payments.embedded import Embedded
from ahti.gateways.payments.records import AskedItem, AskedPayment, AskedRefund, Callback, RefundCallback
from ahti.gateways.payments.wire import open_client
from ahti.web.server import address_of, open_socket, served_beside
from harbors.chance import draw_id
from harbors.text import Language

SECRET = SecretStr("a secret of tests")


@dataclass(slots=True)
class Shop:
    """Takes calls; refuses the first ``refuses`` of them."""

    address: str = ""
    refuses: int = 0
    calls: list[dict[str, str]] = field(default_factory=list)

    async def called(self, request: Request) -> Response:
        if self.refuses:
            self.refuses -= 1
            return Response(status_code=503)
        self.calls.append(dict(request.query_params))
        return Response(status_code=200)

    def asked(
        self, amount: str = "290.00", *, stamp: UUID | None = None, reference: str = "K7M39-QXW4R"
    ) -> AskedPayment:
        return AskedPayment(
            stamp=stamp or draw_id(SystemChance()),
            reference=reference,
            amount=Decimal(amount),
            items=(AskedItem(text="Venepaikka A 12", code="BERTH", amount=Decimal(amount), vat_rate=Decimal("25.50")),),
            payer_email="aino@example.org",
            payer_name="Aino Aalto",
            language=Language.FI,
            return_url=f"{self.address}return",
            cancel_url=f"{self.address}cancel",
            callback_url=f"{self.address}called",
        )

    def refund(self, transaction_id: str, amount: str, *, stamp: UUID | None = None) -> AskedRefund:
        return AskedRefund(
            transaction_id=transaction_id,
            amount=Decimal(amount),
            refund_stamp=stamp or draw_id(SystemChance()),
            reference="K7M39-QXW4R",
            callback_url=f"{self.address}called?of=refund",
        )

    def heard(self, gateway: Embedded) -> list[Callback]:
        return [gateway.callback(call) for call in self.calls if call["ahti-kind"] == "payment"]

    def heard_of_refunds(self, gateway: Embedded) -> list[RefundCallback]:
        return [gateway.refund_callback(call) for call in self.calls if call["ahti-kind"] == "refund"]


@asynccontextmanager
async def open_shop() -> AsyncIterator[Shop]:
    shop = Shop()
    with open_socket("127.0.0.1", 0) as listener:
        shop.address = address_of(listener)
        async with served_beside(Router(routes=[Route("/called", shop.called)]), listener):
            yield shop


@asynccontextmanager
async def open_page(folder: Path, mischief: Mischief = NONE) -> AsyncIterator[Embedded]:
    """The page, mounted as beside the service, and its client."""
    with open_socket("127.0.0.1", 0) as listener:
        url = address_of(listener).rstrip("/") + PATH
        async with (
            open_checkout(
                folder,
                url=url,
                secret=SECRET,
                clock=SystemClock(),
                chance=SystemChance(),
                mischief=mischief,
                pause=0.01,
            ) as app,
            served_beside(Router(routes=[Mount(PATH, app=app)]), listener),
            open_client() as client,
        ):
            yield embedded_at(url, client)


def embedded_at(url: str, client: httpx.AsyncClient, *, secret: SecretStr = SECRET) -> Embedded:
    return Embedded(client=client, url=url, secret=secret, clock=SystemClock())
