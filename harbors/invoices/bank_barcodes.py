"""Knows the Finnish bank barcode: 54 digits that carry account, amount, reference and due date into a bank's form.

Source: Finance Finland, Bank Bar Code Guide 5.3; version 4 carries a Finnish reference, version 5 an RF one.
"""

from datetime import date
from decimal import Decimal

from harbors.invoices.accounts import is_finnish

# What has no place in the code is left to the payer.
_MOST = Decimal("999999.99")


def bank_barcode(iban: str, *, reference: str, amount: Decimal, due_on: date | None) -> str | None:
    """The digits of a transfer to a checked account by a checked reference, Finnish or RF; none for one abroad."""
    if not is_finnish(iban):
        return None
    cents = int(amount * 100) if 0 < amount <= _MOST else 0
    due = due_on.strftime("%y%m%d") if due_on else "000000"
    if reference.startswith("RF"):
        return f"5{iban[2:]}{cents:08d}{reference[2:4]}{reference[4:]:0>21}{due}"
    return f"4{iban[2:]}{cents:08d}000{reference:0>20}{due}"
