"""Knows the addresses at which gateways tell of payments and send payers back: nothing is believed without a check."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from ahti.cashier.hearing import hear_call, hear_refund_call
from ahti.cashier.paying import Till, Transaction
from ahti.gateways.payments.records import Forged
from ahti.web.mailed import said
from ahti.web.negotiation import choose_language
from harbors.payments.records import EventKind, Method, Payment
from harbors.text import Translated
from schema import ids

log = logging.getLogger(__name__)

_LONGEST_QUERY = 8_000
_QUIET = {"cache-control": "no-store", "referrer-policy": "no-referrer"}
_FORGED = Translated(
    fi="Tämä ei tullut maksupalvelulta.",
    sv="Det här kom inte från betaltjänsten.",
    en="This did not come from the payment service.",
)
_UNKNOWN = Translated(fi="Maksua ei löydy.", sv="Betalningen finns inte.", en="There is no such payment.")
Answer = Callable[[Request, Method], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class PaymentCalls:
    """The addresses of all gateways that there are."""

    till: Till
    transaction: Transaction

    @property
    def routes(self) -> Sequence[Route]:
        ways: dict[str, Answer] = {
            "return": self._come_back,
            "cancel": self._come_back,
            "callback": self._call,
            "refund-callback": self._refund_call,
        }
        return [
            Route(f"/payments/{method.lower()}/{what}", self._of(method, answer))
            for method in self.till.gateways
            for what, answer in ways.items()
        ]

    def _of(self, method: Method, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def guarded(request: Request) -> Response:
            if len(request.url.query) > _LONGEST_QUERY:
                return _refused(request)
            try:
                return await answer(request, method)
            except Forged:
                log.warning("What came to %s was not signed by the gateway", request.url.path)
                return _refused(request)

        return guarded

    async def _come_back(self, request: Request, method: Method) -> Response:
        """The payer's browser: what it brings is checked like a call of the gateway, since it may be the first."""
        kind = EventKind.CANCEL if request.url.path.endswith("cancel") else EventKind.RETURN
        payment = await hear_call(self.till, method, kind, request.query_params, self.transaction)
        if payment is None or payment.return_url is None:
            return said(_UNKNOWN, choose_language(request.headers.get("accept-language")), status=404)
        return RedirectResponse(_back(payment, payment.return_url), status_code=303, headers=_QUIET)

    async def _call(self, request: Request, method: Method) -> Response:
        await hear_call(self.till, method, EventKind.CALLBACK, request.query_params, self.transaction)
        return PlainTextResponse("OK", headers=_QUIET)

    async def _refund_call(self, request: Request, method: Method) -> Response:
        await hear_refund_call(self.till, method, request.query_params, self.transaction)
        return PlainTextResponse("OK", headers=_QUIET)


def _refused(request: Request) -> Response:
    return said(_FORGED, choose_language(request.headers.get("accept-language")), status=400)


def _back(payment: Payment, address: str) -> str:
    """Where the payer comes back to, which was allowed when the payment began, with what was paid: no credential."""
    parts = urlsplit(address)
    more = urlencode({"payment": ids.encode("Payment", payment.id), "order": ids.encode("Order", payment.order_id)})
    return urlunsplit(parts._replace(query=f"{parts.query}&{more}" if parts.query else more))
