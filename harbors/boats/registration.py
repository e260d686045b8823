"""Knows which boats the law wants registered, wherever a boat is told of."""

from decimal import Decimal

HOME = "FI"
REGISTERED_FROM_MM = 5_500
REGISTERED_FROM_KW = Decimal(15)


def must_be_registered(length_mm: int, *, engine_kw: Decimal | None = None, country: str = HOME) -> bool:
    """Whether a boat under this flag has to be registered here: by its hull or by its engine; foreign boats never."""
    return country == HOME and (length_mm >= REGISTERED_FROM_MM or (engine_kw or 0) >= REGISTERED_FROM_KW)
