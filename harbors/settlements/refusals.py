"""Knows the words for what cannot be done with an order whose thing is elsewhere."""

from harbors.errors import Problem, Refused
from harbors.text import Translated

_ELSEWHERE = Translated(
    fi="Tilaus kuuluu tarjoukseen tai ilmoitukseen: peru se, niin tilaus peruuntuu.",
    sv="Beställningen hör till ett erbjudande eller en anmälan: återta det, så återtas beställningen.",
    en="This order belongs to an offer or a notice: withdraw that, and the order goes with it.",
)


def cancelled_elsewhere() -> Refused:
    """What was ordered has a life of its own, which ends first."""
    return Refused(Problem("ORDER_CANCELLED_ELSEWHERE", "orderId", _ELSEWHERE))
