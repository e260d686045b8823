"""Knows how figures are printed in each language: euros, percents, quantities and days."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from harbors.orders.rules import cents
from harbors.text import Language

_HELSINKI = ZoneInfo("Europe/Helsinki")
# A space that keeps a number in one piece, and a minus that is one.
_APART = "\u00a0"
_MINUS = "−"


def told_number(value: Decimal, language: Language) -> str:
    """A number with its decimals: 1 234,50 or 1,234.50."""
    text = f"{abs(value):,f}"
    if language is not Language.EN:
        text = text.replace(",", _APART).replace(".", ",")
    return f"{_MINUS}{text}" if value < 0 else text


def told_euros(value: Decimal, language: Language) -> str:
    """An amount with its currency."""
    told = told_number(cents(value), language)
    return f"€{told}" if language is Language.EN else f"{told}{_APART}€"


def told_quantity(value: Decimal, language: Language) -> str:
    """A number without the noughts that its column keeps."""
    short = value.normalize()
    return told_number(short if short.as_tuple().exponent not in (1, 2, 3) else value.quantize(Decimal(1)), language)


def told_date(day: date, language: Language) -> str:
    """A day: 24.11.2026, or 24 November 2026."""
    return f"{day.day} {day:%B %Y}" if language is Language.EN else f"{day.day}.{day.month}.{day.year}"


def day_of(at: datetime) -> date:
    """The day of an instant by the clocks of Finland."""
    return at.astimezone(_HELSINKI).date()
