"""Knows which figures each template needs, and how a figure that somebody wrote is tidied."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from harbors.notices.records import Template

# A link that lets in whoever has it: kept until the message is sent, and not longer.
LINK = "link"
# What stands for it afterwards.
GONE = "https://gone.invalid/"
# What staff wrote at length: an empty line in it ends a paragraph.
TEXT = "text"

FIGURES: Mapping[Template, frozenset[str]] = MappingProxyType(
    {
        Template.MAIL_CONFIRM: frozenset({"link", "until"}),
        Template.APPLICATION_CONFIRM: frozenset({"application", "link", "until"}),
        Template.APPLICATION_CLAIMED: frozenset({"application"}),
        Template.PROVIDER_RECEIVED: frozenset({"provider"}),
        Template.PROVIDER_APPROVED: frozenset({"provider"}),
        Template.PROVIDER_REJECTED: frozenset({"provider", "reason"}),
        Template.PROVIDER_INVITATION: frozenset({"inviter", "provider", "role", "link", "until"}),
        Template.LISTING_APPROVED: frozenset({"listing", "provider"}),
        Template.LISTING_REJECTED: frozenset({"listing", "provider", "reason"}),
        Template.DATA_EXPORTED: frozenset({"link", "until"}),
        Template.DATA_ERASED: frozenset(),
        Template.PROGRAM_GRANTED: frozenset({"program", "scopes"}),
        Template.API_KEY_EXPIRING: frozenset({"key", "provider", "until"}),
        Template.LEASE_ENDED: frozenset({"place", "day", "reason", "money"}),
        Template.TENANT_MOVED: frozenset({"from", "place", "days", "reason", "money"}),
        Template.EXCHANGE_PROPOSED: frozenset({"from", "place", "until", "money"}),
        Template.EXCHANGE_DONE: frozenset({"from", "place", "days", "money"}),
        Template.EXCHANGE_FAILED: frozenset({"from", "place"}),
        Template.SWAP_PROPOSED: frozenset({"from", "place", "until", "money"}),
        Template.SWAP_FAILED: frozenset({"from", "place"}),
        Template.LEASE_TRANSFERRED: frozenset({"place", "day", "money"}),
        Template.LEASE_TAKEN_OVER: frozenset({"place", "day", "money"}),
        Template.SWITCH_UNPAID: frozenset({"place", "amount", "day", "order"}),
        Template.PLACE_GIVEN: frozenset({"application", "round", "what", "choice", "until"}),
        Template.PLACE_KEPT: frozenset({"application", "round", "what", "until"}),
        Template.PLACE_NOT_GIVEN: frozenset({"application", "round", "what", "next", "until"}),
        Template.CORRECTION_DECIDED: frozenset({"application", "round", "decision", "reason"}),
        Template.APPLICATION_ASKED: frozenset({"application", "round", "question", "reason"}),
        Template.APPLICATION_WITHDRAWN: frozenset({"application", "round", "reason"}),
        Template.PLACE_CAME_FREE: frozenset({"application", "round", "choice", "place", "until"}),
        Template.PLACE_IMPROVED: frozenset({"application", "round", "choice", "from", "place", "until"}),
        Template.STILL_WAITING: frozenset({"application", "round", "position", "until"}),
        Template.DRAFT_WAITING: frozenset({"round", "until"}),
        Template.APPLICATION_CARRIED: frozenset({"application", "before", "round", "list", "until"}),
        Template.APPLICATION_NOT_CARRIED: frozenset({"application", "round", "reason", "until"}),
        Template.OFFER_MADE: frozenset({"place", "size", "days", "price", "until", "picture", "link"}),
        Template.OFFER_DUE: frozenset({"place", "price", "until", "link"}),
        Template.OFFER_CONFIRMED: frozenset({"place", "days"}),
        Template.OFFER_EXPIRED: frozenset({"place", "until"}),
        Template.OFFER_WITHDRAWN: frozenset({"place", "reason"}),
        Template.OFFER_EXTENDED: frozenset({"place", "until", "reason"}),
        Template.SEASON_MOVED: frozenset({"place", "days", "reason"}),
        Template.GATE_CHANGED: frozenset({"site", "place", "day"}),
        Template.RENEWAL_MADE: frozenset({"place", "size", "days", "price", "until", "picture", "link"}),
        Template.MONEY_RETURNED: frozenset({"order", "amount", "why"}),
        Template.CIRCULAR: frozenset({"provider", "subject", "text"}),
        Template.STORAGE_NOTED: frozenset({"place", "m2", "price", "until", "link"}),
        Template.STORAGE_DUE: frozenset({"place", "m2", "price", "until", "link"}),
        Template.STORAGE_OVERDUE: frozenset({"place", "m2", "price", "until", "link"}),
        Template.STORAGE_PAID: frozenset({"place", "number", "days"}),
        Template.STORAGE_UNPAID: frozenset({"place", "reference", "boat", "price"}),
        Template.STORAGE_CHANGED: frozenset({"place", "m2", "difference", "reason", "link"}),
        Template.STORAGE_ENDED: frozenset({"place", "day", "reason"}),
    }
)

_LONGEST = 200
_LONGEST_OF = MappingProxyType({"reason": 2_000, LINK: 2_000, TEXT: 4_000})
_END_OF_PARAGRAPH = re.compile(r"\r?\n[ \t\r]*\n\s*")
# Control characters, and those that turn the direction of writing around.
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


class WrongFigures(Exception):
    """A template was given other figures than it needs: a fault in our own code."""


def tidy_figures(template: Template, figures: Mapping[str, str]) -> dict[str, str]:
    """The figures, each one line of visible characters and not too long. Raises ``WrongFigures``."""
    if figures.keys() != FIGURES[template]:
        raise WrongFigures(f"{template} needs {sorted(FIGURES[template])}, not {sorted(figures)}")
    return {name: _tidied(name, text) for name, text in figures.items()}


def paragraphs(text: str) -> list[str]:
    """What was written at length, paragraph by paragraph."""
    return [part for part in _END_OF_PARAGRAPH.split(text) if part.strip()] or [""]


def _tidied(name: str, text: str) -> str:
    if name == LINK:
        return _link(text)
    if name == TEXT:
        return "\n\n".join(_tidy(name, part) for part in paragraphs(text))
    return _tidy(name, text)


def _tidy(name: str, text: str) -> str:
    visible = "".join(" " if unicodedata.category(letter) in _HIDDEN else letter for letter in text)
    one_line, longest = " ".join(visible.split()), _LONGEST_OF.get(name, _LONGEST)
    return one_line if len(one_line) <= longest else f"{one_line[: longest - 1]}…"


def _link(url: str) -> str:
    fits = url.isascii() and url.isprintable() and len(url) <= _LONGEST_OF[LINK] and not set(url) & set(" <>\"'\\")
    if not fits or urlsplit(url).scheme not in ("https", "http") or not urlsplit(url).hostname:
        raise WrongFigures(f"this is no link: {url[:100]!r}")
    return url
