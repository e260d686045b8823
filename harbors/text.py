"""Knows text in three languages: which one to show, how to sort it, how to find it; and a time as people read it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo


class Language(StrEnum):
    """The languages of the service, as BCP 47 tags."""

    FI = "fi"
    SV = "sv"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Translated:
    """One text in up to three languages; an absent language is ``None``."""

    fi: str | None = None
    sv: str | None = None
    en: str | None = None

    def in_language(self, language: Language) -> str | None:
        """The text in ``language``, else in fi, en, sv, in this order; ``None`` when there is no text at all."""
        wanted = {Language.FI: self.fi, Language.SV: self.sv, Language.EN: self.en}[language]
        return wanted or self.fi or self.en or self.sv

    def followed_by(self, other: "Translated") -> "Translated":
        """This sentence and another one, of which each has all three languages."""
        return Translated(fi=f"{self.fi} {other.fi}", sv=f"{self.sv} {other.sv}", en=f"{self.en} {other.en}")

    def with_figures(self, **figures: object) -> "Translated":
        """The same text with ``{name}`` replaced by the figure of that name, or by its words in the same language."""

        def filled(text: str | None, language: Language) -> str | None:
            told = {name: f.in_language(language) if isinstance(f, Translated) else f for name, f in figures.items()}
            return text and text.format(**told)

        return Translated(
            fi=filled(self.fi, Language.FI), sv=filled(self.sv, Language.SV), en=filled(self.en, Language.EN)
        )


# After z come å, ä, ö, in this order: the Finnish and Swedish alphabet.
_LAST_LETTERS = {"å": "{", "ä": "|", "ö": "}"}
_HELSINKI = ZoneInfo("Europe/Helsinki")
_DIGITS = re.compile(r"\d+")


def told_time(at: datetime) -> str:
    """An instant as it is read in all three languages, by the clocks of Finland: 24.11.2026 21.00."""
    return at.astimezone(_HELSINKI).strftime("%-d.%-m.%Y %H.%M")


def told_amount(amount: Decimal, language: Language) -> str:
    """Euros and cents as they are read: ``1234,50 €``, in English ``€1234.50``."""
    return f"€{amount:.2f}" if language is Language.EN else f"{amount:.2f} €".replace(".", ",")


def told_day(at: datetime) -> str:
    """The day of an instant, likewise: 24.11.2026."""
    return at.astimezone(_HELSINKI).strftime("%-d.%-m.%Y")


def sort_key(text: str) -> str:
    """A key whose order as plain bytes is the Finnish order of ``text``, numbers by their value (A9 before A10)."""
    letters = "".join(_LAST_LETTERS.get(letter) or _without_accent(letter) for letter in text.casefold())
    return _DIGITS.sub(lambda digits: digits[0].zfill(8), letters)


def search_text(texts: Sequence[str | None]) -> str:
    """What a text filter looks into: the distinct given texts, case folded, a line each."""
    return "\n".join(dict.fromkeys(text.casefold() for text in texts if text))


def _without_accent(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
