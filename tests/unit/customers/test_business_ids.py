"""Business ids: spelled as the register spells them, and checked by their last digit."""

import pytest

from harbors.customers.business_id import check_digit, is_business_id, tidy_business_id


@pytest.mark.parametrize("id", ["0201256-6", "0112038-9", "0109862-8", "1572860-0"])
def test_ids_from_the_register_are_right(id: str) -> None:
    assert is_business_id(id)


@pytest.mark.parametrize(
    "id", ["0201256-5", "0201265-6", "2012566", "0201256-", "", "0201256-66", "٠٢٠١٢٥٦-٦", "FI0201256-6"]
)
def test_what_is_no_id_is_told(id: str) -> None:
    assert not is_business_id(id)


def test_every_wrong_digit_is_noticed() -> None:
    right = "0201256"
    for place, digit in ((place, digit) for place in range(7) for digit in "0123456789"):
        other = right[:place] + digit + right[place + 1 :]
        assert is_business_id(f"{other}-6") == (other == right)


def test_a_remainder_of_one_has_no_check_digit() -> None:
    without = [digits for digits in (f"{number:07}" for number in range(1_000)) if check_digit(digits) is None]
    assert without
    assert not any(is_business_id(f"{digits}-{last}") for digits in without for last in range(10))


def test_an_id_is_tidied_into_the_registers_spelling() -> None:
    assert [tidy_business_id(text) for text in (" 02012566 ", "201256-6", "0201256-6", "me")] == [
        "0201256-6",
        "0201256-6",
        "0201256-6",
        "me",
    ]
