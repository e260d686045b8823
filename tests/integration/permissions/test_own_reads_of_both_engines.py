"""What is one's own is read as one statement, too, and both engines say the same of it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.service import context_opener, open_service
from schema import ids
from schema.execution import ReferenceExecutor
from schema.requests import Executor, GraphQLRequest, RequestFacts
from tests.cast import CAST, VICTIM, settle
from tests.clocks import StoppedClock
from tests.integration.permissions.furniture import furnish
from tests.integration.permissions.selecting import everything
from tests.integration.permissions.test_every_personal_field import PERSONAL, SCHEMA, document_of, key_of

# Whoever may see others is answered by graphql-core alone, and leaves an entry in what the next one reads.
READERS = ("victim", "stranger", "nobody")


@dataclass(frozen=True, slots=True)
class Pair:
    """The service's engine with its count of planned reads, and graphql-core beside it."""

    compiled: Executor
    reference: Executor
    planned: Any

    async def ask(self, document: str, who: str) -> tuple[Any, Any]:
        facts = RequestFacts("both", principal=CAST[who])
        answers = [await one.execute(GraphQLRequest(document), facts) for one in (self.compiled, self.reference)]
        one, other = (orjson.loads(answer.body) for answer in answers)
        return one, other


@pytest.fixture
async def pair(town_url: str) -> AsyncIterator[Pair]:
    async with Database.open(town_url, size=3, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await settle(connection)
            await furnish(connection)
        async with open_service(town_url, schema=SCHEMA, clock=StoppedClock(), refusals=REFUSALS) as service:
            registry = service.metrics.registry
            yield Pair(
                service.executor,
                ReferenceExecutor(SCHEMA, context_opener(database, StoppedClock())),
                lambda: registry.get_sample_value("ahti_reads_planned_total"),
            )


async def test_both_engines_say_the_same_of_every_object_to_everybody(pair: Pair, town_url: str) -> None:
    for type_name in PERSONAL:
        document = document_of(type_name, await key_of(town_url, type_name))
        for who in READERS:
            one, other = await pair.ask(document, who)
            assert one == other, (type_name, who)


async def test_a_person_reads_the_own_boats_as_one_statement(pair: Pair) -> None:
    types: Any = SCHEMA.type_map
    boats = f"boats {{ totalCount nodes {everything(types['OwnedBoat'], depth=1)} }}"
    document = f'{{ person(id: "{ids.encode("Person", VICTIM)}") {{ {boats} }} }}'
    before = pair.planned()
    one, other = await pair.ask(document, "victim")
    assert one == other
    assert one["data"]["person"]["boats"]["totalCount"] == 1
    assert pair.planned() - before == 1
    one, _ = await pair.ask(document, "stranger")
    assert one["data"] == {"person": None}


async def test_who_may_see_others_is_answered_by_the_engine_that_writes_it_down(pair: Pair) -> None:
    before = pair.planned()
    await pair.ask(f'{{ person(id: "{ids.encode("Person", VICTIM)}") {{ firstName }} }}', "handler")
    assert pair.planned() == before
