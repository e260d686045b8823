"""Knows how a single value of a listing is read, whether it comes from JSON or from a cell, and why it is refused."""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from typing import NoReturn

from harbors.errors import Problem
from harbors.forms import PHONE_SHAPE
from harbors.listings.faults import fault

Read = Callable[[object], object]
"""From what was given to what is kept: text, integer, boolean, list of texts, or ``None``. Raises ``Unfit``."""

_WHOLE = re.compile(r"[+-]?\d{1,12}(\.0+)?")
_DECIMAL = re.compile(r"[+-]?\d{1,12}[.,]\d+")
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+")
_WEB = re.compile(r"https?://[^\s/]+\S*")
_SEPARATORS = re.compile(r"[|,;\s]+")
_FORMULA = ("=", "+", "-", "@")
_TRUE = frozenset({"true", "1", "yes", "y", "x", "kyllä", "k", "ja", "j"})
_FALSE = frozenset({"false", "0", "no", "n", "ei", "e", "nej"})
_LONGEST_LIST = 100


class Unfit(Exception):
    """A value that cannot be."""

    def __init__(self, code: str, **figures: object) -> None:
        super().__init__(code)
        self.code = code
        self.figures = figures

    def problem(self, field: str) -> Problem:
        return fault(self.code, field, **self.figures)


def label(*, most: int) -> Read:
    """A name or number: a text that no spreadsheet takes for a formula."""

    def read(given: object) -> object:
        text = _text(given, most)
        if text and text.startswith(_FORMULA):
            raise Unfit("FORMULA")
        return text

    return read


def shaped(shape: re.Pattern[str], code: str, *, most: int) -> Read:
    """A text of a certain shape."""

    def read(given: object) -> object:
        text = _text(given, most)
        if text and not shape.fullmatch(text):
            raise Unfit(code)
        return text

    return read


EMAIL = shaped(_EMAIL, "EMAIL_SHAPE", most=254)
PHONE = shaped(PHONE_SHAPE, "PHONE_SHAPE", most=30)
WEB_ADDRESS = shaped(_WEB, "WEB_ADDRESS_SHAPE", most=2_000)


def small_letters(*, most: int) -> Read:
    """A name that is kept in small letters."""
    read_label = label(most=most)

    def read(given: object) -> object:
        text = read_label(given)
        return text.casefold() if isinstance(text, str) else text

    return read


def whole(allowed: range, *, otherwise: str = "NUMBER_EXPECTED") -> Read:
    """A whole number; ``otherwise`` is the code of what is none."""

    def read(given: object) -> object:
        number = _whole(given, otherwise)
        if number is not None and number not in allowed:
            raise Unfit("OUT_OF_RANGE", least=allowed.start, most=allowed.stop - 1)
        return number

    return read


def millimetres(allowed: range) -> Read:
    """A length in whole millimetres."""
    return whole(allowed, otherwise="MILLIMETRES_EXPECTED")


def flag(given: object) -> object:
    """True or false, in the words of three languages where it comes from a cell."""
    if given is None or isinstance(given, bool):
        return given
    word = str(given).strip().casefold() if isinstance(given, str | int) else None
    if word == "":
        return None
    if word not in _TRUE | _FALSE:
        raise Unfit("FLAG_EXPECTED")
    return word in _TRUE


def one_of(choices: type[StrEnum]) -> Read:
    """A member of an enum, by its value."""

    def read(given: object) -> object:
        text = _text(given, 100)
        if text is None:
            return None
        if text.upper() not in choices.__members__:
            _none_of(choices)
        return choices[text.upper()].value

    return read


def several_of(choices: type[StrEnum]) -> Read:
    """Members of an enum as a list, or as words in one cell; kept sorted, each once."""
    read_one = one_of(choices)

    def read(given: object) -> object:
        return sorted({str(read_one(item)) for item in _items(given)})

    return read


def reference(given: object) -> object:
    """What names another thing: an id, or the name or number by which its provider knows it."""
    return _text(given, 200)


def references(given: object) -> object:
    """Several of these, in their order."""
    return [text for item in _items(given, separators=re.compile(r"[|;]")) if (text := _text(item, 200))]


def _text(given: object, most: int) -> str | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise Unfit("TEXT_EXPECTED")
    # Composing letters takes the square of a text's length, and so does printing an integer.
    if (len(given) > 4 * most) if isinstance(given, str) else (abs(given) > 10**18):
        raise Unfit("TOO_LONG", most=most)
    text = unicodedata.normalize("NFC", str(given)).replace("\N{NO-BREAK SPACE}", " ").strip()
    if not text.isprintable():
        raise Unfit("UNREADABLE")
    if len(text) > most:
        raise Unfit("TOO_LONG", most=most)
    return text or None


def _whole(given: object, otherwise: str) -> int | None:
    if given is None or type(given) is int:
        return given
    if isinstance(given, float) and given.is_integer() and abs(given) < 1e15:
        return int(given)
    if isinstance(given, str):
        text = given.strip()
        if not text:
            return None
        if _WHOLE.fullmatch(text):
            return int(text.partition(".")[0])
        raise Unfit(otherwise if _DECIMAL.fullmatch(text) else "NUMBER_EXPECTED")
    raise Unfit(otherwise)


def _items(given: object, *, separators: re.Pattern[str] = _SEPARATORS) -> list[object]:
    if given is None:
        return []
    items: list[object] = list(given) if isinstance(given, list | tuple) else [given]
    if isinstance(given, str) and len(given) <= 20_000:
        items = [part.strip() for part in separators.split(given) if part.strip()]
    if len(items) > _LONGEST_LIST:
        raise Unfit("TOO_LONG", most=_LONGEST_LIST)
    return items


def _none_of(choices: type[StrEnum]) -> NoReturn:
    raise Unfit("CHOICE_UNKNOWN", choices=", ".join(choices))
