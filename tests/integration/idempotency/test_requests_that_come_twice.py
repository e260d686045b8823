"""A request that comes twice, one after the other or at once: one effect, one answer."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest

from ahti.db import Database
from harbors.applications.commands import submit_application
from harbors.applications.reads import act_as_staff
from harbors.errors import Conflict, Refused
from harbors.idempotency.commands import STATEMENTS, UnderWay, once, refuse_once
from harbors.idempotency.records import Answer, Request
from harbors.idempotency.rules import argument_hash, key_hash, write_answer
from harbors.rounds.commands import close_round
from harbors.sql import Connection
from schema.turns import Turns
from tests import harbor_town as at

KEY = "7d3c1f0a-6f0e-4e0b-9d4c-2f7f7c5b1a10"
CHANCE = at.CountingChance()
REQUEST = Request(caller="anonymous", key=KEY, operation="submit", arguments={"a": 1})


async def apply(town: Database, *, key: str = KEY, caller: str = "anonymous", **arguments: Any) -> Answer:
    """A submission as the API makes it; ``arguments`` stand for its input."""
    request = Request(caller=caller, key=key, operation="submit", arguments=arguments)

    async def attempt() -> Answer:
        try:
            async with town.unit_of_work() as connection:
                return await once(connection, partial(submit, connection), request=request, now=at.DURING)
        except Refused as refusal:
            async with town.unit_of_work() as connection:
                return await refuse_once(connection, refusal, request=request, now=at.DURING)

    return await Turns().take((caller, key), attempt)


async def submit(connection: Connection) -> Answer:
    submitted = await submit_application(connection, at.a_form(), round_id=at.A_ROUND.id, now=at.DURING, chance=CHANCE)
    return Answer(facts={"reference": submitted.application.reference}, secret=submitted.edit_token)


async def counted(town: Database) -> Mapping[str, int]:
    async with town.unit_of_work() as connection:
        await act_as_staff(connection)
        row = await connection.fetchrow(
            "SELECT (SELECT count(*) FROM applications) AS applications, "
            "(SELECT count(*) FROM idempotency_keys) AS keys"
        )
        return dict(row or {})


async def test_the_same_request_gets_the_first_answer_and_has_no_second_effect(town: Database) -> None:
    answers = [await apply(town, a=1, b=2), await apply(town, b=2, a=1)]
    assert answers[0] == answers[1]
    assert answers[0].secret is not None
    assert await counted(town) == {"applications": 1, "keys": 1}


async def test_a_hundred_equal_requests_at_once_have_one_effect_and_one_answer(town: Database) -> None:
    answers = await asyncio.gather(*(apply(town, a=1) for _ in range(100)))
    assert answers == [answers[0]] * 100
    assert await counted(town) == {"applications": 1, "keys": 1}


async def test_a_key_with_other_arguments_is_an_error_and_has_no_effect(town: Database) -> None:
    await apply(town, a=1)
    with pytest.raises(Conflict) as refusal:
        await apply(town, a=2)
    assert [(problem.code, problem.field) for problem in refusal.value.problems] == [
        ("IDEMPOTENCY_KEY_REUSED", "idempotencyKey")
    ]
    assert await counted(town) == {"applications": 1, "keys": 1}


async def test_of_unequal_requests_with_one_key_at_once_one_wins(town: Database) -> None:
    answers = await asyncio.gather(*(apply(town, a=number) for number in range(10)), return_exceptions=True)
    assert sum(isinstance(answer, Answer) for answer in answers) == 1
    assert sum(isinstance(answer, Conflict) for answer in answers) == 9
    assert await counted(town) == {"applications": 1, "keys": 1}


async def test_callers_do_not_share_keys(town: Database) -> None:
    first, second = await apply(town, a=1), await apply(town, a=1, caller="another")
    assert first != second
    assert await counted(town) == {"applications": 2, "keys": 2}


async def test_another_key_is_another_request(town: Database) -> None:
    assert await apply(town, a=1) != await apply(town, a=1, key="another")


async def test_a_refusal_is_the_answer_too_and_stays_it(town: Database) -> None:
    async with town.unit_of_work() as connection:
        await close_round(connection, at.A_ROUND.code, now=at.DURING)
    refused = await apply(town, a=1)
    assert [problem.code for problem in refused.problems] == ["ROUND_NOT_OPEN"]
    async with town.unit_of_work() as connection:
        await connection.execute("UPDATE rounds SET closed_at = NULL")
    assert await apply(town, a=1) == refused
    assert (await apply(town, a=1, key="another")).problems == ()


async def failing(town: Database, *, claimed: asyncio.Event, may_fail: asyncio.Event) -> None:
    """The same request, which fails when it is told to, after it has said that it has the key."""

    async def act() -> Answer:
        claimed.set()
        await may_fail.wait()
        raise ConnectionError

    async with town.unit_of_work() as connection:
        await once(connection, act, request=REQUEST, now=at.DURING)


async def test_a_request_waits_for_an_equal_one_and_acts_if_that_fails(town: Database) -> None:
    claimed, may_fail = asyncio.Event(), asyncio.Event()
    first = asyncio.create_task(failing(town, claimed=claimed, may_fail=may_fail))
    await claimed.wait()
    second = asyncio.create_task(apply(town, a=1))
    done, _ = await asyncio.wait({second}, timeout=0.2)
    assert done == set()
    may_fail.set()
    with pytest.raises(ConnectionError):
        await first
    assert (await second).secret is not None
    assert await counted(town) == {"applications": 1, "keys": 1}


async def answer_elsewhere(town: Database, answer: Answer) -> None:
    """What another process leaves that ends between our look and our turn."""
    async with town.unit_of_work() as connection:
        await STATEMENTS.keep_answer.run(
            connection,
            caller=REQUEST.caller,
            key_hash=key_hash(REQUEST),
            argument_hash=argument_hash(REQUEST),
            answer=write_answer(answer, REQUEST),
            now=at.DURING,
        )


async def test_who_was_overtaken_has_no_effect_and_comes_back_for_the_answer(town: Database) -> None:
    first = Answer(facts={"reference": "of the other"}, secret="token")

    async def act(connection: Connection) -> Answer:
        answer = await submit(connection)
        await answer_elsewhere(town, first)
        return answer

    async def attempt() -> Answer:
        async with town.unit_of_work() as connection:
            return await once(connection, partial(act, connection), request=REQUEST, now=at.DURING)

    with pytest.raises(UnderWay):
        await attempt()
    assert await counted(town) == {"applications": 0, "keys": 1}
    assert await Turns().take(KEY, attempt) == first


async def test_the_token_is_nowhere_in_the_database(town: Database) -> None:
    answer = await apply(town, a=1)
    async with town.unit_of_work() as connection:
        await act_as_staff(connection)
        kept = await connection.fetchval(
            "SELECT (SELECT string_agg(k::text, '') FROM idempotency_keys AS k) || "
            "(SELECT string_agg(a::text, '') FROM applications AS a)"
        )
    assert answer.facts["reference"] in kept
    assert answer.secret not in kept
    assert KEY not in kept
