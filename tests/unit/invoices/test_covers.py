"""Which lines the next invoice or credit note covers, and what a payee can be."""

from dataclasses import replace
from decimal import Decimal

import pytest

from harbors.errors import Invalid, Refused
from harbors.invoices.records import Invoice, InvoiceKind, PayeeId
from harbors.invoices.rules import Cover, PayeeForm, lines_on, next_cover, read_payee, require_kind
from harbors.orders.records import Order, OrderStatus
from harbors.places.records import ProviderId
from tests.papers import SOME, paper, paper_line

ORDER = paper(lines=(paper_line("290.00"), paper_line("20.00"))).order
CHEAPER = replace(ORDER, lines=(*ORDER.lines, paper_line("-90.00", reason="Sähkö puuttui")))
FORM = PayeeForm(name=" Pursiseura  ry ", iban="FI21 1234 5600 0007 85", bic="ndeafihh")


def given(cover: Cover) -> Invoice:
    return replace(
        paper().invoice,
        kind=cover.kind,
        first_line=cover.first,
        last_line=cover.last,
        amount=cover.amount,
        turned=cover.turned,
    )


FIRST = Cover(InvoiceKind.INVOICE, 1, 2, Decimal("310.00"))
CREDIT = Cover(InvoiceKind.CREDIT_NOTE, 3, 3, Decimal("-90.00"))


def test_the_first_invoice_covers_every_line() -> None:
    assert next_cover(ORDER, []) == FIRST


def test_what_is_on_paper_is_not_invoiced_again() -> None:
    assert next_cover(ORDER, [given(FIRST)]) is None


def test_a_line_that_takes_off_is_credited_alone() -> None:
    assert next_cover(CHEAPER, [given(FIRST)]) == CREDIT
    assert next_cover(CHEAPER, [given(FIRST), given(CREDIT)]) is None


def test_a_line_that_adds_is_invoiced_alone() -> None:
    dearer = replace(ORDER, lines=(*ORDER.lines, paper_line("15.00", reason="Sähkö tuli")))
    assert next_cover(dearer, [given(FIRST)]) == Cover(InvoiceKind.INVOICE, 3, 3, Decimal("15.00"))


@pytest.mark.parametrize("status", [OrderStatus.EXPIRED, OrderStatus.CANCELLED])
def test_what_nobody_has_to_pay_is_taken_back_whole(status: OrderStatus) -> None:
    over = replace(CHEAPER, status=status)
    back = next_cover(over, [given(FIRST), given(CREDIT)])
    assert back == Cover(InvoiceKind.CREDIT_NOTE, 1, 3, Decimal("-220.00"), turned=True)
    assert next_cover(over, [given(FIRST), given(CREDIT), given(back)]) is None
    assert next_cover(over, []) is None


def test_what_was_taken_back_and_is_paid_late_is_invoiced_anew() -> None:
    back = Cover(InvoiceKind.CREDIT_NOTE, 1, 2, Decimal("-310.00"), turned=True)
    assert next_cover(replace(ORDER, status=OrderStatus.PAID), [given(FIRST), given(back)]) == FIRST


def test_an_order_for_nothing_has_no_invoice() -> None:
    assert next_cover(replace(ORDER, lines=(paper_line("0.00"),)), []) is None


def test_lines_that_are_taken_back_count_with_the_other_sign() -> None:
    back = given(Cover(InvoiceKind.CREDIT_NOTE, 1, 3, Decimal("-220.00"), turned=True))
    lines: Order = CHEAPER
    assert [line.amount for line in lines_on(back, lines)] == [Decimal("-290.00"), Decimal("-20.00"), Decimal("90.00")]
    assert sum(line.vat_amount for line in lines_on(back, lines)) == -sum(line.vat_amount for line in lines.lines)


@pytest.mark.parametrize(
    ("cover", "kind", "code"),
    [
        (None, InvoiceKind.INVOICE, "NOTHING_TO_INVOICE"),
        (CREDIT, InvoiceKind.INVOICE, "NOTHING_TO_INVOICE"),
        (FIRST, InvoiceKind.CREDIT_NOTE, "NOTHING_TO_CREDIT"),
    ],
)
def test_there_may_be_nothing_to_give(cover: Cover | None, kind: InvoiceKind, code: str) -> None:
    with pytest.raises(Refused) as refused:
        require_kind(cover, kind)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_payee_is_read_as_banks_write_it() -> None:
    payee = read_payee(FORM, id=PayeeId(SOME), provider_id=ProviderId(SOME))
    assert (payee.name, payee.iban, payee.bic) == ("Pursiseura ry", "FI2112345600000785", "NDEAFIHH")


def test_everything_wrong_with_a_payee_is_told_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        read_payee(
            replace(FORM, name="x" * 71, iban="FI2112345600000786", bic="?"),
            id=PayeeId(SOME),
            provider_id=ProviderId(SOME),
        )
    told = [(problem.code, problem.field) for problem in refused.value.problems]
    assert told == [("NAME_LENGTH", "name"), ("IBAN_WRONG", "iban"), ("BIC_WRONG", "bic")]
