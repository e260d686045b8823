"""Papers of the club: an order with its payee, and what a reader makes of a PDF."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from uuid import UUID

from pypdf import PdfReader

from ahti.papers.invoices import InvoicePaper
from ahti.papers.letters import OfferLetter
from harbors.invoices.records import Invoice, InvoiceId, InvoiceKind, Payee, PayeeId
from harbors.orders.records import Line, LineKind, Order, OrderId, OrderStatus, Payer, Product, Purpose, Unit
from harbors.orders.rules import contained_vat
from harbors.places.records import ProviderId
from harbors.text import Language, Translated

SOME = UUID(int=5)
AT = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
PAYEE = Payee(
    id=PayeeId(SOME),
    provider_id=ProviderId(SOME),
    name="Helsingin kaupunki",
    business_id="0201256-6",
    street_address="Työpajankatu 8",
    zip_code="00580",
    city="Helsinki",
    iban="FI7944052020036082",
    bic="HELSFIHH",
    invoicing=True,
)


def paper_line(amount: str, rate: str = "25.50", *, text: str = "Venepaikka A 12", reason: str | None = None) -> Line:
    """A line for a berth; with a reason, a change of its price."""
    euros = Decimal(amount)
    return Line(
        kind=LineKind.ADJUSTMENT if reason else LineKind.PLACE,
        product=Product.BERTH,
        text=Translated(fi=text, sv=text, en=text),
        amount=euros,
        vat_rate=Decimal(rate),
        vat_amount=contained_vat(euros, Decimal(rate)),
        unit=Unit.SEASON,
        reason=reason,
    )


LINES = (paper_line("4863.15"), paper_line("20.00", "13.50"), paper_line("-200.00", reason="Sähkö puuttui"))


def paper(
    language: Language = Language.FI, *, lines: tuple[Line, ...] = LINES, name: str = "Åke Öhman"
) -> InvoicePaper:
    """The invoice over the first two lines of an order."""
    order = Order(
        id=OrderId(SOME),
        provider_id=ProviderId(SOME),
        reference="K7M39-QXW4R",
        purpose=Purpose.OFFER,
        status=OrderStatus.OPEN,
        payer=Payer(name=name, email=None, language=language),
        lines=lines,
        expires_at=None,
        created_at=AT,
    )
    last = min(2, len(lines))
    invoice = Invoice(
        id=InvoiceId(SOME),
        order_id=order.id,
        provider_id=order.provider_id,
        payee_id=PAYEE.id,
        kind=InvoiceKind.INVOICE,
        year=2026,
        sequence=12,
        reference="868516259619897",
        issued_at=AT,
        due_on=date(2026, 12, 8),
        first_line=1,
        last_line=last,
        turned=False,
        amount=sum((line.amount for line in lines[:last]), Decimal(0)),
        language=language,
    )
    return InvoicePaper(invoice=invoice, order=order, payee=PAYEE)


def credit_note(language: Language = Language.FI) -> InvoicePaper:
    """The credit note over the third line."""
    told = paper(language)
    note = replace(
        told.invoice,
        kind=InvoiceKind.CREDIT_NOTE,
        sequence=13,
        due_on=None,
        credits_id=told.invoice.id,
        first_line=3,
        last_line=3,
        amount=Decimal("-200.00"),
        reference="11112",
    )
    return replace(told, invoice=note, credits=told.invoice)


def letter(language: Language = Language.FI, *, price: str = "290.00", reference: str | None = "11112") -> OfferLetter:
    """An offer as it is posted."""
    return OfferLetter(
        payee=PAYEE,
        name="Åke Öhman",
        address=("Rantakatu 1 A 2", "00100 Helsinki"),
        reference="K7M39-QXW4R",
        place="Merisatama, A 12",
        first_day=date(2027, 6, 10),
        last_day=date(2027, 9, 14),
        price=Decimal(price),
        due_on=date(2027, 3, 1),
        language=language,
        payment_reference=reference,
    )


def read_text(pdf: bytes) -> str:
    """What is read in a PDF, each run of spaces as one."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
