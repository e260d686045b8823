"""Knows how a list is written in the contract: of values, none of them null."""

from typing import Any

import graphene


def some(type_: Any) -> Any:
    """A list of values, none of them null."""
    return graphene.List(graphene.NonNull(type_))
