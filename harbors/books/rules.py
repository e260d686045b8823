"""Knows what is posted where: pure, from what happened and a provider's accounts to vouchers that balance."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from harbors.books.records import Account, Chart, Happening, Moved, Posting, Sold, Use, Voucher, VoucherKind
from harbors.books.refusals import account_missing
from harbors.orders.records import NOTHING, Line, Product
from harbors.payments.records import Method


def chart_of(accounts: Iterable[Account]) -> Chart:
    """The accounts by what they are for."""
    return {(one.use, one.product or one.method): one for one in accounts}


def vouchers_of(happened: Iterable[Happening], chart: Chart) -> list[Voucher]:
    """A voucher for each thing that happened and moved anything. Raises ``Refused`` where an account is missing."""
    ledger = _Ledger(chart)
    told = ((one, ledger.sold(one) if isinstance(one, Sold) else ledger.moved(one)) for one in happened)
    return [
        Voucher(
            kind=one.kind,
            key=one.key,
            day=one.day,
            order=one.order,
            method=one.method if isinstance(one, Moved) else None,
            postings=tuple(postings),
        )
        for one, postings in told
        if postings
    ]


@dataclass(frozen=True, slots=True)
class _Ledger:
    chart: Chart

    def sold(self, sold: Sold) -> Sequence[Posting]:
        """Customers owe the whole, of which a part is VAT; taken back, everything on the other side."""
        sign = -1 if sold.kind is VoucherKind.CANCELLATION else 1
        return [*filter(None, self._sold(sold.lines, sign))]

    def moved(self, moved: Moved) -> Sequence[Posting]:
        """Money against what customers owe or are owed."""
        receivable, owed = self._account(Use.RECEIVABLE), Use.REFUNDS_OWED
        if moved.kind is VoucherKind.REFUND_OWED:
            sides = [(receivable, moved.amount), (self._account(owed), -moved.amount)]
        elif moved.kind is VoucherKind.REFUND_DONE:
            sides = [(self._account(owed), moved.amount), (self._money(moved.method), -moved.amount)]
        else:
            kept = moved.amount - moved.commission
            sides = [(self._money(moved.method), kept), (receivable, -moved.amount)]
            if moved.commission:
                sides.append((self._account(Use.COMMISSION), moved.commission))
        return [*filter(None, (_posting(account, amount) for account, amount in sides))]

    def _sold(self, lines: Sequence[Line], sign: int) -> Iterator[Posting | None]:
        yield _posting(self._account(Use.RECEIVABLE), sign * sum((line.amount for line in lines), NOTHING))
        for (product, rate), (gross, vat) in _sums(lines).items():
            sales = self._account(Use.SALES, product)
            yield _posting(sales, -sign * (gross - vat), product=product, rate=rate, code=sales.vat_code)
            if vat:
                yield _posting(self._account(Use.VAT), -sign * vat, product=product, rate=rate, code=sales.vat_code)

    def _money(self, method: Method) -> Account:
        return self._account(Use.MONEY, method)

    def _account(self, use: Use, of: Product | Method | None = None) -> Account:
        found = self.chart.get((use, of)) or self.chart.get((use, None))
        if found is None:
            raise account_missing(use if of is None else f"{use} {of}")
        return found


def _sums(lines: Sequence[Line]) -> dict[tuple[Product, Decimal], tuple[Decimal, Decimal]]:
    """By product and rate: with VAT, and the VAT in it."""
    sums: dict[tuple[Product, Decimal], tuple[Decimal, Decimal]] = {}
    for line in lines:
        gross, vat = sums.get((line.product, line.vat_rate), (NOTHING, NOTHING))
        sums[line.product, line.vat_rate] = (gross + line.amount, vat + line.vat_amount)
    return sums


def _posting(
    account: Account,
    amount: Decimal,
    *,
    product: Product | None = None,
    rate: Decimal | None = None,
    code: str | None = None,
) -> Posting | None:
    """Above nothing it is debit, below it credit, and nothing is no row."""
    if amount == 0:
        return None
    return Posting(
        account=account.account,
        debit=max(amount, NOTHING),
        credit=max(-amount, NOTHING),
        product=product,
        vat_rate=rate,
        vat_code=code,
    )
