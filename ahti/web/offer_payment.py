"""Knows how an offer is paid from the page of its link: the way to the payment page, and the word of thanks after it.

The page that begins a payment links to the gateway, and does not lead there by itself: browsers keep forms at home.
"""

from collections.abc import Callable
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
from harbors.offers.reads import offer_with, require_answerable
from harbors.offers.records import OfferId
from harbors.offers.refusals import unknown_offer
from harbors.payments.commands import Attempt, start_payment
from harbors.payments.reads import payment_with
from harbors.payments.records import Method, PaymentId
from harbors.settlements.commands import hold_for_settling
from harbors.sql import Connection
from harbors.text import Language, Translated

PAY_PATH, THANKS_PATH = "/offers/{id}/pay", "/offers/{id}/paid"
_ONWARD = Translated(fi="Maksu alkaa", sv="Betalningen börjar", en="Your payment begins")
_LINK = Translated(fi="Siirry maksusivulle", sv="Gå till betalningssidan", en="Go on to the payment page")
_LATER = Translated(
    fi="Maksusivu ei vastaa juuri nyt. Yritä hetken päästä uudelleen.",
    sv="Betalningssidan svarar inte just nu. Försök igen om en stund.",
    en="The payment page does not answer just now. Please try again in a moment.",
)
_THANKS = Translated(fi="Kiitos!", sv="Tack!", en="Thank you!")
_TOLD = Translated(
    fi="Kun maksu on saapunut, paikka on sinun ja saat siitä viestin.",
    sv="När betalningen har kommit är platsen din, och du får ett meddelande.",
    en="Once the payment has arrived the place is yours, and you get a message.",
)


@dataclass(frozen=True, slots=True)
class OfferPayment:
    """Answers whoever has the link of an offer."""

    unit_of_work: Callable[[], AbstractAsyncContextManager[Connection]]
    counter: Counter

    @property
    def routes(self) -> list[Route]:
        """What stands at which path."""
        return [
            Route(PAY_PATH, self.pay, methods=["POST"]),
            Route(THANKS_PATH, self.thank, methods=["GET"]),
        ]

    async def pay(self, request: Request) -> Response:
        """Begin to pay, and tell where it goes on. What is pressed twice and paid twice is given back once."""
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

    async def _begin(self, id: OfferId, token: str) -> PaymentId:
        """The attempt, which is committed before the gateway hears of it. Raises ``HarborError``."""
        till = self.counter.till
        async with self.unit_of_work() as connection:
            await require_answerable(connection, id, token)
            offer = await offer_with(connection, id)
            order = await hold_for_settling(connection, offer.order_id)
            attempt = Attempt(method=_first(self.counter), return_url=f"{till.url}/offers/{id}/paid", own_url=till.url)
            payment = await start_payment(
                connection,
                order,
                attempt,
                offered=self.counter.methods,
                now=till.clock.now(),
                chance=till.chance,
            )
        return payment.id


def _first(counter: Counter) -> Method:
    """The way to pay that is set up first; routes are there only where one is."""
    return counter.methods[0]


def _onward(href: str, language: Language) -> str:
    return f'<p><a href="{escape(href)}" rel="noreferrer">{escape(_LINK.in_language(language) or "")}</a></p>'


def _key(request: Request) -> OfferId:
    try:
        return OfferId(UUID(request.path_params["id"]))
    except ValueError:
        raise unknown_offer() from None
