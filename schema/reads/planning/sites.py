"""Knows the places of a document where arguments stand: what is asked there, and the values that it takes to ask it.

A site is asked twice: which shape its arguments have, when a plan is chosen, and for its values, when the plan runs.
Both come from the same coercion by graphql-core and from the code that the resolvers use.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from graphql import FieldNode, GraphQLField

from schema import ids
from schema.reads.asked import AskedList, ListShape, ListTerms, ask_list
from schema.reads.cursors import purpose
from schema.reads.declare import ToMany
from schema.reads.planning.arguments import Arguments
from schema.reads.planning.declarations import Declared
from schema.reads.planning.shapes import Given, Recorder
from schema.reads.registry import object_types

Values = tuple[object, ...]
ValuesOf = Callable[[Mapping[str, Any]], Values]
S = TypeVar("S", bound="Site")


class Site(ABC):
    """The arguments of one field, read once for a request, or once for all where they hold no variable."""

    def __init__(self, field: GraphQLField, node: FieldNode) -> None:
        self._arguments = Arguments(field, node)
        self._always: Any = None

    def asked(self, given: Given) -> Any:
        """What is asked here. Raises what graphql-core and the field raise for arguments that cannot be."""
        if self._always is not None:
            return self._always
        if self not in given.memo:
            found = given.memo[self] = self.read(self._arguments.values(given.variables))
            self._always = found if self._arguments.constant else None
        return given.memo[self]

    def settle(self, recorder: Recorder) -> Any:
        """The shape of what is asked: what the SQL depends on. What never changes tells no requests apart."""
        if self._arguments.constant:
            return recorder.look(self._shape_for)
        return recorder.ask(self, self._shape_for)

    def _shape_for(self, given: Given) -> Hashable:
        return self.shape(self.asked(given))

    @abstractmethod
    def read(self, arguments: Mapping[str, Any]) -> Any:
        """What coerced arguments ask for. Raises BAD_USER_INPUT and LIMIT_EXCEEDED."""

    def shape(self, _asked: Any) -> Hashable:
        """What the SQL depends on: nothing, unless a kind of site says otherwise."""
        return None

    @abstractmethod
    def values(self, given: Given, part: str) -> Values:
        """The values of the parameters that the emitter took slots for under the name ``part``."""


# The values of each part of a list, by its name.
_OF_LISTS: Mapping[str, Callable[[AskedList], Values]] = {
    "filter": lambda asked: tuple(one for met in asked.selection.conditions for one in met.parameters),
    "order": lambda asked: tuple(one for key in asked.selection.order for one in key.parameters),
    "after": lambda asked: asked.page.after or (),
    "before": lambda asked: asked.page.before or (),
    "size": lambda asked: (asked.page.size,),
    "purpose": lambda asked: (purpose(asked.selection),),
}


class ListSite(Site):
    """A list: its filter, order and page."""

    def __init__(self, field: GraphQLField, node: FieldNode, terms: ListTerms) -> None:
        super().__init__(field, node)
        self._terms = terms

    @property
    def way(self) -> ToMany:
        return self._terms.way

    def size(self, given: Given) -> int:
        """How many rows a page has at most."""
        asked: AskedList = self.asked(given)
        return asked.page.size

    def read(self, arguments: Mapping[str, Any]) -> AskedList:
        return ask_list(self._terms, arguments)

    def shape(self, asked: AskedList) -> ListShape:
        return asked.shape

    def values(self, given: Given, part: str) -> Values:
        return _OF_LISTS[part](self.asked(given))


class ComputedSite(Site):
    """Arguments of what the database computes."""

    def __init__(self, field: GraphQLField, node: FieldNode, values_of: ValuesOf) -> None:
        super().__init__(field, node)
        self._values_of = values_of

    def read(self, arguments: Mapping[str, Any]) -> Values:
        return self._values_of(arguments)

    def values(self, given: Given, part: str) -> Values:
        found: Values = self.asked(given)
        return found


class VariantSite(ComputedSite):
    """Arguments of a field that is a column, or computed where one of them is given: its shape is which."""

    def __init__(self, field: GraphQLField, node: FieldNode, *, argument: str, values_of: ValuesOf) -> None:
        super().__init__(field, node, values_of)
        self._argument = argument

    def read(self, arguments: Mapping[str, Any]) -> Values:
        return () if arguments.get(self._argument) is None else super().read(arguments)

    def shape(self, asked: Values) -> Hashable:
        return asked != ()


class IdSite(Site):
    """The id of an object of a known type."""

    def __init__(self, field: GraphQLField, node: FieldNode, type_name: str) -> None:
        super().__init__(field, node)
        self._type_name = type_name

    def read(self, arguments: Mapping[str, Any]) -> UUID:
        return ids.decode_as(self._type_name, arguments["id"])

    def values(self, given: Given, part: str) -> Values:
        return (self.asked(given),)


class AnyIdSite(Site):
    """The id of an object of any type; its shape is the type's name, or nothing where there is no such type."""

    def read(self, arguments: Mapping[str, Any]) -> tuple[str, UUID]:
        return ids.decode(arguments["id"])

    def shape(self, asked: tuple[str, UUID]) -> Hashable:
        return asked[0] if asked[0] in object_types() else None

    def values(self, given: Given, part: str) -> Values:
        return (self.asked(given)[1],)


class AnyIdsSite(Site):
    """Ids of objects of any types; its shape is the types, or nothing where one of them is none.

    Its values are the positions and keys of each.
    """

    def read(self, arguments: Mapping[str, Any]) -> Mapping[str, tuple[list[int], list[UUID]]]:
        asked: list[str] = arguments["ids"]
        ids.check_number(asked)
        found: dict[str, tuple[list[int], list[UUID]]] = defaultdict(lambda: ([], []))
        for position, identifier in enumerate(asked):
            type_name, key = ids.decode(identifier)
            found[type_name][0].append(position)
            found[type_name][1].append(key)
        return found

    def shape(self, asked: Mapping[str, Sequence[object]]) -> Hashable:
        return tuple(sorted(asked)) if asked.keys() <= object_types().keys() else None

    def values(self, given: Given, part: str) -> Values:
        found: Mapping[str, tuple[list[int], list[UUID]]] = self.asked(given)
        return (self.size(given),) if part == "count" else tuple(tuple(column) for column in found[part])

    def size(self, given: Given) -> int:
        """How many ids there are."""
        found: Mapping[str, tuple[list[int], list[UUID]]] = self.asked(given)
        return sum(len(keys) for _, keys in found.values())


def site_of(declared: Declared, node: FieldNode, recorder: Recorder, make: Callable[[GraphQLField, FieldNode], S]) -> S:
    """The site of a field where it stands in a document; of several plans it is one and the same."""
    return recorder.site((id(node), declared), lambda: make(declared.field, node))
