"""Knows the references that transfers are told apart by: the Finnish one with its check digit, and its RF form.

Sources: Finance Finland, forming a reference number (weights 7, 3, 1 from the right); ISO 11649 (RF, modulo 97).
"""

import re

from harbors.chance import Chance

_WEIGHTS = (7, 3, 1)
_RF_AS_DIGITS = "271500"
_NATIONAL = re.compile(r"[1-9][0-9]{3,19}")
_INTERNATIONAL = re.compile(r"RF([0-9]{2})([1-9][0-9]{3,19})")
_DRAWN = 10**11


def check_digit(digits: str) -> str:
    """The digit that makes a Finnish reference of these."""
    weighed = sum(int(digit) * _WEIGHTS[place % 3] for place, digit in enumerate(reversed(digits)))
    return str(-weighed % 10)


def draw_payment_reference(chance: Chance) -> str:
    """Eleven digits nobody can foretell and their check digit. It tells payments apart and opens nothing."""
    drawn = int.from_bytes(chance.bytes(16)) % (9 * _DRAWN // 10) + _DRAWN // 10
    return f"{drawn}{check_digit(str(drawn))}"


def rf_form(reference: str) -> str:
    """The international form of a Finnish reference, without spaces."""
    return f"RF{98 - int(reference + _RF_AS_DIGITS) % 97:02d}{reference}"


def read_reference(text: str) -> str | None:
    """The Finnish reference that a person or a bank wrote, in either form; ``None`` where it cannot be one."""
    tight = "".join(text.split()).upper()
    if told := _INTERNATIONAL.fullmatch(tight):
        return told[2] if rf_form(told[2]) == tight and _is_checked(told[2]) else None
    plain = tight.lstrip("0")
    return plain if _NATIONAL.fullmatch(plain) and _is_checked(plain) else None


def spaced_reference(reference: str) -> str:
    """In groups of five from the right, as it is printed."""
    first = len(reference) % 5
    groups = [reference[:first], *(reference[at : at + 5] for at in range(first, len(reference), 5))]
    return " ".join(filter(None, groups))


def _is_checked(reference: str) -> bool:
    return check_digit(reference[:-1]) == reference[-1]
