"""Knows how an operation becomes nodes: what it selects meets what the schema declares."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from graphql import FieldNode, GraphQLField, GraphQLSchema, get_named_type

from schema.prepared import PreparedOperation
from schema.reads.declare import ByAnyId, ByAnyIds, ById, Composite, Identity, Listing, ToMany, ToOne
from schema.reads.planning import lists, values
from schema.reads.planning.collector import Collector, Selected
from schema.reads.planning.declarations import Declarations, Declared
from schema.reads.planning.nodes import (
    Cases,
    Found,
    FoundMany,
    Id,
    Items,
    Node,
    Perhaps,
    Record,
    TypeName,
    Way,
)
from schema.reads.planning.reasons import Reason, Unplannable
from schema.reads.planning.shapes import Recorder
from schema.reads.planning.sites import AnyIdSite, AnyIdsSite, ComputedSite, IdSite, Site, site_of
from schema.reads.registry import read_type
from schema.reads.selections import ReadType

# An interface with fragments multiplies: beyond this the statement would take longer to plan than to run.
MOST_FIELDS = 5_000

Nodes = Sequence[FieldNode]
S = TypeVar("S", bound=Site)


class Planner:
    """Plans one operation for requests of one shape, which it learns by asking."""

    def __init__(
        self, schema: GraphQLSchema, declared: Declarations, operation: PreparedOperation, recorder: Recorder
    ) -> None:
        self._schema = schema
        self._declared = declared
        self.recorder = recorder
        self.collector = Collector(schema, operation, recorder)
        self._fields = 0

    def plan(self) -> Record:
        """The whole answer. Raises ``Unplannable``."""
        query = self._schema.query_type
        assert query is not None
        selected = self.collector.of_operation(query)
        return Record(tuple((key, self._root(query.name, nodes)) for key, nodes in selected.items()))

    def _root(self, query: str, nodes: Nodes) -> Node:
        if nodes[0].name.value == lists.TYPE_NAME:
            return lists.constant(query)
        declared = self._of(query, nodes)
        match declared.read:
            case ToMany():
                return lists.plan(self, declared, nodes)
            case ById(to):
                site = self._site(declared, nodes, partial(IdSite, type_name=to))
                site.settle(self.recorder)
                return Found(read_type(to), site, self.object(read_type(to), nodes))
            case ByAnyId():
                return self._any(declared, nodes)
            case ByAnyIds():
                return self._many(declared, nodes)
            case _:
                raise Unplannable(Reason.RESOLVER)

    def _any(self, declared: Declared, nodes: Nodes) -> Found:
        site = self._site(declared, nodes, AnyIdSite)
        name = site.settle(self.recorder)
        if name is None:
            raise Unplannable(Reason.INPUT)
        return Found(read_type(name), site, self.object(read_type(name), nodes))

    def _many(self, declared: Declared, nodes: Nodes) -> FoundMany:
        site = self._site(declared, nodes, AnyIdsSite)
        names = site.settle(self.recorder)
        if names is None:
            raise Unplannable(Reason.INPUT)
        targets = [read_type(name) for name in names]
        return FoundMany(site, tuple((target, self.object(target, nodes)) for target in targets))

    def require_access(self, type_: ReadType) -> None:
        """Rows that this principal may not ask for are not planned, nor those of others that it may see."""
        access = type_.relation.access
        if access is not None and not self.recorder.is_met(access):
            raise Unplannable(Reason.DENIED)
        if access is not None and self.recorder.is_witnessed():
            raise Unplannable(Reason.WITNESSED)

    def object(self, type_: ReadType, nodes: Nodes) -> Node:
        """The object of a row; of an interface one record, unless what is asked depends on the type."""
        self.require_access(type_)
        if not type_.types:
            return self._record(type_, type_.name, self.collector.under(nodes, type_.name))
        selected = {name: self.collector.under(nodes, name) for name in type_.types.values()}
        first, *others = selected.values()
        if all(other == first for other in others) and self._is_shared(type_, first):
            return self._record(type_, type_.name, first)
        records = tuple(
            (kind, self._record(read_type(name), name, selected[name])) for kind, name in type_.types.items()
        )
        return Cases(str(type_.relation.type_column), records)

    def _is_shared(self, type_: ReadType, selected: Selected) -> bool:
        names = {nodes[0].name.value for nodes in selected.values()}
        return names <= {lists.TYPE_NAME, *self._declared[type_.name]}

    def _record(self, type_: ReadType, type_name: str, selected: Selected) -> Record:
        return Record(tuple((key, self._field(type_, type_name, nodes)) for key, nodes in selected.items()))

    def _field(self, type_: ReadType, type_name: str, nodes: Nodes) -> Node:
        if nodes[0].name.value == lists.TYPE_NAME:
            return TypeName(type_) if type_.types else lists.constant(type_name)
        declared = self._of(type_name, nodes)
        match declared.read:
            case Identity():
                return Id(type_)
            case ToOne(to, column):
                said = f"{type_name}.{nodes[0].name.value}"
                nullable = values.is_nullable(declared.field)
                return Way(read_type(to), column, self.object(read_type(to), nodes), nullable=nullable, said=said)
            case ToMany():
                return lists.plan(self, declared, nodes)
            case Composite() as composite:
                return self._composite(composite, declared, nodes)
            case Listing() as listing:
                return self._items(listing, declared, nodes, self._computed(listing, declared, nodes))
            case _:
                return values.plan(declared, type_name, nodes[0], self.recorder)

    def _composite(self, composite: Composite, declared: Declared, nodes: Nodes) -> Record | Perhaps:
        type_name = get_named_type(declared.field.type).name
        site = self._computed(composite, declared, nodes)
        parts = dict(composite.parts)
        record = Record(
            tuple(
                (key, self._part(parts, type_name, inner, site, composite.types))
                for key, inner in self.collector.under(nodes, type_name).items()
            )
        )
        return Perhaps(composite.there, record, site, composite.types) if composite.there else record

    def _part(
        self, parts: Mapping[str, Any], type_name: str, nodes: Nodes, site: Site | None, types: tuple[str, ...]
    ) -> Node:
        if nodes[0].name.value == lists.TYPE_NAME:
            return lists.constant(type_name)
        declared = self._of(type_name, nodes)
        read = parts[declared.name]
        if isinstance(read, Listing):
            return self._items(read, declared, nodes, site, types)
        return values.part(read, declared, type_name, site, types)

    def _items(
        self, listing: Listing, declared: Declared, nodes: Nodes, site: Site | None, types: tuple[str, ...] = ()
    ) -> Items:
        type_name = get_named_type(declared.field.type).name
        selected = self.collector.under(nodes, type_name)
        fields = tuple((key, self._item(type_name, inner)) for key, inner in selected.items())
        return Items(listing, type_name, Record(fields), site, types or listing.types)

    def _item(self, type_name: str, nodes: Nodes) -> Node:
        if nodes[0].name.value == lists.TYPE_NAME:
            return lists.constant(type_name)
        return values.item(self._of(type_name, nodes), type_name)

    def _computed(self, read: Composite | Listing, declared: Declared, nodes: Nodes) -> Site | None:
        """The site of the arguments of a field, if it takes any."""
        if not read.types:
            return None
        site = self._site(declared, nodes, partial(ComputedSite, values_of=read.arguments))
        site.settle(self.recorder)
        return site

    def _site(self, declared: Declared, nodes: Nodes, make: Callable[[GraphQLField, FieldNode], S]) -> S:
        return site_of(declared, nodes[0], self.recorder, make)

    def _of(self, type_name: str, nodes: Nodes) -> Declared:
        self._fields += 1
        if self._fields > MOST_FIELDS:
            raise Unplannable(Reason.LARGE)
        declared = self._declared[type_name].get(nodes[0].name.value)
        if declared is None:
            raise Unplannable(Reason.RESOLVER)
        if declared.access is not None and not self.recorder.is_met(declared.access):
            raise Unplannable(Reason.DENIED)
        return declared
