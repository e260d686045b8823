"""Knows a gateway of the tests' own: a real service on this machine that takes money when a test says so."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ahti.gateways.payments.records import (
    AskedPayment,
    AskedRefund,
    Callback,
    Created,
    Forged,
    GatewayDown,
    GatewayRefused,
    GatewayStatus,
    RefundCallback,
    RefundTold,
    Told,
)
from harbors.payments.records import Method

KEY = b"between the two of us"


def signature(query: Mapping[str, str]) -> str:
    text = "\n".join(f"{name}:{query[name]}" for name in sorted(query) if name != "signature")
    return hmac.new(KEY, text.encode(), "sha256").hexdigest()


def signed(**query: str) -> dict[str, str]:
    return query | {"signature": signature(query)}


@dataclass
class House:
    """The service behind the gateway: what it was asked, and how it behaves."""

    payments: dict[str, dict[str, str]] = field(default_factory=dict)
    refunds: dict[str, dict[str, str]] = field(default_factory=dict)
    down: bool = False
    refuses: bool = False
    refund_status: str = "OK"

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/payments", self._create, methods=["POST"]),
                Route("/payments/{id}", self._tell),
                Route("/refunds", self._refund, methods=["POST"]),
            ]
        )

    def pays(self, transaction_id: str, status: str = "OK", **told: str) -> dict[str, str]:
        """A payer pays, or does not; what the gateway calls us with."""
        payment = self.payments[transaction_id]
        payment |= {"status": status, **told}
        return signed(transaction=transaction_id, stamp=payment["stamp"], status=status)

    async def _create(self, request: Request) -> Response:
        asked = await request.json()
        if self.down or self.refuses:
            return Response(status_code=503 if self.down else 400)
        id = f"t-{asked['stamp']}"
        self.payments.setdefault(id, {**asked, "status": "NEW"})
        return JSONResponse({"id": id, "href": f"https://pay.example/{id}"})

    async def _tell(self, request: Request) -> Response:
        found = self.payments.get(request.path_params["id"])
        if self.down or found is None:
            return Response(status_code=503 if self.down else 404)
        return JSONResponse(found)

    async def _refund(self, request: Request) -> Response:
        asked = await request.json()
        if self.down or self.refuses:
            return Response(status_code=503 if self.down else 400)
        self.refunds.setdefault(asked["stamp"], asked)
        return JSONResponse({"status": self.refund_status})


@dataclass(frozen=True, slots=True)
class LocalGateway:
    """The gateway as the service speaks with it."""

    client: httpx.AsyncClient
    method: Method = Method.EMBEDDED

    async def create(self, asked: AskedPayment) -> Created:
        told = {"stamp": str(asked.stamp), "amount": str(asked.amount), "reference": asked.reference}
        answer = await self._ask("POST", "payments", told)
        return Created(transaction_id=answer["id"], href=answer["href"])

    async def fetch(self, transaction_id: str) -> Told:
        told = await self._ask("GET", f"payments/{transaction_id}", None)
        return Told(
            transaction_id=transaction_id,
            stamp=UUID(told["stamp"]),
            status=GatewayStatus(told["status"]),
            amount=Decimal(told["amount"]),
            reference=told["reference"],
        )

    async def refund(self, asked: AskedRefund) -> RefundTold:
        told = {"stamp": str(asked.refund_stamp), "amount": str(asked.amount), "payment": asked.transaction_id}
        return RefundTold(status=GatewayStatus((await self._ask("POST", "refunds", told))["status"]))

    def callback(self, query: Mapping[str, str]) -> Callback:
        _check(query)
        status = GatewayStatus(query["status"])
        return Callback(transaction_id=query["transaction"], stamp=UUID(query["stamp"]), status=status)

    def refund_callback(self, query: Mapping[str, str]) -> RefundCallback:
        _check(query)
        return RefundCallback(refund_stamp=UUID(query["stamp"]), status=GatewayStatus(query["status"]))

    async def _ask(self, verb: str, path: str, body: dict[str, str] | None) -> dict[str, str]:
        answer = await self.client.request(verb, path, json=body)
        if answer.status_code >= 500:
            raise GatewayDown(str(answer.status_code))
        if answer.status_code >= 400:
            raise GatewayRefused(str(answer.status_code))
        told: dict[str, str] = answer.json()
        return told


def _check(query: Mapping[str, str]) -> None:
    if not hmac.compare_digest(query.get("signature", ""), signature(query)):
        raise Forged
