"""Knows the page to which the link of a storage notice leads: what stands where, what it costs, and the way to pay."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from html import escape
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ahti.web.mailed import said
from ahti.web.negotiation import choose_language
from harbors.errors import NotFound
from harbors.orders.records import OrderId
from harbors.sql import Connection
from harbors.storage_notices.records import StorageNoticeId, StorageNoticeStatus
from harbors.storage_notices.showing import ShownNotice, order_to_pay, show_notice
from harbors.storage_notices.telling import told_m2
from harbors.text import Language, Translated, told_amount

STORED_PATH = "/storage/{id}"
_STANDS = {
    StorageNoticeStatus.NOTIFIED: Translated(
        fi="Veneesi talvisäilytys on maksamatta",
        sv="Vinterförvaringen av din båt är obetald",
        en="The winter storage of your boat is to be paid",
    ),
    StorageNoticeStatus.OVERDUE: Translated(
        fi="Maksu on myöhässä", sv="Betalningen är försenad", en="The payment is overdue"
    ),
    StorageNoticeStatus.PAID: Translated(
        fi="Talvisäilytys on maksettu", sv="Vinterförvaringen är betald", en="The winter storage is paid"
    ),
    StorageNoticeStatus.ENDED: Translated(fi="Säilytys on päättynyt", sv="Förvaringen är slut", en="Storage has ended"),
    StorageNoticeStatus.WITHDRAWN: Translated(
        fi="Ilmoitus on peruttu", sv="Anmälan är återtagen", en="The notice has been withdrawn"
    ),
}
_PLACE = Translated(fi="Paikka: {told}", sv="Plats: {told}", en="Place: {told}")
_TIME = Translated(fi="Aika: {told}", sv="Tid: {told}", en="Time: {told}")
_GROUND = Translated(fi="Ala: {told} m²", sv="Yta: {told} m²", en="Ground: {told} m²")
_DUE = Translated(
    fi="Maksettavana: {told}, arvonlisävero mukana",
    sv="Att betala: {told}, mervärdesskatten inräknad",
    en="To be paid: {told}, VAT included",
)
_UNTIL = Translated(fi="Eräpäivä: {told}", sv="Förfallodag: {told}", en="Due: {told}")
_REFERENCE = Translated(fi="Ilmoitus {told}", sv="Anmälan {told}", en="Notice {told}")
_STICKER = Translated(fi="Tarran numero: {told}", sv="Dekalens nummer: {told}", en="Number of the sticker: {told}")
_PAY = Translated(
    fi="Maksa (velvoittaa maksamaan)", sv="Betala (förpliktar till betalning)", en="Pay (this obliges to pay)"
)
_GONE = Translated(fi="Linkki ei ole voimassa.", sv="Länken gäller inte.", en="The link is not good any more.")


@dataclass(frozen=True, slots=True)
class Stored:
    """Answers whoever has the link of a notice; ``pays``: a gateway takes money."""

    unit_of_work: Callable[[], AbstractAsyncContextManager[Connection]]
    pays: bool = False

    @property
    def routes(self) -> list[Route]:
        """What stands at which path."""
        return [Route(STORED_PATH, self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """What stands there, and what is to be paid."""
        language = choose_language(request.headers.get("accept-language"))
        token = request.query_params.get("token", "")
        try:
            id = StorageNoticeId(UUID(request.path_params["id"]))
            async with self.unit_of_work() as connection:
                shown = await show_notice(connection, id, token=token, language=language)
        except (NotFound, ValueError):
            return said(_GONE, language, status=404)
        return said(_STANDS[shown.notice.status], language, body=self._body(shown, token, language))

    def _body(self, shown: ShownNotice, token: str, language: Language) -> str:
        notice = shown.notice
        facts = [
            (_PLACE, shown.place),
            (_TIME, shown.days),
            (_GROUND, told_m2(notice.boat.m2, language)),
            (_REFERENCE, notice.reference),
        ]
        if shown.sticker is not None:
            facts.append((_STICKER, str(shown.sticker)))
        if shown.due:
            facts += [(_DUE, told_amount(shown.due, language)), (_UNTIL, shown.until)]
        parts = [words.with_figures(told=told).in_language(language) or "" for words, told in facts]
        told = "".join(f"<p>{escape(part)}</p>" for part in parts)
        if not (shown.due and self.pays):
            return told
        address = f"/storage/{notice.id}/pay?token={escape(token)}"
        button = escape(_PAY.in_language(language) or "")
        return f'{told}<form method="post" action="{address}"><button>{button}</button></form>'


async def order_of_notice(connection: Connection, id: UUID, token: str) -> OrderId:
    """The order of the notice of a link that is to be paid next. Raises ``NotFound``."""
    return await order_to_pay(connection, StorageNoticeId(id), token=token)
