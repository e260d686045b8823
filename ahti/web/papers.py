"""Knows how invoices and credit notes are had as PDFs: GET /invoices/ID.pdf, signed in or with ?token= of the order."""

from dataclasses import dataclass
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ahti.clock import Clock
from ahti.db import Database
from ahti.papers.invoices import InvoicePaper, print_invoice
from ahti.web.authentication import Recognise
from ahti.web.sheets import Sheet, had_as_pdf
from harbors.access.records import Principal
from harbors.chance import Chance
from harbors.invoices.records import InvoiceId
from harbors.invoices.refusals import unknown_invoice
from harbors.invoices.showing import show_invoice
from schema import ids
from schema.errors import BadInput

INVOICES_PATH = "/invoices/{id}.pdf"


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
        """The paper, or why not."""
        return await had_as_pdf(request, self.recognise, self._paper)

    async def _paper(self, identifier: str, principal: Principal, token: str | None) -> Sheet:
        async with self.database.unit_of_work(principal) as connection:
            shown = await show_invoice(
                connection, _key(identifier), by=principal, token=token, now=self.clock.now(), chance=self.chance
            )
        paper = InvoicePaper(invoice=shown.invoice, order=shown.order, payee=shown.payee, credits=shown.credits)
        return Sheet(paper.invoice.number, partial(print_invoice, paper))


def _key(identifier: str) -> InvoiceId:
    """Raises ``NotFound``."""
    try:
        return InvoiceId(ids.decode_as("Invoice", identifier))
    except BadInput:
        raise unknown_invoice() from None
