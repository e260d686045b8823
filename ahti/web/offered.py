"""Knows the page to which the link of an offer leads: what is offered, at which price, until when, how to answer."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ahti.clock import Clock
from ahti.web.mailed import said
from ahti.web.negotiation import choose_language
from harbors.allocations.records import DeclineReason
from harbors.chance import Chance
from harbors.errors import HarborError, NotFound
from harbors.offers.closing import decline_offer
from harbors.offers.commands import accept_offer
from harbors.offers.reads import offer_with, require_answerable
from harbors.offers.records import OfferId, OfferStatus
from harbors.offers.refusals import unknown_offer
from harbors.offers.showing import Shown, show_offer
from harbors.orders.records import OrderId
from harbors.sql import Connection
from harbors.text import Language, Translated, told_amount

OFFERED_PATH = "/offers/{id}"
_STANDS = {
    OfferStatus.OPEN: Translated(
        fi="Sinulle tarjotaan paikkaa", sv="Du erbjuds en plats", en="You are offered a place"
    ),
    OfferStatus.ACCEPTED: Translated(fi="Paikka on sinun", sv="Platsen är din", en="The place is yours"),
    OfferStatus.DECLINED: Translated(
        fi="Olet hylännyt tarjouksen", sv="Du har avböjt erbjudandet", en="You have declined the offer"
    ),
    OfferStatus.EXPIRED: Translated(
        fi="Tarjous on rauennut", sv="Erbjudandet har förfallit", en="The offer has expired"
    ),
    OfferStatus.WITHDRAWN: Translated(
        fi="Tarjous on peruttu", sv="Erbjudandet är återtaget", en="The offer has been withdrawn"
    ),
}
_PLACE = Translated(fi="Paikka: {told}", sv="Plats: {told}", en="Place: {told}")
_TIME = Translated(fi="Aika: {told}", sv="Tid: {told}", en="Time: {told}")
_PRICE = Translated(
    fi="Hinta: {told}, arvonlisävero mukana",
    sv="Pris: {told}, mervärdesskatten inräknad",
    en="Price: {told}, VAT included",
)
_UNTIL = Translated(fi="Maksa viimeistään {told}", sv="Betala senast {told}", en="Pay by {told}")
_REFERENCE = Translated(fi="Tarjous {told}", sv="Erbjudande {told}", en="Offer {told}")
_PAY = Translated(
    fi="Maksaminen on tarjouksen hyväksymistä.",
    sv="Genom att betala godkänner du erbjudandet.",
    en="By paying you accept the offer.",
)
_ELSEWHERE = Translated(
    fi="Maksa palvelussa, jota käytät. Maksaminen on tarjouksen hyväksymistä.",
    sv="Betala i den tjänst som du använder. Genom att betala godkänner du erbjudandet.",
    en="Pay where you use the service. By paying you accept the offer.",
)
_PAY_NOW = Translated(
    fi="Hyväksy ja maksa (velvoittaa maksamaan)",
    sv="Godkänn och betala (förpliktar till betalning)",
    en="Accept and pay (this obliges to pay)",
)
_INVOICED = Translated(
    fi="Lasku on annettu: näet sen kirjeestä.",
    sv="Fakturan är given: du ser den i brevet.",
    en="You have the invoice: see the letter.",
)
_ACCEPT = Translated(
    fi="Hyväksy ja pyydä lasku (velvoittaa maksamaan)",
    sv="Godkänn och be om faktura (förpliktar till betalning)",
    en="Accept by invoice (this obliges to pay)",
)
_DECLINE = Translated(fi="Hylkää tarjous", sv="Avböj erbjudandet", en="Decline the offer")
_LETTER = Translated(fi="Tarjous kirjeenä (PDF)", sv="Erbjudandet som brev (PDF)", en="The offer as a letter (PDF)")
_GONE = Translated(fi="Linkki ei ole voimassa.", sv="Länken gäller inte.", en="The link is not good any more.")


@dataclass(frozen=True, slots=True)
class Offered:
    """Answers whoever has the link of an offer; nobody signs in here. ``pays``: a gateway takes money."""

    unit_of_work: Callable[[], AbstractAsyncContextManager[Connection]]
    clock: Clock
    chance: Chance
    pays: bool = False

    @property
    def routes(self) -> list[Route]:
        """What stands at which path."""
        return [
            Route(OFFERED_PATH, self.show, methods=["GET"]),
            Route(f"{OFFERED_PATH}/accept", self.accept, methods=["POST"]),
            Route(f"{OFFERED_PATH}/decline", self.decline, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """What is offered, and how to answer."""
        language = choose_language(request.headers.get("accept-language"))
        token = request.query_params.get("token", "")
        try:
            async with self.unit_of_work() as connection:
                shown = await show_offer(connection, _key(request), token=token, language=language)
        except NotFound:
            return said(_GONE, language, status=404)
        return said(_STANDS[shown.offer.status], language, body=_body(shown, token, language, pays=self.pays))

    async def accept(self, request: Request) -> Response:
        """Take the offer by invoice, and show where it stands."""
        token = request.query_params.get("token", "")
        try:
            async with self.unit_of_work() as connection:
                await accept_offer(connection, _key(request), token=token, now=self.clock.now(), chance=self.chance)
        except HarborError as refusal:
            return _refused(request, refusal)
        return _back(request, token)

    async def decline(self, request: Request) -> Response:
        """Say no, and show where it stands."""
        token, reason = request.query_params.get("token", ""), DeclineReason.NOT_WANTED
        try:
            async with self.unit_of_work() as connection:
                await decline_offer(
                    connection, _key(request), token=token, reason=reason, now=self.clock.now(), chance=self.chance
                )
        except HarborError as refusal:
            return _refused(request, refusal)
        return _back(request, token)


async def order_of_offer(connection: Connection, id: UUID, token: str) -> OrderId:
    """The order of the offer of a link. Raises ``NotFound``."""
    await require_answerable(connection, OfferId(id), token)
    return (await offer_with(connection, OfferId(id))).order_id


def _body(shown: Shown, token: str, language: Language, *, pays: bool) -> str:
    offer = shown.offer
    facts = [
        (_PLACE, shown.place),
        (_TIME, shown.days),
        (_PRICE, told_amount(shown.price, language)),
        (_REFERENCE, offer.reference),
    ]
    if offer.status is not OfferStatus.OPEN:
        return _told(facts, language)
    parts = [_told([*facts, (_UNTIL, shown.until)], language)]
    told = _INVOICED if offer.accepted_at else _PAY if pays or offer.terms.by_invoice else _ELSEWHERE
    parts.append(_paragraph(told.in_language(language)))
    if pays:
        parts.append(_form("pay", _PAY_NOW, offer.id, token, language))
    if offer.terms.by_invoice and offer.accepted_at is None:
        parts.append(_form("accept", _ACCEPT, offer.id, token, language))
    parts.append(_form("decline", _DECLINE, offer.id, token, language))
    letter = escape(_LETTER.in_language(language) or "")
    parts.append(f'<p><a href="/offers/{offer.id}.pdf?token={escape(token)}">{letter}</a></p>')
    return "".join(parts)


def _told(facts: list[tuple[Translated, str]], language: Language) -> str:
    return "".join(_paragraph(words.with_figures(told=told).in_language(language)) for words, told in facts)


def _paragraph(text: str | None) -> str:
    return f"<p>{escape(text or '')}</p>"


def _form(act: str, words: Translated, id: OfferId, token: str, language: Language) -> str:
    said = escape(words.in_language(language) or "")
    return f'<form method="post" action="/offers/{id}/{act}?token={escape(token)}"><button>{said}</button></form>'


def _refused(request: Request, refusal: HarborError) -> Response:
    language = choose_language(request.headers.get("accept-language"))
    status = 404 if isinstance(refusal, NotFound) else 409
    return said(refusal.problems[0].message, language, status=status)


def _back(request: Request, token: str) -> Response:
    return RedirectResponse(f"/offers/{_key(request)}?{urlencode({'token': token})}", status_code=303)


def _key(request: Request) -> OfferId:
    try:
        return OfferId(UUID(request.path_params["id"]))
    except ValueError:
        raise unknown_offer() from None
