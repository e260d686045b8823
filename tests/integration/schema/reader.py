"""Knows how tests ask: documents run on graphql-core over a real database, and every statement is written down."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

import orjson
from graphql import get_named_type, is_object_type
from hypothesis import settings

from ahti.db import Database
from ahti.service import context_opener
from harbors.sql import Row
from harbors.text import Language
from schema.context import Context
from schema.execution import ReferenceExecutor
from schema.permission_table import guarded_fields
from schema.reads.registry import read_types
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build
from tests.clocks import StoppedClock

SCHEMA = build()
PERSONAL = {type_.name for type_ in read_types() if type_.relation.personal}


def _leads_to(field: Any) -> Any:
    """The type of what a field holds, or of the rows of its list."""
    named: Any = get_named_type(field.type)
    nodes = getattr(named, "fields", {}).get("nodes")
    return get_named_type(nodes.type) if nodes else named


def _guarded() -> Iterator[tuple[str, str]]:
    for type_name, name, _ in guarded_fields(SCHEMA):
        yield type_name, name
    types: Any = SCHEMA.type_map
    for type_name, type_ in types.items():
        for name, field in (type_.fields if is_object_type(type_) else {}).items():
            if not PERSONAL.isdisjoint((type_name, _leads_to(field).name)):
                yield type_name, name


# What nobody can ask for who did not sign in, by type and field. Who may has tests of its own.
GUARDED = set(_guarded())
# A database answers when it answers, and every example asks it several times.
unhurried = settings(max_examples=40, deadline=None)
Variables = Mapping[str, object]
NONE: Variables = {}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and the statements that were sent for it."""

    data: Any
    errors: Sequence[Any]
    statements: Sequence[tuple[str, tuple[object, ...]]]

    @property
    def codes(self) -> list[str]:
        return [error["extensions"]["code"] for error in self.errors]


class Reader:
    """Asks a database as anybody may, from tests that are not asynchronous themselves."""

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self._database = self._runner.run(self._stack.enter_async_context(Database.open(url, size=3)))
        self._sent: list[tuple[str, tuple[object, ...]]] = []
        self._open_context = context_opener(self._database, StoppedClock())
        self._executor = ReferenceExecutor(SCHEMA, self._open)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.run(self._stack.aclose())
        self._runner.close()

    def ask(self, document: str, variables: Variables = NONE, *, language: Language = Language.FI) -> Answer:
        """The answer to a document, whatever it is."""
        self._sent = []
        request = GraphQLRequest(query=document, variables=variables)
        answer = self._runner.run(self._executor.execute(request, RequestFacts("test", language)))
        body = orjson.loads(answer.body)
        return Answer(data=body.get("data"), errors=body.get("errors", ()), statements=self._sent)

    def data(self, document: str, variables: Variables = NONE, *, language: Language = Language.FI) -> Any:
        """The data of a document that is answered without errors."""
        answer = self.ask(document, variables, language=language)
        assert answer.errors == ()
        return answer.data

    async def _fetch(self, query: str, *args: object) -> Sequence[Row]:
        self._sent.append((query, args))
        async with self._database.reading() as connection:
            return await connection.fetch(query, *args)

    @asynccontextmanager
    async def _open(self, facts: RequestFacts) -> AsyncIterator[Context]:
        async with self._open_context(facts) as context:
            context.fetch = self._fetch
            yield context
