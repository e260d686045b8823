"""Knows how invoices and credit notes are had as PDFs: GET /invoices/ID.pdf, signed in or with ?token= of the order."""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ahti.clock import Clock
from ahti.db import Database
from ahti.papers.invoices import InvoicePaper, print_invoice
from ahti.web.authentication import Recognise, principal_of
from ahti.web.refusals import denied
from harbors.access.records import NOBODY, Principal, Scope
from harbors.chance import Chance
from harbors.errors import NotFound
from harbors.invoices.records import InvoiceId
from harbors.invoices.refusals import unknown_invoice
from harbors.invoices.showing import show_invoice
from schema import ids
from schema.errors import ApiError, BadInput
from schema.permissions import KNOWN

INVOICES_PATH = "/invoices/{id}.pdf"
READERS = KNOWN.within(Scope.APPLICATIONS_READ)


@dataclass(frozen=True, slots=True)
class Papers:
    """Answers whoever sees the order: its payer, who has its link, and the provider's clerks."""

    database: Database
    recognise: Recognise
    clock: Clock
    chance: Chance

    @property
    def routes(self) -> list[Route]:
        """What stands at which path."""
        return [Route(INVOICES_PATH, self.answer, methods=["GET"])]

    async def answer(self, request: Request) -> Response:
        """The paper, or why not: the same whether there is none or it is another's."""
        token = request.query_params.get("token")
        try:
            principal = NOBODY if token else await principal_of(request.scope, self.recognise)
            if not token:
                READERS.check(principal)
            paper = await self._paper(_key(request.path_params["id"]), principal, token)
        except ApiError as refusal:
            return denied(refusal)
        except NotFound:
            return Response(status_code=404)
        printed = await asyncio.to_thread(print_invoice, paper)
        named = {
            "content-disposition": f'inline; filename="{paper.invoice.number}.pdf"',
            "cache-control": "no-store",
        }
        return Response(printed, media_type="application/pdf", headers=named)

    async def _paper(self, id: InvoiceId, principal: Principal, token: str | None) -> InvoicePaper:
        """Raises ``NotFound``."""
        async with self.database.unit_of_work(principal) as connection:
            shown = await show_invoice(
                connection, id, by=principal, token=token, now=self.clock.now(), chance=self.chance
            )
        return InvoicePaper(invoice=shown.invoice, order=shown.order, payee=shown.payee, credits=shown.credits)


def _key(identifier: str) -> InvoiceId:
    """Raises ``NotFound``."""
    try:
        return InvoiceId(ids.decode_as("Invoice", identifier))
    except BadInput:
        raise unknown_invoice() from None
