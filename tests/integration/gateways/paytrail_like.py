"""Knows a local server that behaves as Paytrail documents itself: https://docs.paytrail.com."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from ahti.gateways.payments.signatures import Algorithm, is_signed, sign
from ahti.web.server import address_of, open_socket, served_beside

_NAMES = UUID("5770642a-9a02-4ca2-8eaa-cc6260a78eb6")


@dataclass(slots=True)
class PaytrailLike:
    """Keeps payments by transaction; ``broken``: what it does instead of answering as it should."""

    account: str = "375917"
    secret: SecretStr = field(default_factory=lambda: SecretStr("SAIPPUAKAUPPIAS"))
    address: str = ""
    broken: str = ""
    payments: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: list[dict[str, Any]] = field(default_factory=list)
    nonces: set[str] = field(default_factory=set)

    async def create(self, request: Request) -> Response:
        asked, refusal = await self._read(request)
        if refusal is not None:
            return refusal
        if any(one["stamp"] == asked["stamp"] for one in self.payments.values()):
            return self._signed(400, {"status": "error", "message": "stamp is not unique"})
        if sum(item["unitPrice"] * item["units"] for item in asked["items"]) != asked["amount"]:
            return self._signed(400, {"status": "error", "message": "amount doesn't match total of items"})
        id = str(uuid5(_NAMES, asked["stamp"]))
        self.payments[id] = {**asked, "status": "new"}
        return self._signed(201, {"transactionId": id, "href": f"https://pay.paytrail.com/pay/{id}", "providers": []})

    async def fetch(self, request: Request) -> Response:
        _, refusal = await self._read(request)
        if refusal is not None:
            return refusal
        id = request.path_params["id"]
        if id not in self.payments or request.headers.get("checkout-transaction-id") != id:
            return self._signed(404, {"status": "error", "message": "transaction not found"})
        told = {name: self.payments[id][name] for name in ("status", "amount", "stamp", "reference", "currency")}
        return self._signed(200, {"transactionId": id, **told})

    async def refund(self, request: Request) -> Response:
        asked, refusal = await self._read(request)
        if refusal is not None:
            return refusal
        self.refunds.append(asked)
        return self._signed(201, {"provider": "nordea", "status": "ok", "transactionId": str(uuid5(_NAMES, "refund"))})

    def called(self, id: str, status: str, *, algorithm: Algorithm = Algorithm.SHA256) -> dict[str, str]:
        """The query of its callback for a payment."""
        payment = self.payments[id]
        told = {
            "checkout-account": self.account,
            "checkout-algorithm": algorithm.value,
            "checkout-amount": str(payment["amount"]),
            "checkout-stamp": payment["stamp"],
            "checkout-reference": payment["reference"],
            "checkout-transaction-id": id,
            "checkout-status": status,
            "checkout-provider": "nordea",
        }
        return told | {"signature": sign(self.secret, told, algorithm=algorithm)}

    async def _read(self, request: Request) -> tuple[dict[str, Any], Response | None]:
        body, headers = await request.body(), dict(request.headers)
        algorithm = Algorithm(headers.get("checkout-algorithm", "sha256"))
        ours = headers.get("checkout-account") == self.account and headers.get("checkout-method") == request.method
        if not ours or not is_signed(
            self.secret, headers, body, signature=headers.get("signature", ""), algorithm=algorithm
        ):
            return {}, self._signed(401, {"status": "error", "message": "signature mismatch"})
        nonce = headers["checkout-nonce"]
        if nonce in self.nonces:
            return {}, self._signed(400, {"status": "error", "message": "nonce was used"})
        self.nonces.add(nonce)
        return (json.loads(body) if body else {}), None

    def _signed(self, status: int, told: Mapping[str, Any]) -> Response:
        body = json.dumps(told).encode()
        if self.broken == "oversized":
            body = b" " * 600_000 + body
        if self.broken == "5xx":
            status = 502
        headers = {"checkout-account": self.account, "checkout-algorithm": "sha256", "checkout-nonce": "1"}
        signature = sign(self.secret, headers, body)
        if self.broken == "unsigned":
            return Response(body, status)
        if self.broken == "forged":
            body = body.replace(b"new", b"ok ")
        if self.broken == "cut":
            return Response(body[:-1], status, {**headers, "signature": signature})
        return Response(body, status, {**headers, "signature": signature, "request-id": "1"})


@asynccontextmanager
async def open_paytrail() -> AsyncIterator[PaytrailLike]:
    paytrail = PaytrailLike()
    routes = [
        Route("/payments", paytrail.create, methods=["POST"]),
        Route("/payments/{id}", paytrail.fetch),
        Route("/payments/{id}/refund", paytrail.refund, methods=["POST"]),
    ]
    with open_socket("127.0.0.1", 0) as listener:
        paytrail.address = address_of(listener)
        async with served_beside(Router(routes=routes), listener):
            yield paytrail
