"""Knows how JSON text is put together in SQL: constant text and SQL expressions by turns.

Every expression is of type text. ``||`` copies less than ``concat``, and where anything is null the whole is: nothing
is left out in silence.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# PostgreSQL reads an expression as deep as it is nested, and has only so much room for that.
_SIDE_BY_SIDE = 30


@dataclass(frozen=True, slots=True)
class Text:
    """Text that stands in the answer as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Sql:
    """An expression of type text whose value stands in the answer."""

    sql: str


Piece = Text | Sql


def key(name: str, *, first: bool) -> Text:
    """The key of a field: a name of GraphQL, of letters, digits and underscores."""
    return Text(f'"{name}":' if first else f',"{name}":')


def joined(pieces: Iterable[Piece]) -> str:
    """One expression, the text of all pieces; null if one of them is."""
    return _joined([quoted(piece.text) if isinstance(piece, Text) else piece.sql for piece in _merged(pieces)])


def _joined(operands: Sequence[str]) -> str:
    if len(operands) <= _SIDE_BY_SIDE:
        return f"({' || '.join(operands)})"
    groups = [operands[at : at + _SIDE_BY_SIDE] for at in range(0, len(operands), _SIDE_BY_SIDE)]
    return _joined([_joined(group) for group in groups])


def whole(pieces: Iterable[Piece], *, said: str) -> str:
    """The text of all pieces; if one of them is null, the statement stops and says of what."""
    return f"coalesce({joined(pieces)}, missing({quoted(said)}))"


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
