"""Knows the payment page as one ASGI application: what a shop asks, and what a payer sees."""

import asyncio
import hmac
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp

from ahti.checkout.asked import amount_in, object_of, payment_asked, stamp_in, url_in
from ahti.checkout.desk import Desk
from ahti.checkout.mischief import NONE, Mischief
from ahti.checkout.records import Refused
from ahti.checkout.sight import Pages
from ahti.checkout.store import Store
from ahti.checkout.telling import Teller, with_query
from ahti.clock import Clock
from ahti.gateways.payments.embedded import REQUEST_LASTS, answer_signature, request_signature
from ahti.gateways.payments.wire import open_client
from ahti.oauth.answers import Answered, see_other
from ahti.oauth.posted import posted_form
from ahti.web.bodies import BodyLimits, read_body
from harbors.chance import Chance
from harbors.payments.records import GatewayStatus
from harbors.text import Language

PATH = "/checkout"
FILE = "checkout.sqlite"
_LIMITS = BodyLimits(size=256 * 1024)
_SIGNATURE = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DONE_BY = {"pay": Desk.pay, "fail": Desk.fail, "cancel": Desk.fail}
Asked = Callable[[Request, bytes], Awaitable[Mapping[str, Any]]]


@asynccontextmanager
async def open_checkout(
    folder: Path,
    *,
    url: str,
    secret: SecretStr,
    clock: Clock,
    chance: Chance,
    mischief: Mischief = NONE,
    pause: float = 1.0,
) -> AsyncIterator[ASGIApp]:
    """The page with what stands in its folder; calls are sent for as long as the block runs. ``url``: where it is."""
    store = Store(folder / FILE)
    try:
        async with open_client() as client:
            desk = Desk(store, clock, chance, mischief)
            teller = Teller(desk, secret, client, pause)
            telling = asyncio.create_task(teller.run())
            try:
                yield Answered(Checkout(desk, teller, url=url, secret=secret).router)
            finally:
                telling.cancel()
                with suppress(asyncio.CancelledError):
                    await telling
    finally:
        store.close()


class Checkout:
    """Its routes: signed ones for the shop, and the page, whose address is the key to it."""

    def __init__(self, desk: Desk, teller: Teller, *, url: str, secret: SecretStr) -> None:
        self._desk, self._teller, self._url, self._secret = desk, teller, url.rstrip("/"), secret
        self._pages = Pages()
        self.router = Router(
            routes=[
                Route("/payments", self._signed(self._create), methods=["POST"]),
                Route("/payments/{id}", self._signed(self._payment)),
                Route("/payments/{id}/refunds", self._signed(self._refund), methods=["POST"]),
                Route("/ledger", self._signed(self._ledger)),
                Route("/pay/{id}", self._page, methods=["GET", "POST"]),
            ],
            redirect_slashes=False,
        )

    async def _create(self, _: Request, body: bytes) -> Mapping[str, Any]:
        payment = self._desk.create(payment_asked(body))
        return {"transactionId": payment.id, "href": f"{self._url}/pay/{payment.id}"}

    async def _payment(self, request: Request, _: bytes) -> Mapping[str, Any]:
        self._desk.settle()
        self._teller.wake()
        payment = self._desk.store.payment(request.path_params["id"])
        return {
            "transactionId": payment.id,
            "stamp": payment.stamp,
            "status": payment.status.value,
            "amount": payment.amount,
            "reference": payment.reference,
        }

    async def _refund(self, request: Request, body: bytes) -> Mapping[str, Any]:
        told = object_of(body)
        refund = self._desk.refund(
            request.path_params["id"],
            stamp=stamp_in(told, "refundStamp"),
            amount=amount_in(told),
            callback_url=url_in(told, "callbackUrl"),
        )
        self._teller.wake()
        return {"status": refund.status.value, "refundId": refund.id}

    async def _ledger(self, _request: Request, _body: bytes) -> Mapping[str, Any]:
        return self._desk.store.ledger()

    async def _page(self, request: Request) -> Response:
        language = _language(request)
        try:
            payment = self._desk.store.payment(request.path_params["id"])
        except Refused:
            return self._pages.message("unknown", "unknown", status=404, language=language or Language.FI)
        language = language or Language(payment.asked["language"])
        if request.method == "POST":
            return await self._decide(request, payment.id, language)
        if payment.status in {GatewayStatus.OK, GatewayStatus.PENDING}:
            return self._pages.message("paid", "paid", status=200, language=language)
        return self._pages.payment(payment, language, query=request.scope["query_string"])

    async def _decide(self, request: Request, id: str, language: Language) -> Response:
        """Twice the same button is once the same payment: the browser goes back with what is decided."""
        form = parse_qs((await posted_form(request)).decode("ascii", "replace"))
        chosen = form.get("do", [""])[0]
        if chosen not in _DONE_BY:
            return self._pages.message("refused", "refused", status=400, language=language)
        with suppress(Refused):
            _DONE_BY[chosen](self._desk, id)
        payment = self._desk.store.payment(id)
        if self._desk.mischief.strikes("early_call", payment.stamp):
            await self._teller.tell_due()
        self._teller.wake()
        if self._desk.mischief.strikes("no_redirect", payment.stamp):
            return self._pages.message("refused", "refused", status=500, language=language)
        address = payment.asked["returnUrl" if chosen == "pay" else "cancelUrl"]
        return see_other(with_query(str(address), self._teller.of_payment(payment, payment.status)))

    def _signed(self, answer: Asked) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint for the shop alone; its answers are signed, for this request and no other."""

        async def endpoint(request: Request) -> Response:
            body = await read_body(request.scope, request.receive, _LIMITS)
            signature = self._require_shop(request, body)
            if signature is None:
                return Response(status_code=401, headers={"cache-control": "no-store"})
            status, told = await self._told(answer, request, body)
            content = json.dumps(told).encode()
            signed = answer_signature(self._secret, signature, status, content)
            headers = {"ahti-signature": signed, "cache-control": "no-store"}
            return Response(content, status, headers, media_type="application/json")

        return endpoint

    async def _told(self, answer: Asked, request: Request, body: bytes) -> tuple[int, Mapping[str, Any]]:
        strikes, subject = self._desk.mischief.strikes, f"{_path(request)} {self._desk.clock.now().isoformat()}"
        if strikes("down", subject):
            return 503, {"error": "DOWN"}
        try:
            told = await answer(request, body)
        except Refused as refused:
            return 404 if str(refused) == "NO_SUCH_PAYMENT" else 422, {"error": str(refused)}
        return (503, {"error": "DOWN"}) if strikes("unsure", subject) else (200, told)

    def _require_shop(self, request: Request, body: bytes) -> str | None:
        """The signature, where it holds and is not old."""
        given, timestamp = request.headers.get("ahti-signature", ""), request.headers.get("ahti-timestamp", "")
        honest = request_signature(self._secret, request.method, _path(request), timestamp, body)
        if not _SIGNATURE.fullmatch(given) or not hmac.compare_digest(given, honest):
            return None
        try:
            age = abs(self._desk.clock.now() - datetime.fromisoformat(timestamp))
        except (ValueError, TypeError):
            return None
        return given if age <= REQUEST_LASTS else None


def _path(request: Request) -> str:
    """Below where the page is, with its query."""
    path = str(request.scope["path"]).removeprefix(str(request.scope.get("root_path", "")))
    query = request.scope["query_string"].decode("ascii", "replace")
    return f"{path}?{query}" if query else path


def _language(request: Request) -> Language | None:
    asked = request.query_params.get("ui_locales", "")
    return Language(asked) if asked in set(Language) else None
