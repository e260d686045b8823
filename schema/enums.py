"""Knows how a closed set of the field becomes an enum of the contract, with a sentence for each value."""

from enum import StrEnum
from typing import Any

import graphene


def described(values: type[StrEnum], text: str, **texts: str) -> Any:
    """The enum of the same name and values; a value without a text of its own keeps the schema from being built."""
    return graphene.Enum.from_enum(values, description=lambda value: texts[value.name] if value else text)
