"""Knows the SQL of objects: a record of the row at hand, the row that it leads to, a row found by its key."""

from collections.abc import Iterator
from itertools import count

from schema.reads.emitter import lists, values
from schema.reads.emitter.pieces import Piece, Sql, Text, joined, key, quoted, whole
from schema.reads.emitter.slots import Slots
from schema.reads.emitter.templates import all_of, fill, guards, source
from schema.reads.planning.nodes import (
    Cases,
    Constant,
    Found,
    FoundMany,
    Id,
    Items,
    List,
    Node,
    Perhaps,
    Record,
    TypeName,
    Value,
    Way,
)
from schema.reads.selections import ReadType


class Writer:
    """Writes the nodes of one statement; names its rows and gives out its parameters."""

    def __init__(self) -> None:
        self.slots = Slots()
        self._rows = count(1)

    def new_row(self) -> str:
        return f"r{next(self._rows)}"

    def pieces(self, node: Node, row: str) -> list[Piece]:
        """The JSON of a node, read from the row called ``row``."""
        match node:
            case Constant():
                return [Text(node.json)]
            case Id():
                return values.identity(node.type, row)
            case TypeName():
                return values.type_name(node.type, row)
            case Value():
                return self._value(node, row)
            case Record():
                return list(self._record(node, row))
            case Perhaps():
                return [Sql(self._perhaps(node, row))]
            case Items():
                return [Text("["), Sql(self._items(node, row)), Text("]")]
            case Cases():
                return [Sql(self._cases(node, row))]
            case Way():
                return [Sql(self._way(node, row))]
            case List():
                return lists.pieces(self, node, row)
            case Found():
                return [Sql(self._found(node))]
            case FoundMany():
                return [Text("["), Sql(self._found_many(node)), Text("]")]

    def _record(self, record: Record, row: str) -> Iterator[Piece]:
        yield Text("{")
        for index, (name, node) in enumerate(record.fields):
            yield key(name, first=index == 0)
            yield from self.pieces(node, row)
        yield Text("}")

    def _value(self, node: Value, row: str) -> list[Piece]:
        slots = self.slots.take(node.site, "", node.types) if node.site else ()
        filled = fill(node.sql, row, slots)
        if "{now}" in filled:
            filled = filled.replace("{now}", self.slots.now())
        return values.value(filled, node.kind, certain=node.certain, said=node.said)

    def _items(self, node: Items, row: str) -> str:
        slots = self.slots.take(node.site, "", node.types) if node.site else ()
        one = whole(self._record(node.record, "item"), said=node.said)
        listed = f"string_agg({one}, ',' ORDER BY {node.listing.order})"
        return f"coalesce((SELECT {listed} {fill(node.listing.source, row, slots)}), '')"

    def _perhaps(self, node: Perhaps, row: str) -> str:
        slots = self.slots.take(node.site, "", node.types) if node.site else ()
        condition = fill(node.condition.sql, row, slots)
        return f"CASE WHEN {condition} THEN {joined(list(self._record(node.record, row)))} ELSE 'null' END"

    def _cases(self, node: Cases, row: str) -> str:
        cases = " ".join(f"WHEN {quoted(kind)} THEN {joined(self.pieces(one, row))}" for kind, one in node.records)
        return f"CASE {row}.{node.column} {cases} END"

    def _way(self, node: Way, row: str) -> str:
        otherwise = "'null'" if node.nullable else f"missing({quoted(node.said)})"
        return f"coalesce({self._one(node.target, node.record, f'{row}.{node.column}')}, {otherwise})"

    def _found(self, node: Found) -> str:
        (wanted,) = self.slots.take(node.site, "", ("uuid",))
        return f"coalesce({self._one(node.target, node.record, wanted)}, 'null')"

    def _one(self, target: ReadType, record: Node, wanted: str) -> str:
        row = self.new_row()
        conditions = all_of([f"{row}.id = {wanted}", *guards(target.relation, row)])
        made = whole(self.pieces(record, row), said=target.name)
        return f"(SELECT {made} {source(target.relation, row)} WHERE {conditions})"

    def _found_many(self, node: FoundMany) -> str:
        if not node.records:
            return "''"
        (size,) = self.slots.take(node.site, "count", ("integer",))
        found = " UNION ALL ".join(self._of_type(node, target, record) for target, record in node.records)
        listed = "string_agg(coalesce(found.object, 'null'), ',' ORDER BY asked.position)"
        asked = f"generate_series(0, {size} - 1) AS asked (position)"
        return f"(SELECT {listed} FROM {asked} LEFT JOIN ({found}) AS found ON found.position = asked.position)"

    def _of_type(self, node: FoundMany, target: ReadType, record: Node) -> str:
        row = self.new_row()
        positions, keys = self.slots.take(node.site, target.name, ("integer[]", "uuid[]"))
        wanted = f"unnest({positions}, {keys}) AS wanted (position, key)"
        conditions = all_of([f"{row}.id = wanted.key", *guards(target.relation, row)])
        made = whole(self.pieces(record, row), said=target.name)
        return (
            f"SELECT wanted.position, {made} AS object FROM {wanted} JOIN {target.relation.table} {row} ON {conditions}"
        )
