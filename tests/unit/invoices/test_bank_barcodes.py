"""Bank barcodes: the examples of the published guide, and what has no place in them."""

from datetime import date
from decimal import Decimal

import pytest

from harbors.invoices.bank_barcodes import bank_barcode

# The examples of the Bank Bar Code Guide, as several libraries repeat them.
GUIDE = [
    (
        "FI7944052020036082",
        "868516259619897",
        "4883.15",
        date(2010, 6, 12),
        "479440520200360820048831500000000868516259619897100612",
    ),
    (
        "FI5810171000000122",
        "559582243294671",
        "482.99",
        date(2012, 1, 31),
        "458101710000001220004829900000000559582243294671120131",
    ),
    (
        "FI0250004640001302",
        "69875672083435364",
        "693.80",
        date(2011, 7, 24),
        "402500046400013020006938000000069875672083435364110724",
    ),
    (
        "FI1680001400050267",
        "78777679656628687",
        "935.85",
        None,
        "416800014000502670009358500000078777679656628687000000",
    ),
    ("FI7331313001000058", "868624", "0", date(2013, 8, 9), "473313130010000580000000000000000000000000868624130809"),
    (
        "FI3715903000000776",
        "11112",
        "12.25",
        date(2016, 12, 21),
        "437159030000007760000122500000000000000000011112161221",
    ),
    (
        "FI7944052020036082",
        "RF09868516259619897",
        "4883.15",
        date(2010, 6, 12),
        "579440520200360820048831509000000868516259619897100612",
    ),
    (
        "FI5810171000000122",
        "RF06559582243294671",
        "482.99",
        date(2010, 1, 31),
        "558101710000001220004829906000000559582243294671100131",
    ),
    (
        "FI3936363002092492",
        "RF66590738390",
        "1.03",
        date(2023, 3, 11),
        "539363630020924920000010366000000000000590738390230311",
    ),
    (
        "FI3715903000000776",
        "RF9811112",
        "1.10",
        date(2017, 1, 1),
        "537159030000007760000011098000000000000000011112170101",
    ),
]


@pytest.mark.parametrize(("iban", "reference", "amount", "due_on", "digits"), GUIDE)
def test_the_barcode_is_that_of_the_guide(
    iban: str, reference: str, amount: str, due_on: date | None, digits: str
) -> None:
    assert bank_barcode(iban, reference=reference, amount=Decimal(amount), due_on=due_on) == digits
    assert len(digits) == 54


def test_a_million_euros_are_left_to_the_payer() -> None:
    told = bank_barcode("FI3715903000000776", reference="11112", amount=Decimal("1000000.00"), due_on=None)
    assert told == "437159030000007760000000000000000000000000011112000000"


def test_an_account_abroad_has_no_barcode() -> None:
    assert bank_barcode("SE4550000000058398257466", reference="11112", amount=Decimal(1), due_on=None) is None
