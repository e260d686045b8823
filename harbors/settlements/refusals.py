"""Knows the words for what cannot be done with an order whose thing is elsewhere."""

from harbors.errors import Invalid, NotFound, Problem, Refused
from harbors.text import Translated

_ELSEWHERE = Translated(
    fi="Tilaus kuuluu tarjoukseen tai ilmoitukseen: peru se, niin tilaus peruuntuu.",
    sv="Beställningen hör till ett erbjudande eller en anmälan: återta det, så återtas beställningen.",
    en="This order belongs to an offer or a notice: withdraw that, and the order goes with it.",
)
_NO_LINE = Translated(
    fi="Tilauksessa ei ole tällaista riviä.",
    sv="Beställningen har ingen sådan rad.",
    en="The order has no such line.",
)
_WORDS = Translated(
    fi="Tähän tarvitaan 1–2 000 merkkiä.", sv="Här behövs 1–2 000 tecken.", en="This takes 1 to 2,000 characters."
)


def line_unknown() -> NotFound:
    """There is no line of that number."""
    return NotFound(Problem("LINE_UNKNOWN", "lineNumber", _NO_LINE))


def reason_unfit(field: str) -> Invalid:
    """A reason that says nothing, or too much."""
    return Invalid(Problem("REASON_UNFIT", field, _WORDS))


def cancelled_elsewhere() -> Refused:
    """What was ordered has a life of its own, which ends first."""
    return Refused(Problem("ORDER_CANCELLED_ELSEWHERE", "orderId", _ELSEWHERE))
