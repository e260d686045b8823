"""Knows how many values the variables of a request may hold: each is looked at before anything runs."""

from collections.abc import Mapping
from typing import Any

from schema.errors import LimitExceeded

# Several filters with as long lists as they take; coercing so many takes a twentieth of a second.
MOST_VALUES = 10_000


def check_variables(variables: Mapping[str, Any]) -> None:
    """Raises ``LimitExceeded`` for too many values in lists and objects, without looking at them all."""
    waiting: list[Any] = [variables]
    count = 0
    while waiting:
        several = waiting.pop()
        count += len(several)
        if count > MOST_VALUES:
            raise LimitExceeded(f"The variables hold more than {MOST_VALUES:,} values.", limit=MOST_VALUES)
        values = several if isinstance(several, list) else several.values()
        waiting.extend(value for value in values if isinstance(value, list | dict))
