"""Knows how the statements in a room's ``queries.sql`` are found, named and run on a connection that is passed in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Protocol

Row = Mapping[str, Any]

_HEADING = re.compile(r"^-- name: (?P<name>[a-z][a-z0-9_]*)(?P<answer>[\^$!]?)$", re.M)
_PARAMETER = re.compile(r"(?<!:):([a-z][a-z0-9_]*)")


class Connection(Protocol):
    """What a statement needs of a database connection: asyncpg's, or anything that answers like it."""

    async def fetch(self, query: str, *args: object) -> Sequence[Row]: ...
    async def fetchrow(self, query: str, *args: object) -> Row | None: ...
    async def fetchval(self, query: str, *args: object) -> Any: ...
    async def execute(self, query: str, *args: object) -> str: ...
    def transaction(self) -> AbstractAsyncContextManager[Any]:
        """Within the transaction of the edge a savepoint: what fails in it is undone by itself."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One named statement: ``text`` with ``$n`` in the order of ``parameters``.

    Raises ``KeyError`` when a parameter is missing and ``TypeError`` when one is unknown.
    """

    name: str
    text: str
    parameters: tuple[str, ...]

    async def rows(self, connection: Connection, **values: object) -> Sequence[Row]:
        return await connection.fetch(self.text, *self._ordered(values))

    async def row(self, connection: Connection, **values: object) -> Row | None:
        return await connection.fetchrow(self.text, *self._ordered(values))

    async def value(self, connection: Connection, **values: object) -> Any:
        return await connection.fetchval(self.text, *self._ordered(values))

    async def run(self, connection: Connection, **values: object) -> str:
        return await connection.execute(self.text, *self._ordered(values))

    def _ordered(self, values: Mapping[str, object]) -> list[object]:
        if unknown := values.keys() - set(self.parameters):
            raise TypeError(f"{self.name} has no parameter {', '.join(sorted(unknown))}")
        return [values[parameter] for parameter in self.parameters]


class Statements:
    """The statements of one room, as attributes and as an iterable.

    Source: the ``queries.sql`` beside the room's modules; a heading reads ``-- name: claim_berth^``, where
    ``^`` promises one row, ``$`` one value, ``!`` no answer and nothing many rows (a promise to the reader).
    """

    def __init__(self, package: str) -> None:
        text = files(package).joinpath("queries.sql").read_text(encoding="utf-8")
        self._by_name = {statement.name: statement for statement in _parse(text)}

    def __getattr__(self, name: str) -> Statement:
        try:
            return self._by_name[name]
        except KeyError:
            raise AttributeError(name) from None

    def __iter__(self) -> Iterator[Statement]:
        return iter(self._by_name.values())


def _parse(text: str) -> Iterator[Statement]:
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    for heading, end in zip(headings, ends, strict=True):
        yield _statement(heading["name"], text[heading.end() : end])


def _statement(name: str, body: str) -> Statement:
    lines = [line for line in body.strip().splitlines() if not line.startswith("--")]
    text = "\n".join(lines).rstrip(";\n ")
    parameters = tuple(dict.fromkeys(_PARAMETER.findall(text)))
    numbered = _PARAMETER.sub(lambda found: f"${parameters.index(found[1]) + 1}", text)
    return Statement(name=name, text=numbered, parameters=parameters)
