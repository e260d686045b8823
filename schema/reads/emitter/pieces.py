"""Knows how JSON text is put together in SQL: constant text and SQL expressions by turns, joined by ``concat``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# A function of PostgreSQL takes a hundred arguments.
_MOST_ARGUMENTS = 100


@dataclass(frozen=True, slots=True)
class Text:
    """Text that stands in the answer as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Sql:
    """An expression whose value stands in the answer as text."""

    sql: str


Piece = Text | Sql


def key(name: str, *, first: bool) -> Text:
    """The key of a field: a name of GraphQL, of letters, digits and underscores."""
    return Text(f'"{name}":' if first else f',"{name}":')


def concat(pieces: Iterable[Piece]) -> str:
    """One expression, the text of all pieces; a piece that is null is left out."""
    arguments = [quoted(piece.text) if isinstance(piece, Text) else piece.sql for piece in _merged(pieces)]
    chunks = [arguments[at : at + _MOST_ARGUMENTS] for at in range(0, len(arguments), _MOST_ARGUMENTS)]
    return " || ".join(f"concat({', '.join(chunk)})" for chunk in chunks)


def quoted(text: str) -> str:
    """A constant of SQL."""
    return "'" + text.replace("'", "''") + "'"


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    waiting = ""
    for piece in pieces:
        if isinstance(piece, Text):
            waiting += piece.text
            continue
        if waiting:
            yield Text(waiting)
        waiting = ""
        yield piece
    if waiting:
        yield Text(waiting)
