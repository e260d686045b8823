"""Knows the numbers of bank accounts: how an IBAN is checked (ISO 13616, modulo 97) and written."""

import re

_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")
_FINNISH = re.compile(r"FI[0-9]{16}")
_DIGITS = {letter: str(value) for value, letter in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}


def read_iban(text: str) -> str | None:
    """The account without spaces; ``None`` where its check digits or its shape are wrong."""
    tight = "".join(text.split()).upper()
    if not _SHAPE.fullmatch(tight) or (tight.startswith("FI") and not is_finnish(tight)):
        return None
    return tight if int("".join(_DIGITS[letter] for letter in tight[4:] + tight[:4])) % 97 == 1 else None


def read_bic(text: str) -> str | None:
    """The code of a bank; ``None`` where it has not its shape."""
    tight = "".join(text.split()).upper()
    return tight if _BIC.fullmatch(tight) else None


def is_finnish(iban: str) -> bool:
    """Whether the account is at a bank in Finland: only these have bank barcodes."""
    return _FINNISH.fullmatch(iban) is not None


def spaced_iban(iban: str) -> str:
    """In groups of four, as it is printed."""
    return " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))
