"""Accounts: their check digits, their shape, and how they are printed."""

import pytest

from harbors.invoices.accounts import read_bic, read_iban, spaced_iban


@pytest.mark.parametrize("text", ["FI21 1234 5600 0007 85", "fi2112345600000785", "FI79 4405 2020 0360 82"])
def test_a_right_account_is_read(text: str) -> None:
    assert read_iban(text) == "".join(text.split()).upper()


@pytest.mark.parametrize("place", range(2, 18))
def test_no_single_wrong_digit_of_an_account_is_taken(place: int) -> None:
    right = "FI2112345600000785"
    wrong = {right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :] for by in range(1, 10)}
    assert {read_iban(text) for text in wrong} == {None}


@pytest.mark.parametrize(
    "text", ["", "FI", "FI211234560000078", "FI2112345600000785 0", "DE00", "FI٢١12345600000785", "ZZ" * 17]
)
def test_what_is_no_account_is_not_read(text: str) -> None:
    assert read_iban(text) is None


def test_an_account_abroad_is_read() -> None:
    assert read_iban("SE45 5000 0000 0583 9825 7466") == "SE4550000000058398257466"


def test_a_bank_is_told_by_eight_letters_or_eleven() -> None:
    assert [read_bic(text) for text in ("ndeafihh", "DABAFIHHXXX", "NDEAFI", "12345678")] == [
        "NDEAFIHH",
        "DABAFIHHXXX",
        None,
        None,
    ]


def test_an_account_is_printed_in_fours() -> None:
    assert spaced_iban("FI2112345600000785") == "FI21 1234 5600 0007 85"
