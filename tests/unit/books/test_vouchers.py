"""Vouchers as a bookkeeper reads them, and accounts that nobody told."""

from datetime import date
from decimal import Decimal

import pytest

from harbors.books.journals import as_journal
from harbors.books.records import Account, Moved, Sold, Use, VoucherKind
from harbors.books.rules import chart_of, vouchers_of
from harbors.errors import Refused
from harbors.orders.records import Product
from harbors.payments.records import Method
from tests.papers import paper_line

DAY = date(2027, 2, 1)
ACCOUNTS = [
    Account(use=Use.RECEIVABLE, account="1701"),
    Account(use=Use.SALES, product=Product.BERTH, account="3001", vat_code="255"),
    Account(use=Use.VAT, account="2939"),
    Account(use=Use.MONEY, account="1910"),
    Account(use=Use.MONEY, method=Method.PAYTRAIL, account="1920"),
    Account(use=Use.REFUNDS_OWED, account="2950"),
    Account(use=Use.COMMISSION, account="8560"),
]
SALE = Sold(
    kind=VoucherKind.SALE,
    key="S1",
    day=DAY,
    order="K7M39-QXW4R",
    lines=(paper_line("290.00"), paper_line("20.00", "13.50")),
)
CAPTURE = Moved(
    kind=VoucherKind.CAPTURE,
    key="C1",
    day=DAY,
    order="K7M39-QXW4R",
    method=Method.PAYTRAIL,
    amount=Decimal("310.00"),
    commission=Decimal("3.10"),
)


def test_a_journal_reads_as_a_bookkeeper_expects() -> None:
    owed, done = (
        Moved(kind=kind, key=key, day=DAY, order="K7M39-QXW4R", method=Method.BANK, amount=Decimal("5.00"))
        for kind, key in ((VoucherKind.REFUND_OWED, "O1"), (VoucherKind.REFUND_DONE, "D1"))
    )
    assert as_journal(vouchers_of([SALE, CAPTURE, owed, done], chart_of(ACCOUNTS))).splitlines() == [
        "voucher,kind,date,order,account,debit,credit,product,vat_rate,vat_code,method",
        "S1,SALE,2027-02-01,K7M39-QXW4R,1701,310.00,0.00,,,,",
        "S1,SALE,2027-02-01,K7M39-QXW4R,3001,0.00,231.08,BERTH,25.50,255,",
        "S1,SALE,2027-02-01,K7M39-QXW4R,2939,0.00,58.92,BERTH,25.50,255,",
        "S1,SALE,2027-02-01,K7M39-QXW4R,3001,0.00,17.62,BERTH,13.50,255,",
        "S1,SALE,2027-02-01,K7M39-QXW4R,2939,0.00,2.38,BERTH,13.50,255,",
        "C1,CAPTURE,2027-02-01,K7M39-QXW4R,1920,306.90,0.00,,,,PAYTRAIL",
        "C1,CAPTURE,2027-02-01,K7M39-QXW4R,1701,0.00,310.00,,,,PAYTRAIL",
        "C1,CAPTURE,2027-02-01,K7M39-QXW4R,8560,3.10,0.00,,,,PAYTRAIL",
        "O1,REFUND_OWED,2027-02-01,K7M39-QXW4R,1701,5.00,0.00,,,,BANK",
        "O1,REFUND_OWED,2027-02-01,K7M39-QXW4R,2950,0.00,5.00,,,,BANK",
        "D1,REFUND_DONE,2027-02-01,K7M39-QXW4R,2950,5.00,0.00,,,,BANK",
        "D1,REFUND_DONE,2027-02-01,K7M39-QXW4R,1910,0.00,5.00,,,,BANK",
    ]


@pytest.mark.parametrize(
    ("without", "said"), [(Use.RECEIVABLE, "RECEIVABLE"), (Use.SALES, "SALES BERTH"), (Use.VAT, "VAT")]
)
def test_an_account_that_nobody_told_is_named(without: Use, said: str) -> None:
    with pytest.raises(Refused) as refused:
        vouchers_of([SALE], chart_of(one for one in ACCOUNTS if one.use is not without))
    [problem] = refused.value.problems
    assert (problem.code, problem.message.en) == (
        "ACCOUNT_MISSING",
        f"The provider has told no account for {said}.",
    )


def test_an_order_for_nothing_has_no_voucher() -> None:
    free = Sold(kind=VoucherKind.SALE, key="S1", day=DAY, order="A", lines=(paper_line("0.00"),))
    assert vouchers_of([free], chart_of(ACCOUNTS)) == []
