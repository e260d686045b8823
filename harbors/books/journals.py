"""Knows how a journal is written down: a row for each posting, as CSV that bookkeeping programs read."""

import csv
import io
from collections.abc import Sequence

from harbors.books.records import Posting, Voucher

HEADER = (
    *("voucher", "kind", "date", "order", "account", "debit", "credit"),
    *("product", "vat_rate", "vat_code", "method"),
)


def as_journal(vouchers: Sequence[Voucher]) -> str:
    """The journal; amounts with a point and two decimals, days as YYYY-MM-DD."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(HEADER)
    rows.writerows(_row(voucher, posting) for voucher in vouchers for posting in voucher.postings)
    return written.getvalue()


def _row(voucher: Voucher, posting: Posting) -> tuple[object, ...]:
    """Nothing in it was typed by a client: a spreadsheet finds no formula here."""
    return (
        voucher.key,
        voucher.kind,
        voucher.day.isoformat(),
        voucher.order,
        posting.account,
        posting.debit,
        posting.credit,
        posting.product or "",
        "" if posting.vat_rate is None else posting.vat_rate,
        posting.vat_code or "",
        voucher.method or "",
    )
