"""The town with its people, and documents that are run as one of them."""

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest

from ahti.db import Database
from ahti.service import context_opener
from harbors.access.commands import act_as_system, principal_of
from harbors.access.records import Principal
from harbors.text import Language
from schema.execution import ReferenceExecutor
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build
from tests.cast import CAST, settle
from tests.clocks import StoppedClock

SCHEMA = build()


class Asking:
    """Somebody's requests to the town: each is recognised anew, as a token is."""

    def __init__(self, database: Database, clock: StoppedClock) -> None:
        self.database = database
        self.clock = clock
        self._executor = ReferenceExecutor(SCHEMA, context_opener(database, clock))

    async def ask(self, document: str, by: str = "nobody", *, language: Language = Language.EN, **values: Any) -> Any:
        """The whole answer; ``by`` is one of the cast, with the roles that the database knows."""
        request = GraphQLRequest(query=document, variables=values)
        facts = RequestFacts("request-1", language, await self.recognise(by))
        return orjson.loads((await self._executor.execute(request, facts)).body)

    async def do(self, name: str, selection: str, by: str, /, **input: Any) -> Any:
        """The payload of one mutation, which nothing at the top level refuses."""
        answer = await self.attempt(name, selection, by, **input)
        assert "errors" not in answer, answer["errors"]
        return answer["data"][name]

    async def attempt(
        self, name: str, selection: str, by: str, /, *, language: Language = Language.EN, **input: Any
    ) -> Any:
        """The whole answer to one mutation."""
        input_type = f"{name[0].upper()}{name[1:]}Input!"
        document = (
            f"mutation M($input: {input_type}) {{ {name}(input: $input) {{ {selection} errors {{ code field }} }} }}"
        )
        return await self.ask(document, by, language=language, input=input)

    async def refused(self, name: str, by: str, /, **input: Any) -> list[tuple[str, str | None]]:
        """Codes and fields for which the trade refuses a mutation."""
        payload = await self.do(name, "", by, **input)
        return [(problem["code"], problem["field"]) for problem in payload["errors"]]

    async def denied(self, name: str, by: str, /, **input: Any) -> list[str]:
        """Codes at the top level."""
        answer = await self.attempt(name, "", by, **input)
        return [error["extensions"]["code"] for error in answer.get("errors", [])]

    async def value(self, query: str, *values: object) -> Any:
        """What the system itself reads."""
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            return await connection.fetchval(query, *values)

    async def recognise(self, name: str) -> Principal:
        known = CAST[name]
        if known.person_id is None or known.scopes is not None:
            return known
        async with self.database.unit_of_work() as connection:
            return await principal_of(connection, known.person_id, assurance=known.assurance)


@pytest.fixture
async def town_asked(town: Database) -> AsyncIterator[Asking]:
    async with town.unit_of_work() as connection:
        await settle(connection)
    yield Asking(town, StoppedClock())
