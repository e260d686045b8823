"""Two types of one name would be one type to graphene, whichever it meets first; that must not happen in silence."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import graphene

import schema.root  # noqa: F401 - brings in every type


def _below(base: Any) -> Iterator[Any]:
    for one in base.__subclasses__():
        yield one
        yield from _below(one)


def test_no_two_types_have_one_name() -> None:
    bases = (graphene.ObjectType, graphene.InputObjectType, graphene.Interface, graphene.Enum, graphene.Union)
    types = {one for base in bases for one in _below(base) if one.__module__.startswith("schema")}
    names = Counter(one._meta.name for one in types if getattr(one, "_meta", None))
    assert names["GivenConsent"] == 1
    assert [name for name, count in names.items() if count > 1] == []
