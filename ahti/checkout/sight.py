"""Knows how a payment looks: who sells what, at which price with which VAT, and what the button obliges to."""

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from starlette.responses import HTMLResponse

from ahti.checkout.records import Payment
from ahti.checkout.words import PAGE
from ahti.oauth.sight import Sight, in_languages
from harbors.programs.addresses import origin_of
from harbors.text import Language

_HUNDRED = Decimal(100)
_UNBROKEN = "\u00a0"


class Pages(Sight):
    """The page of a payment."""

    def __init__(self) -> None:
        super().__init__(Path(__file__).parent / "pages", PAGE)

    def payment(self, payment: Payment, language: Language, *, query: bytes) -> HTMLResponse:
        """Its form goes to us, and from us to where the shop wants the payer."""
        asked, total = payment.asked, money(payment.amount, language)
        origins = dict.fromkeys(origin_of(asked[name]) for name in ("returnUrl", "cancelUrl"))
        return self.page(
            "pay.html",
            language,
            form_action=" ".join(["'self'", *origins]),
            seller=asked["seller"],
            reference=payment.reference,
            payer=asked["payer"].get("name"),
            lines=[_line(item, language) for item in asked["items"]],
            total=total,
            vat=money(sum(map(_vat, asked["items"])), language),
            pay=PAGE["pay"].with_figures(amount=total).in_language(language),
            languages=in_languages(query),
        )


def money(cents: int, language: Language) -> str:
    """As it is written: 1 234,50 €, and €1,234.50 in English."""
    plain = f"{abs(cents) / _HUNDRED:,.2f}"
    sign = "−" if cents < 0 else ""
    if language is Language.EN:
        return f"{sign}€{plain}"
    return f"{sign}{plain.replace(',', _UNBROKEN).replace('.', ',')}{_UNBROKEN}€"


def _line(item: dict[str, Any], language: Language) -> dict[str, str]:
    rate = f"{Decimal(item['vatRate']).normalize():f}"
    told = rate if language is Language.EN else rate.replace(".", ",")
    return {"text": item["text"], "rate": f"{told}{_UNBROKEN}%", "amount": money(item["amount"], language)}


def _vat(item: dict[str, Any]) -> int:
    rate = Decimal(item["vatRate"])
    return int((item["amount"] * rate / (_HUNDRED + rate)).quantize(Decimal(1), ROUND_HALF_UP))
