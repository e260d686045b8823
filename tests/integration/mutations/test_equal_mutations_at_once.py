"""Equal mutations that come at once: one effect and equal answers, in one process and in several."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.service import context_opener
from harbors.applications.reads import act_as_staff
from harbors.rounds.commands import close_round
from schema import ids
from schema.execution import ReferenceExecutor
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.signed_in import SOMEBODY

SCHEMA = build()
CROWD = 1_000
SUBMIT = """
mutation Submit($input: SubmitApplicationInput!) {
  submitApplication(input: $input) { application { id reference } editToken errors { code } }
}
"""
KEY = "3b2a8c1e-0d2f-4a61-9d0a-0f6ac0b5f9a1"
Ask = Callable[..., Awaitable[Any]]


def submission(**changes: object) -> dict[str, Any]:
    return {
        "roundId": ids.encode("Round", at.A_ROUND.id),
        "applicant": {
            "firstName": "Väinö",
            "lastName": "Vesimäki",
            "email": "vaino@example.org",
            "municipality": "Helsinki",
        },
        "boat": {"beamMm": 2100, "lengthMm": 5000, "estimated": True},
        "choices": [{"harborId": ids.encode("Harbor", at.SOUTH)}],
        "informationConfirmed": True,
        "idempotencyKey": KEY,
        **changes,
    }


def asking(database: Database) -> Ask:
    """A process of the service, as far as turns go."""
    executor = ReferenceExecutor(SCHEMA, context_opener(database, StoppedClock()))

    async def ask(facts: RequestFacts | None = None, **changes: object) -> Any:
        request = GraphQLRequest(query=SUBMIT, variables={"input": submission(**changes)})
        return orjson.loads((await executor.execute(request, facts or RequestFacts("test"))).body)

    return ask


@pytest.fixture
async def processes(town_url: str) -> AsyncIterator[list[Ask]]:
    """Three processes on one database."""
    async with AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(Database.open(town_url, size=5, refusals=REFUSALS)) for _ in range(3)]
        yield [asking(database) for database in opened]


async def counted(town: Database) -> tuple[int, int]:
    """Applications, and keys that are kept."""
    async with town.unit_of_work() as connection:
        await act_as_staff(connection)
        return (
            int(await connection.fetchval("SELECT count(*) FROM applications")),
            int(await connection.fetchval("SELECT count(*) FROM idempotency_keys")),
        )


async def test_a_thousand_equal_mutations_with_one_key_have_one_effect_and_equal_answers(
    town: Database, processes: list[Ask]
) -> None:
    first = processes[0]
    answers = await asyncio.gather(*(first() for _ in range(CROWD)))
    assert answers[0]["data"]["submitApplication"]["errors"] == []
    assert answers == [answers[0]] * CROWD
    assert await counted(town) == (1, 1)


async def test_nor_do_three_processes_together_have_more(town: Database, processes: list[Ask]) -> None:
    answers = await asyncio.gather(*(processes[number % 3]() for number in range(150)))
    assert answers == [answers[0]] * 150
    assert answers[0]["data"]["submitApplication"]["editToken"] is not None
    assert await counted(town) == (1, 1)


async def test_a_refusal_is_given_again_though_the_world_has_changed(town: Database, processes: list[Ask]) -> None:
    async with town.unit_of_work() as connection:
        await close_round(connection, at.A_ROUND.code, now=at.DURING)
    refused = await asyncio.gather(*(ask() for ask in processes))
    assert refused[0]["data"]["submitApplication"]["errors"] == [{"code": "ROUND_NOT_OPEN"}]
    async with town.unit_of_work() as connection:
        await connection.execute("UPDATE rounds SET closed_at = NULL")
    assert [refused[0]] * 3 == refused == [await ask() for ask in processes]
    assert await counted(town) == (0, 1)


async def test_the_key_of_a_person_is_nobody_elses(town: Database, processes: list[Ask]) -> None:
    async with town.unit_of_work() as connection:
        await act_as_staff(connection)
        await connection.execute("INSERT INTO people VALUES ($1, $2)", SOMEBODY.person_id, at.DURING)
    known, unknown = await processes[0](RequestFacts("test", principal=SOMEBODY)), await processes[0]()
    assert known != unknown
    assert await counted(town) == (2, 2)


async def test_the_key_with_other_arguments_is_an_error(town: Database, processes: list[Ask]) -> None:
    await processes[0]()
    other = await processes[1](accessibilityRequired=True)
    assert [error["extensions"]["problems"][0]["code"] for error in other["errors"]] == ["IDEMPOTENCY_KEY_REUSED"]
    assert await counted(town) == (1, 1)
