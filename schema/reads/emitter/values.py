"""Knows how single values become JSON text in SQL."""

from base64 import b64encode
from collections.abc import Sequence

from schema.reads.cursors import FORMS, SEPARATOR
from schema.reads.emitter.pieces import Piece, Sql, Text, joined, quoted
from schema.reads.planning.kinds import Kind, ValueKind
from schema.reads.selections import ReadType

_UUID = 36  # characters, all of them ASCII
# As Python writes an instant: microseconds only where there are some.
_INSTANT = "(replace(to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), '.000000', '') || '+00:00')"
_TEXTS = {
    Kind.TEXT: "to_json({0})::text",
    Kind.NUMBER: "({0})::text",
    Kind.BOOLEAN: "({0})::text",
    Kind.JSON: "{0}",
    Kind.ARRAY: "array_to_json({0})::text",
}
_QUOTED = {Kind.TOKEN: "{0}", Kind.DATE: "({0})::text", Kind.TIMESTAMP: _INSTANT}


def value(sql: str, kind: ValueKind, *, certain: bool, said: str) -> list[Piece]:
    """A value as JSON. What is never null, and still may be absent, stops the statement, which names it."""
    if certain:
        return _there(sql, kind.kind)
    otherwise = "'null'" if kind.nullable else f"missing({quoted(said)})"
    return [Sql(f"coalesce({_whole(sql, kind.kind)}, {otherwise})")]


def identity(type_: ReadType, row: str) -> list[Piece]:
    """The id of a row: unpadded base64url of ``Type:uuid``."""
    names = type_.types
    if not names:
        return _id(type_.name, row)
    column = type_.relation.type_column
    cases = " ".join(f"WHEN {quoted(kind)} THEN {joined(_id(name, row))}" for kind, name in names.items())
    return [Sql(f"CASE {row}.{column} {cases} END")]


def type_name(type_: ReadType, row: str) -> list[Piece]:
    """The name of the type that a row of an interface is of."""
    cases = " ".join(f"WHEN {quoted(kind)} THEN {quoted(name)}" for kind, name in type_.types.items())
    return [Text('"'), Sql(f"CASE {row}.{type_.relation.type_column} {cases} END"), Text('"')]


def cursor(keys: Sequence[str], types: Sequence[str], purpose: str) -> str:
    """The cursor of a row with these keys, of these SQL types; the same as ``cursors.encode_cursor`` writes."""
    written = [FORMS[sql_type].sql.replace("{key}", one) for one, sql_type in zip(keys, types, strict=True)]
    return f"concat_ws({quoted(SEPARATOR)}, {', '.join([purpose, *written])})"


def _there(sql: str, kind: Kind) -> list[Piece]:
    if kind in _QUOTED:
        return [Text('"'), Sql(_QUOTED[kind].format(sql)), Text('"')]
    return [Sql(_TEXTS[kind].format(sql))]


def _whole(sql: str, kind: Kind) -> str:
    """The JSON as one text that is null where the value is."""
    if kind in _QUOTED:
        return f"'\"' || {_QUOTED[kind].format(sql)} || '\"'"
    return _TEXTS[kind].format(sql)


def _id(type_name: str, row: str) -> list[Piece]:
    """No byte of an id gives ``+`` or ``/``; three bytes make four characters, so the first of them are constant."""
    prefix = f"{type_name}:".encode("ascii")
    whole = len(prefix) - len(prefix) % 3
    rest = prefix[whole:].decode("ascii")
    told = (
        f"encode(({quoted(rest)} || {row}.id)::bytea, 'base64')" if rest else f"encode({row}.id::text::bytea, 'base64')"
    )
    bare = told if (len(rest) + _UUID) % 3 == 0 else f"rtrim({told}, '=')"
    return [Text('"' + b64encode(prefix[:whole]).decode("ascii")), Sql(bare), Text('"')]
