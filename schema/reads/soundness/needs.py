"""Knows what a field needs of a column, and the words for what is lacking."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from graphql import GraphQLEnumType, GraphQLOutputType, get_named_type, is_non_null_type

from schema.reads.planning.kinds import Kind, kind_of
from schema.reads.registry import read_type
from schema.reads.soundness.looks import Place
from schema.reads.soundness.stored import Stored, Table

_SQL_TYPES = {
    Kind.TOKEN: {"text"},
    Kind.TEXT: {"text"},
    Kind.NUMBER: {"smallint", "integer", "double precision"},
    Kind.BOOLEAN: {"boolean"},
    Kind.JSON: {"text"},
    Kind.TIMESTAMP: {"timestamp with time zone"},
    Kind.DATE: {"date"},
    Kind.ARRAY: {"text[]", "integer[]", "double precision[]"},
}


@dataclass(frozen=True, slots=True)
class Needs:
    """Of rows of ``table``; those of a type that shares it have the kind ``of_kind``, a column and its value."""

    stored: Stored
    table: str
    of_kind: tuple[str, str] | None = None

    def value(self, column: str, type_: GraphQLOutputType) -> Iterator[str]:
        """A column that becomes a value of this type as it stands."""
        yield from self.typed(column, _SQL_TYPES[kind_of(type_).kind])
        if is_non_null_type(type_):
            yield from self.sure(column)
        named = get_named_type(type_)
        if isinstance(named, GraphQLEnumType):
            yield from self.kept((self.table, column), named)

    def key(self, column: str, *, sure: bool) -> Iterator[str]:
        """A column with the key of a row."""
        yield from self.typed(column, {"uuid"})
        if sure:
            yield from self.sure(column)

    def typed(self, column: str, sql_types: Collection[str]) -> Iterator[str]:
        """A column of one of these types."""
        known = self._table(self.table).types.get(column)
        yield from self.there(column)
        if known and known not in sql_types:
            yield f"{self.table}.{column} is {known}, not {' or '.join(sorted(sql_types))}"

    def sure(self, column: str) -> Iterator[str]:
        """A column that is never null in these rows, by its own constraint or by a check of what each kind has."""
        table = self._table(self.table)
        if column in table.types and not table.is_sure(column, of_kind=self.of_kind):
            yield f"{self.table}.{column} may be null"

    def texts(self, columns: Collection[str], *, sure: bool) -> Iterator[str]:
        """Columns of texts, of which one at least is never null if this has to be ``sure``."""
        for column in columns:
            yield from self.typed(column, {"text"})
        if sure and not self._table(self.table).has_one_of(columns):
            yield f"all of {', '.join(columns)} of {self.table} may be null"

    def there(self, column: str) -> Iterator[str]:
        """A column of whatever type."""
        if column not in self._table(self.table).types:
            yield f"{self.table}.{column} does not exist"

    def found(self, to: str) -> Iterator[str]:
        """Rows of the type ``to`` are looked up by their key."""
        table = read_type(to).relation.table
        if "id" not in self._table(table).indexed:
            yield f"no index begins with {table}.id"

    def kept(self, place: Place, enum: GraphQLEnumType) -> Iterator[str]:
        """A column that is kept to values of the enum: they are names, which need no escaping."""
        table, column = place
        kept = self._table(table).kept_to(column)
        if column in self._table(table).types and (kept is None or not kept <= set(enum.values)):
            yield f"no check keeps {table}.{column} to the values of {enum.name}"

    def _table(self, name: str) -> Table:
        return self.stored.tables[name]
