"""Knows the marks that machines read on paper: the bars of a bank barcode, and the QR code of a transfer, as SVG."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from itertools import groupby

from barcode.codex import Code128
from segno.helpers import make_epc_qr

from harbors.invoices.records import Payee
from harbors.invoices.references import rf_form

_HEIGHT = 40
# A bar is never nearer to anything than ten modules.
_QUIET = 10


def bars(digits: str) -> str:
    """An even number of digits as Code 128 C."""
    [modules] = Code128(digits).build()
    drawn = "".join(f"M{at} 0h{wide}v{_HEIGHT}h-{wide}z" for at, wide in _black(modules))
    wide = len(modules) + 2 * _QUIET
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-_QUIET} 0 {wide} {_HEIGHT}"><path d="{drawn}"/></svg>'


def transfer_qr(payee: Payee, *, reference: str, amount: Decimal) -> str:
    """What banking apps read (EPC069-12)."""
    code = make_epc_qr(
        name=payee.name[:70], iban=payee.iban, bic=payee.bic, amount=amount, reference=rf_form(reference), encoding=1
    )
    drawn = BytesIO()
    code.save(drawn, kind="svg", border=4, xmldecl=False, svgversion=1.1, light="white")
    return drawn.getvalue().decode()


def _black(modules: str) -> Iterator[tuple[int, int]]:
    at = 0
    for colour, run in groupby(modules):
        wide = len(list(run))
        if colour == "1":
            yield at, wide
        at += wide
