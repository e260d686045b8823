"""Knows how our own payment page is asked, and how its word is told from a forged one."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx
from pydantic import SecretStr

from ahti.clock import Clock
from ahti.gateways.payments.records import (
    AskedItem,
    AskedPayment,
    AskedRefund,
    Callback,
    Created,
    Forged,
    GatewayDown,
    GatewayRefused,
    RefundCallback,
    RefundTold,
    Told,
)
from ahti.gateways.payments.signatures import is_signed
from ahti.gateways.payments.wire import Answered, ask, cents, euros, object_in
from harbors.payments.records import GatewayStatus, Method

# What the page adds to our addresses begins so.
PREFIX = "ahti-"
# A request is good for as long; a call for a refund, which is signed anew each time that it is sent, for longer.
REQUEST_LASTS = timedelta(minutes=5)
_CALL_LASTS = timedelta(hours=1)


def request_signature(secret: SecretStr, method: str, path: str, timestamp: str, body: bytes) -> str:
    """Of a request; ``path`` below where the page is, with its query."""
    signed = f"{method}\n{path}\n{timestamp}\n".encode() + body
    return hmac.digest(secret.get_secret_value().encode(), signed, "sha256").hex()


def answer_signature(secret: SecretStr, asked: str, status: int, body: bytes) -> str:
    """Of an answer; ``asked`` is the signature of the request that it answers, and no other."""
    signed = f"answer\n{asked}\n{status}\n".encode() + body
    return hmac.digest(secret.get_secret_value().encode(), signed, "sha256").hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """The page at ``url``. ``seller``: who sells what nobody is named for."""

    client: httpx.AsyncClient
    url: str
    secret: SecretStr = field(repr=False)
    clock: Clock
    seller: str = "Ahti"

    @property
    def method(self) -> Method:
        return Method.EMBEDDED

    async def create(self, asked: AskedPayment) -> Created:
        told = await self._ask("POST", "/payments", _payment(asked, self.seller))
        return Created(transaction_id=_text(told, "transactionId"), href=_text(told, "href"))

    async def fetch(self, transaction_id: str) -> Told:
        told = await self._ask("GET", f"/payments/{quote(transaction_id, safe='')}")
        if _text(told, "transactionId") != transaction_id:
            raise GatewayDown("told of another payment")
        return Told(
            transaction_id=transaction_id,
            stamp=_stamp(told),
            status=_status(told),
            amount=euros(told.get("amount")),
            reference=_text(told, "reference"),
        )

    async def refund(self, asked: AskedRefund) -> RefundTold:
        body = {
            "refundStamp": str(asked.refund_stamp),
            "amount": cents(asked.amount),
            "reference": asked.reference,
            "callbackUrl": asked.callback_url,
        }
        told = await self._ask("POST", f"/payments/{quote(asked.transaction_id, safe='')}/refunds", body)
        return RefundTold(status=_status(told), transaction_id=_text(told, "refundId"))

    async def ledger(self) -> Mapping[str, Any]:
        """What the page says that it took and gave back, in cents: for who checks our books against it."""
        return await self._ask("GET", "/ledger")

    def callback(self, query: Mapping[str, str]) -> Callback:
        self._require_signed(query, "payment")
        try:
            return Callback(
                transaction_id=query["ahti-transaction"],
                stamp=UUID(query["ahti-stamp"]),
                status=GatewayStatus(query["ahti-status"]),
            )
        except (KeyError, ValueError):
            raise Forged("it speaks of no payment") from None

    def refund_callback(self, query: Mapping[str, str]) -> RefundCallback:
        self._require_signed(query, "refund")
        try:
            if abs(self.clock.now() - datetime.fromisoformat(query["ahti-timestamp"])) > _CALL_LASTS:
                raise Forged("it is too old")
            return RefundCallback(refund_stamp=UUID(query["ahti-refund"]), status=GatewayStatus(query["ahti-status"]))
        except (KeyError, ValueError, TypeError):
            raise Forged("it speaks of no refund") from None

    def _require_signed(self, query: Mapping[str, str], kind: str) -> None:
        signed = is_signed(self.secret, query, signature=query.get("signature", ""), prefix=PREFIX)
        if not signed or query.get("ahti-kind") != kind:
            raise Forged("its signature does not hold")

    async def _ask(self, method: str, path: str, asked: Mapping[str, Any] | None = None) -> dict[str, Any]:
        body = json.dumps(asked, ensure_ascii=False).encode() if asked is not None else b""
        timestamp = self.clock.now().isoformat()
        signature = request_signature(self.secret, method, path, timestamp, body)
        headers = {"ahti-timestamp": timestamp, "ahti-signature": signature, "content-type": "application/json"}
        answer = await ask(self.client, method, self.url.rstrip("/") + path, body, headers)
        self._require_honest(answer, signature)
        return object_in(answer.body)

    def _require_honest(self, answer: Answered, asked: str) -> None:
        """What is not signed by the page, for this very request, decides nothing, not even a refusal."""
        honest = answer_signature(self.secret, asked, answer.status, answer.body)
        if not hmac.compare_digest(honest.encode(), answer.headers.get("ahti-signature", "").encode()):
            raise GatewayDown(f"answered {answer.status}, with a signature that does not hold")
        if answer.is_refusal:
            raise GatewayRefused(str(object_in(answer.body).get("error", answer.status)))
        if not answer.is_success:
            raise GatewayDown(f"answered {answer.status}")


def _payment(asked: AskedPayment, seller: str) -> dict[str, Any]:
    return {
        "stamp": str(asked.stamp),
        "reference": asked.reference,
        "amount": cents(asked.amount),
        "seller": asked.seller or seller,
        "items": [_item(item) for item in asked.items],
        "payer": {"name": asked.payer_name, "email": asked.payer_email},
        "language": asked.language.value,
        "returnUrl": asked.return_url,
        "cancelUrl": asked.cancel_url,
        "callbackUrl": asked.callback_url,
    }


def _item(item: AskedItem) -> dict[str, Any]:
    return {"text": item.text, "amount": cents(item.amount), "vatRate": str(item.vat_rate)}


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not value:
        raise GatewayDown(f"told no {name}")
    return value


def _stamp(told: Mapping[str, Any]) -> UUID:
    try:
        return UUID(_text(told, "stamp"))
    except ValueError:
        raise GatewayDown("told a stamp that is none of ours") from None


def _status(told: Mapping[str, Any]) -> GatewayStatus:
    try:
        return GatewayStatus(_text(told, "status"))
    except ValueError:
        raise GatewayDown("told a status that is unknown") from None
