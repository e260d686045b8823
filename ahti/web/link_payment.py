"""Knows how an order is paid from the page of a mailed link: the way to the payment page, and thanks after it.

The page that begins a payment links to the gateway, and does not lead there by itself: browsers keep forms at home.
"""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from html import escape
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ahti.cashier.counter import Counter
from ahti.web.mailed import said
from ahti.web.negotiation import choose_language
from harbors.access.commands import act_as_system
from harbors.errors import HarborError, NotFound
from harbors.orders.records import OrderId
from harbors.orders.refusals import unknown_order
from harbors.payments.commands import Attempt, start_payment
from harbors.payments.reads import payment_with
from harbors.payments.records import PaymentId
from harbors.settlements.commands import hold_for_settling
from harbors.sql import Connection
from harbors.text import Language, Translated

# The order that is to be paid, of what has this id, for whoever has the capability of its link. Raises ``NotFound``.
OrderOf = Callable[[Connection, UUID, str], Awaitable[OrderId]]
_ONWARD = Translated(fi="Maksu alkaa", sv="Betalningen börjar", en="Your payment begins")
_LINK = Translated(fi="Siirry maksusivulle", sv="Gå till betalningssidan", en="Go on to the payment page")
_LATER = Translated(
    fi="Maksusivu ei vastaa juuri nyt. Yritä hetken päästä uudelleen.",
    sv="Betalningssidan svarar inte just nu. Försök igen om en stund.",
    en="The payment page does not answer just now. Please try again in a moment.",
)
_THANKS = Translated(fi="Kiitos!", sv="Tack!", en="Thank you!")
_TOLD = Translated(
    fi="Kun maksu on saapunut, saat siitä viestin.",
    sv="När betalningen har kommit får du ett meddelande.",
    en="Once the payment has arrived you get a message.",
)


@dataclass(frozen=True, slots=True)
class LinkPayment:
    """Answers whoever has the link of what stands below ``path``."""

    path: str
    order_of: OrderOf
    unit_of_work: Callable[[], AbstractAsyncContextManager[Connection]]
    counter: Counter

    @property
    def routes(self) -> list[Route]:
        """What stands at which path."""
        return [
            Route(f"{self.path}/{{id}}/pay", self.pay, methods=["POST"]),
            Route(f"{self.path}/{{id}}/paid", self.thank, methods=["GET"]),
        ]

    async def pay(self, request: Request) -> Response:
        """Begin to pay, and tell where it goes on. What is begun twice and paid twice is given back once."""
        language = choose_language(request.headers.get("accept-language"))
        try:
            id = await self._begin(_key(request), request.query_params.get("token", ""))
        except HarborError as refusal:
            status = 404 if isinstance(refusal, NotFound) else 409
            return said(refusal.problems[0].message, language, status=status)
        await self.counter.begin(id)
        async with self.unit_of_work() as connection:
            await act_as_system(connection)
            payment = await payment_with(connection, id)
        if payment.href is None:
            return said(_LATER, language, status=503)
        return said(_ONWARD, language, body=_onward(payment.href, language))

    async def thank(self, request: Request) -> Response:
        """The way back: it opens nothing, and tells what comes next."""
        language = choose_language(request.headers.get("accept-language"))
        return said(_THANKS, language, body=f"<p>{escape(_TOLD.in_language(language) or '')}</p>")

    async def _begin(self, id: UUID, token: str) -> PaymentId:
        """The attempt, which is committed before the gateway hears of it. Raises ``HarborError``."""
        till = self.counter.till
        async with self.unit_of_work() as connection:
            order = await hold_for_settling(connection, await self.order_of(connection, id, token))
            attempt = Attempt(
                method=self.counter.methods[0], return_url=f"{till.url}{self.path}/{id}/paid", own_url=till.url
            )
            payment = await start_payment(
                connection,
                order,
                attempt,
                offered=self.counter.methods,
                now=till.clock.now(),
                chance=till.chance,
            )
        return payment.id


def _onward(href: str, language: Language) -> str:
    return f'<p><a href="{escape(href)}" rel="noreferrer">{escape(_LINK.in_language(language) or "")}</a></p>'


def _key(request: Request) -> UUID:
    try:
        return UUID(request.path_params["id"])
    except ValueError:
        raise unknown_order() from None
