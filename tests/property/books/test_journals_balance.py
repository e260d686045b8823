"""Whatever happens to orders: each voucher balances, and customers owe in the books what they owe in the orders."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from harbors.books.records import Account, Happening, Moved, Sold, Use, Voucher, VoucherKind
from harbors.books.rules import chart_of, vouchers_of
from harbors.orders.records import Line, LineKind, Product
from harbors.orders.rules import cents, contained_vat
from harbors.payments.records import Method
from harbors.text import Translated

DAY = date(2027, 2, 1)
CHART = chart_of(
    [
        *(Account(use=use, account=use.value) for use in Use),
        *(
            Account(use=Use.SALES, product=one, account=f"SALES {one}", vat_code=f"V{n}")
            for n, one in enumerate(Product)
        ),
        *(Account(use=Use.MONEY, method=one, account=f"MONEY {one}") for one in Method),
    ]
)
EUROS = st.decimals("-5000", "5000", places=2, allow_nan=False, allow_infinity=False)
ABOVE = st.decimals("0.01", "5000", places=2, allow_nan=False, allow_infinity=False)


@st.composite
def _lines(draw: st.DrawFn) -> Line:
    amount, rate = draw(EUROS), draw(st.sampled_from([Decimal("25.50"), Decimal("13.50"), Decimal("0.00")]))
    return Line(
        kind=LineKind.ADJUSTMENT,
        product=draw(st.sampled_from(Product)),
        text=Translated(fi="x", sv="x", en="x"),
        amount=amount,
        vat_rate=rate,
        vat_amount=contained_vat(amount, rate),
        reason="x",
    )


@st.composite
def _happenings(draw: st.DrawFn) -> Happening:
    kind = draw(st.sampled_from(VoucherKind))
    if kind in (VoucherKind.SALE, VoucherKind.CHANGE, VoucherKind.CANCELLATION):
        return Sold(kind=kind, key="1", day=DAY, order="A", lines=tuple(draw(st.lists(_lines(), max_size=6))))
    amount = draw(ABOVE)
    percent = draw(st.integers(0, 100)) if kind is VoucherKind.CAPTURE else 0
    method = draw(st.sampled_from(Method))
    return Moved(
        kind=kind, key="1", day=DAY, order="A", method=method, amount=amount, commission=cents(amount * percent / 100)
    )


def balance(vouchers: list[Voucher], account: str) -> Decimal:
    rows = [one for voucher in vouchers for one in voucher.postings if one.account.startswith(account)]
    return sum((row.debit - row.credit for row in rows), Decimal(0))


def total(happened: list[Happening], *kinds: VoucherKind) -> Decimal:
    sums = (
        one.amount if isinstance(one, Moved) else sum((line.amount for line in one.lines), Decimal(0))
        for one in happened
        if one.kind in kinds
    )
    return sum(sums, Decimal(0))


@given(st.lists(_happenings(), max_size=8))
def test_debit_is_credit_in_each_voucher_and_no_row_is_empty_or_both(happened: list[Happening]) -> None:
    for voucher in vouchers_of(happened, CHART):
        assert sum(row.debit for row in voucher.postings) == sum(row.credit for row in voucher.postings)
        assert all(min(row.debit, row.credit) == 0 < max(row.debit, row.credit) for row in voucher.postings)


@given(st.lists(_happenings(), max_size=8))
def test_the_books_owe_what_the_orders_owe(happened: list[Happening]) -> None:
    vouchers = vouchers_of(happened, CHART)
    sold = total(happened, VoucherKind.SALE, VoucherKind.CHANGE) - total(happened, VoucherKind.CANCELLATION)
    came, owed, done = (
        total(happened, kind) for kind in (VoucherKind.CAPTURE, VoucherKind.REFUND_OWED, VoucherKind.REFUND_DONE)
    )
    commission = sum((one.commission for one in happened if isinstance(one, Moved)), Decimal(0))
    assert balance(vouchers, "RECEIVABLE") == sold - came + owed
    assert balance(vouchers, "REFUNDS_OWED") == done - owed
    assert balance(vouchers, "MONEY") + balance(vouchers, "COMMISSION") == came - done
    assert balance(vouchers, "COMMISSION") == commission
    assert balance(vouchers, "SALES") + balance(vouchers, "VAT") == -sold


@given(st.lists(_lines(), min_size=1, max_size=6))
def test_taking_back_undoes_what_was_sold(lines: list[Line]) -> None:
    both = [
        Sold(kind=kind, key="1", day=DAY, order="A", lines=tuple(lines))
        for kind in (VoucherKind.SALE, VoucherKind.CANCELLATION)
    ]
    vouchers = vouchers_of(both, CHART)
    accounts = {row.account for voucher in vouchers for row in voucher.postings}
    assert {account: balance(vouchers, account) for account in accounts} == dict.fromkeys(accounts, Decimal(0))
