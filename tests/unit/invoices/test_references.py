"""References: as the banks publish them, drawn by chance, and read back from what people and banks write."""

from itertools import count

import pytest

from harbors.invoices.references import check_digit, draw_payment_reference, read_reference, rf_form, spaced_reference
from tests.signed_in import CHANCE

# From the examples that banks and Finance Finland publish.
PUBLISHED = ["1232", "12345672", "1234561", "11112", "868516259619897", "559582243294671"]
RF_FORMS = {
    "11112": "RF9811112",
    "868516259619897": "RF09868516259619897",
    "559582243294671": "RF06559582243294671",
    "590738390": "RF66590738390",
}


class _Bytes:
    """Chance that gives one number after another."""

    def __init__(self) -> None:
        self._numbers = count(2**100, 2**61)

    def bytes(self, count: int) -> bytes:
        return next(self._numbers).to_bytes(count)


@pytest.mark.parametrize("reference", [*PUBLISHED, *RF_FORMS])
def test_published_references_have_their_check_digit(reference: str) -> None:
    assert check_digit(reference[:-1]) == reference[-1]


@pytest.mark.parametrize(("reference", "international"), RF_FORMS.items())
def test_a_reference_has_its_published_rf_form(reference: str, international: str) -> None:
    assert rf_form(reference) == international
    assert read_reference(international) == reference


@pytest.mark.parametrize("place", range(12))
def test_no_single_wrong_digit_is_taken(place: int) -> None:
    right = draw_payment_reference(CHANCE)
    others = {str((int(right[place]) + by) % 10) for by in range(1, 10)}
    read = {read_reference(right[:place] + digit + right[place + 1 :]) for digit in others}
    assert read == {None}


def test_drawn_references_are_twelve_digits_and_differ() -> None:
    chance = _Bytes()
    drawn = [draw_payment_reference(chance) for _ in range(500)]
    assert {(len(reference), read_reference(reference) == reference) for reference in drawn} == {(12, True)}
    assert len(set(drawn)) == 500


@pytest.mark.parametrize("text", ["00000000000000868516259619897", "86851 62596 19897", " rf09 8685 1625 9619 897 "])
def test_references_are_read_as_they_are_written(text: str) -> None:
    assert read_reference(text) == "868516259619897"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "868516259619898",
        "RF10868516259619897",
        "RF",
        "RF09",
        "٨٦٨٥١٦٢٥٩٦١٩٨٩٧",
        "12a2",
        "1" * 21,
        "RF00" + "1" * 30,
    ],
)
def test_what_is_no_reference_is_not_read(text: str) -> None:
    assert read_reference(text) is None


def test_a_reference_is_printed_in_fives_from_the_right() -> None:
    assert spaced_reference("1234567890123") == "123 45678 90123"
    assert spaced_reference("8685162596") == "86851 62596"
