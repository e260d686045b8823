"""Knows how the letter reads that brings an offer to somebody who applied on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ahti.papers.figures import told_date, told_euros
from ahti.papers.paying import Transfer, seller, slip
from ahti.papers.printing import paper_words, print_paper
from harbors.invoices.records import Payee
from harbors.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLetter:
    """An offer as it is posted. ``address``: the lines under the name; ``notes``: what the provider adds.

    ``payment_reference`` is that of the invoice by which the offer is accepted; none: it is free.
    """

    payee: Payee
    name: str
    address: tuple[str, ...]
    reference: str
    place: str
    first_day: date
    last_day: date
    price: Decimal
    due_on: date
    language: Language
    payment_reference: str | None = None
    notes: tuple[str, ...] = ()


def render_letter(letter: OfferLetter, *, at: datetime) -> bytes:
    """The PDF. Takes tens of milliseconds: not for the event loop."""
    return print_paper("offer", letter_data(letter), at=at)


def letter_data(letter: OfferLetter) -> Mapping[str, Any]:
    """What the template takes."""
    language = letter.language
    words = paper_words(language)
    told, day = words["offer"], told_date(letter.due_on, language)
    accepting = told["accepting"] if letter.payment_reference else told["free"]
    return {
        "language": language,
        "title": f"{told['heading']} · {letter.payee.name}",
        "words": words,
        "seller": seller(letter.payee, language),
        "receiver": [letter.name, *letter.address],
        "heading": told["heading"],
        "opening": [sentence.format(name=letter.name, day=day) for sentence in told["opening"]],
        "facts": _facts(letter, told),
        "accepting": [sentence.format(day=day) for sentence in accepting],
        "notes": list(letter.notes),
        "pay": slip(_transfer(letter), language) if letter.payment_reference else None,
    }


def _facts(letter: OfferLetter, told: Mapping[str, Any]) -> list[tuple[str, str]]:
    language = letter.language
    return [
        (told["place"], letter.place),
        (told["period"], f"{told_date(letter.first_day, language)} – {told_date(letter.last_day, language)}"),
        (told["amount"], told_euros(letter.price, language)),
        (told["due"], told_date(letter.due_on, language)),
        (told["reference"], letter.reference),
    ]


def _transfer(letter: OfferLetter) -> Transfer:
    return Transfer(
        payee=letter.payee, reference=letter.payment_reference or "", amount=letter.price, due_on=letter.due_on
    )
