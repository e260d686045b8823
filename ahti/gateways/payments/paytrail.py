"""Knows Paytrail's payment API: https://docs.paytrail.com."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

import httpx
from pydantic import SecretStr

from ahti.clock import Clock
from ahti.gateways.payments.records import (
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
from ahti.gateways.payments.signatures import Algorithm, is_signed, sign
from ahti.gateways.payments.telling import payment_asked, refund_asked
from ahti.gateways.payments.terms import PAYTRAIL_URL
from ahti.gateways.payments.wire import Answered, ask, euros, object_in
from harbors.chance import Chance, draw_id
from harbors.payments.records import GatewayStatus, Method

_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Paytrail:
    """A merchant's account, or that of a shop-in-shop, under which other merchants sell."""

    client: httpx.AsyncClient
    account: str
    secret: SecretStr = field(repr=False)
    clock: Clock
    chance: Chance
    url: str = PAYTRAIL_URL
    shop_in_shop: bool = False
    algorithm: Algorithm = Algorithm.SHA256

    @property
    def method(self) -> Method:
        return Method.PAYTRAIL

    async def create(self, asked: AskedPayment) -> Created:
        told = await self._ask("POST", "/payments", payment_asked(asked, shop_in_shop=self.shop_in_shop))
        return Created(transaction_id=_text(told, "transactionId"), href=_text(told, "href"))

    async def fetch(self, transaction_id: str) -> Told:
        told = await self._ask("GET", f"/payments/{quote(transaction_id, safe='')}", transaction_id=transaction_id)
        if _text(told, "transactionId") != transaction_id:
            raise GatewayDown("told of another payment")
        return Told(
            transaction_id=transaction_id,
            stamp=_uuid(told, "stamp"),
            status=_status(told),
            amount=euros(told.get("amount")),
            reference=_text(told, "reference"),
        )

    async def refund(self, asked: AskedRefund) -> RefundTold:
        """In a shop-in-shop less than the whole is taken from one item, which has to be large enough."""
        whole = self.shop_in_shop and (await self.fetch(asked.transaction_id)).amount == asked.amount
        body = refund_asked(asked, self._sealed(asked), by_item=self.shop_in_shop and not whole)
        path = f"/payments/{quote(asked.transaction_id, safe='')}/refund"
        told = await self._ask("POST", path, body, transaction_id=asked.transaction_id)
        number = told.get("transactionId")
        return RefundTold(status=_status(told), transaction_id=number if isinstance(number, str) else None)

    def callback(self, query: Mapping[str, str]) -> Callback:
        self._require_signed(query)
        try:
            return Callback(
                transaction_id=query["checkout-transaction-id"],
                stamp=UUID(query["checkout-stamp"]),
                status=GatewayStatus(query["checkout-status"].upper()),
            )
        except (KeyError, ValueError):
            raise Forged("it speaks of no payment") from None

    def refund_callback(self, query: Mapping[str, str]) -> RefundCallback:
        """Which refund it is stands in the address that we gave, under a seal of ours."""
        self._require_signed(query)
        try:
            stamp = UUID(query["refund"])
            honest = self._seal(stamp)
            if not hmac.compare_digest(honest.encode(), query["seal"].encode()):
                raise Forged("its seal does not hold")
            return RefundCallback(refund_stamp=stamp, status=GatewayStatus(query["checkout-status"].upper()))
        except (KeyError, ValueError):
            raise Forged("it speaks of no refund") from None

    def _sealed(self, asked: AskedRefund) -> str:
        joint = "&" if "?" in asked.callback_url else "?"
        told = {"refund": str(asked.refund_stamp), "seal": self._seal(asked.refund_stamp)}
        return f"{asked.callback_url}{joint}{urlencode(told)}"

    def _seal(self, stamp: UUID) -> str:
        return sign(self.secret, {"refund": str(stamp)}, prefix="refund")

    def _require_signed(self, query: Mapping[str, str]) -> None:
        known = query.get("checkout-algorithm") in set(Algorithm) and query.get("checkout-account") == self.account
        if not known or not is_signed(
            self.secret, query, signature=query.get("signature", ""), algorithm=Algorithm(query["checkout-algorithm"])
        ):
            raise Forged("its signature does not hold")

    async def _ask(
        self, method: str, path: str, asked: Mapping[str, Any] | None = None, *, transaction_id: str | None = None
    ) -> dict[str, Any]:
        body = json.dumps(asked, ensure_ascii=False, separators=(",", ":")).encode() if asked is not None else b""
        headers = self._headers(method, transaction_id)
        headers["signature"] = sign(self.secret, headers, body, algorithm=self.algorithm)
        if body:
            headers["content-type"] = "application/json; charset=utf-8"
        answer = await ask(self.client, method, self.url.rstrip("/") + path, body, headers)
        self._require_honest(answer)
        return object_in(answer.body)

    def _headers(self, method: str, transaction_id: str | None) -> dict[str, str]:
        headers = {
            "checkout-account": self.account,
            "checkout-algorithm": self.algorithm.value,
            "checkout-method": method,
            "checkout-nonce": str(draw_id(self.chance)),
            "checkout-timestamp": self.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "platform-name": "ahti",
        }
        return headers | ({"checkout-transaction-id": transaction_id} if transaction_id else {})

    def _require_honest(self, answer: Answered) -> None:
        """What is not signed by Paytrail decides nothing, not even a refusal."""
        values = {name.lower(): text for name, text in answer.headers.items()}
        signature = values.get("signature", "")
        of_us = values.get("checkout-account", self.account) == self.account
        if not of_us or not is_signed(self.secret, values, answer.body, signature=signature, algorithm=self.algorithm):
            raise GatewayDown(f"answered {answer.status}, with a signature that does not hold")
        if answer.is_refusal:
            raise GatewayRefused(_reason(answer))
        if not answer.is_success:
            raise GatewayDown(f"answered {answer.status}")


def _reason(answer: Answered) -> str:
    try:
        told = object_in(answer.body)
    except GatewayDown:
        told = {}
    words = " ".join(str(told.get("message", "")).split())
    return f"{answer.status} {words}".strip()[:_LONGEST_REASON]


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not value:
        raise GatewayDown(f"told no {name}")
    return value


def _uuid(told: Mapping[str, Any], name: str) -> UUID:
    try:
        return UUID(_text(told, name))
    except ValueError:
        raise GatewayDown(f"told a {name} that is none of ours") from None


def _status(told: Mapping[str, Any]) -> GatewayStatus:
    try:
        return GatewayStatus(_text(told, "status").upper())
    except ValueError:
        raise GatewayDown("told a status that is unknown") from None
