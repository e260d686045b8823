"""Each reads the own delivery log over GraphQL, compiled or not, and nobody another's."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import orjson
import pytest

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.db import Database
from ahti.service import open_service
from harbors.access.commands import act_as_system
from harbors.access.records import NOBODY, PersonId, Principal, Scope
from harbors.chance import draw_id
from harbors.notices.commands import forget_person, notify
from harbors.notices.records import Recipient, Template
from harbors.text import Language
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build

CHANCE = SystemChance()
PLAIN = "{ messages { totalCount nodes { id kind template language status address createdAt sentAt } } }"
WITH_SUBJECT = "{ messages { nodes { template language subject } } }"
ONE = "query ($id: ID!) { message(id: $id) { reference } node(id: $id) { id } }"

Ask = Callable[..., Awaitable[Any]]


@pytest.fixture
async def ask(database_url: str) -> AsyncIterator[Ask]:
    async with open_service(database_url, schema=build(), clock=SystemClock()) as service:

        async def ask(document: str, principal: Principal = NOBODY, **variables: str) -> Any:
            request = GraphQLRequest(document, variables=variables)
            answer = await service.executor.execute(request, RequestFacts("test", principal=principal))
            return orjson.loads(answer.body)

        yield ask


@pytest.fixture
async def two(database: Database) -> tuple[Principal, Principal]:
    """Aino and Eino, each of whom was told something."""
    people = tuple(PersonId(draw_id(CHANCE)) for _ in range(2))
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        for person in people:
            await connection.execute("INSERT INTO people (id, created_at) VALUES ($1, now())", person)
            for provider in ("Särkän Vene", "Venesatama Oy"):
                await notify(
                    connection,
                    Recipient(address=f"{person.hex}@example.org", language=Language.SV, person_id=person),
                    Template.PROVIDER_APPROVED,
                    {"provider": provider},
                    key=f"{person} {provider}",
                    now=SystemClock().now(),
                    chance=CHANCE,
                )
    aino, eino = (Principal(person_id=person) for person in people)
    return aino, eino


def address_of(principal: Principal) -> str:
    assert principal.person_id
    return f"{principal.person_id.hex}@example.org"


async def test_person_reads_the_own_messages_newest_first(ask: Ask, two: tuple[Principal, Principal]) -> None:
    for one in two:
        told = (await ask(PLAIN, one))["data"]["messages"]
        assert told["totalCount"] == 2
        assert {node["address"] for node in told["nodes"]} == {address_of(one)}
        newest, oldest = told["nodes"]
        assert newest["createdAt"] > oldest["createdAt"]
        assert (newest["kind"], newest["template"], newest["language"]) == ("MAIL", "PROVIDER_APPROVED", "SV")
        assert (newest["status"], newest["sentAt"]) == ("WAITING", None)


async def test_subject_is_told_until_it_is_forgotten(
    ask: Ask, database: Database, two: tuple[Principal, Principal]
) -> None:
    aino, _ = two
    told = (await ask(WITH_SUBJECT, aino))["data"]["messages"]["nodes"]
    assert (told[1]["language"], told[1]["subject"]) == ("SV", "Godkänd som tillhandahållare: Särkän Vene")
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        assert aino.person_id
        await forget_person(connection, aino.person_id, now=SystemClock().now())
    told = (await ask(WITH_SUBJECT, aino))["data"]["messages"]["nodes"]
    assert [node["subject"] for node in told] == [None, None]


async def test_another_persons_message_is_not_there(ask: Ask, two: tuple[Principal, Principal]) -> None:
    aino, eino = two
    [id, _] = [node["id"] for node in (await ask(PLAIN, aino))["data"]["messages"]["nodes"]]
    assert (await ask(ONE, aino, id=id))["data"]["node"] == {"id": id}
    for other in (eino, Principal(person_id=eino.person_id, handles_city=True)):
        assert (await ask(ONE, other, id=id))["data"] == {"message": None, "node": None}


async def test_nobody_and_programs_without_leave_are_told_so(ask: Ask, two: tuple[Principal, Principal]) -> None:
    bounded = Principal(person_id=two[0].person_id, scopes=frozenset({Scope.LISTINGS_READ}))
    codes = [(await ask(PLAIN, one))["errors"][0]["extensions"]["code"] for one in (NOBODY, bounded)]
    assert codes == ["UNAUTHENTICATED", "FORBIDDEN"]


async def test_what_is_personal_is_no_hindrance_to_counting_the_rest(
    ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    assert (await ask("{ harbors { totalCount } }"))["data"] == {"harbors": {"totalCount": 0}}
    assert [record.message for record in caplog.get_records("setup") if record.name == "ahti.table_sizes"] == []
