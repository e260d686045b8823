"""Knows filters and orders: input objects whose fields carry a predicate, enums whose values carry sort keys."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import graphene
from graphene.utils.str_converters import to_camel_case

from schema.errors import BadInput, LimitExceeded
from schema.reads.declare import Predicate, SortKey
from schema.reads.selections import Condition, Ordered, ordered

# Each is compared with every row: a longer list is a join, not a filter.
MOST_VALUES = 1_000


class Where(graphene.InputField):
    """A field of a filter; ``parameters`` turns the coerced value into ``{0}``, ``{1}`` ... of ``sql``."""

    def __init__(
        self,
        type_: Any,
        sql: str,
        *types: str,
        parameters: Callable[[Any], tuple[object, ...]] = lambda value: (value,),
        within: str = "{met}",
        cost: int = 1,
        description: str,
    ) -> None:
        super().__init__(type_, description=description)
        self.predicate = Predicate(sql=sql, types=types, parameters=parameters, within=within, cost=cost)


class Filter(graphene.InputObjectType):
    """The base of filters. An absent field, null or an empty list filters nothing; the fields given are all to hold."""

    class Meta:
        abstract = True


@cache
def predicates(filter_type: Any) -> Mapping[str, Predicate]:
    """The predicate of each field of a filter."""
    return {name: field.predicate for name, field in filter_type._meta.fields.items()} if filter_type else {}


def conditions(filter_type: Any, given: Mapping[str, Any] | None) -> dict[str, Condition]:
    """The conditions of a filter by the names of its fields."""
    return dict(_conditions(filter_type, given or {}))


def _conditions(filter_type: Any, given: Mapping[str, Any]) -> Iterator[tuple[str, Condition]]:
    known = predicates(filter_type)
    for name, value in given.items():
        if value is not None and value != []:
            _check_length(name, value)
            predicate = known[name]
            yield name, Condition(predicate, tuple(map(_hashable, predicate.parameters(value))))


def _check_length(name: str, value: Any) -> None:
    if isinstance(value, list) and len(value) > MOST_VALUES:
        message = f"{to_camel_case(name)}: {len(value)} are more than the {MOST_VALUES} that a filter takes."
        raise LimitExceeded(message, limit=MOST_VALUES, actual=len(value))


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class OrderBy:
    """An enum of orders. ``keys`` maps each value to its sort keys, ``texts`` to its description."""

    def __init__(self, name: str, keys: Mapping[str, tuple[SortKey, ...]], texts: Mapping[str, str]) -> None:
        self.keys = keys
        self.enum = graphene.Enum(
            name,
            [(value, value) for value in keys],
            description=lambda value: texts[value.name] if value else f"Orders of a list: {name}.",
        )

    def order(self, wanted: Sequence[Any], known: Mapping[str, Condition]) -> tuple[Ordered, ...]:
        """The sort keys of the wanted values, the strongest first. Raises BAD_USER_INPUT for a lacking filter."""
        keys = [key for value in wanted for key in self.keys[getattr(value, "value", value)]]
        try:
            return ordered(keys, known)
        except KeyError as lacking:
            message = f"orderBy: this order needs the filter {lacking.args[0]!r}, which says from where."
            raise BadInput(message) from None
