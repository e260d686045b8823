"""Knows how a Finnish business id (Y-tunnus) is spelled, and whether its check digit is right."""

import re

_SPELLED = re.compile(r"(\d{6,7})-?(\d)", re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def tidy_business_id(text: str) -> str:
    """The id as ``0201256-6``: spaces gone, the hyphen and the leading zero of old ids put in; else the text itself."""
    bare = "".join(text.split())
    found = _SPELLED.fullmatch(bare)
    return f"{found[1].zfill(7)}-{found[2]}" if found else bare


def is_business_id(text: str) -> bool:
    """Whether a tidy text is an id that can have been given out: its last digit checks the seven others."""
    found = _SPELLED.fullmatch(text)
    return found is not None and text == f"{found[1].zfill(7)}-{found[2]}" and check_digit(found[1]) == int(found[2])


def check_digit(digits: str) -> int | None:
    """The digit that checks seven others (weights 7 9 10 5 8 4 2, modulo 11); ``None`` where none is given out."""
    remainder = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11
    return None if remainder == 1 else (11 - remainder) % 11
