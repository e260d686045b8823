"""Knows the order in which people count: 2 before 10, 17 before 17A."""

import re
from uuid import UUID

_DIGITS = re.compile(r"(\d+)")


def natural(text: str, tie: UUID) -> tuple[object, ...]:
    """A sort key: runs of digits by their value, the rest by letters of either case, equal texts by ``tie``.

    Splitting at digits alternates text and number from the first part on, so that keys always compare like with like.
    """
    parts = _DIGITS.split(text.casefold())
    return (tuple(int(part) if index % 2 else part for index, part in enumerate(parts)), text, tie.int)
