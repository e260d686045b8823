"""Whoever looks at what is personal to another is written down before the answer goes out, and the other sees it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from ahti.service import open_service
from harbors.access.records import NOBODY, PersonId, Principal, Role
from harbors.text import Language
from schema import ids
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.signed_in import handler, id_of, sign_in

SCHEMA = build()
Ask = Callable[..., Awaitable[Any]]

LOOK = "query($id: ID!) { person(id: $id) { id firstName boats { nodes { id } } } }"
OWN = """{ me { person { auditEntries { totalCount nodes {
  operation outcome codes actorKind actorId subjectType subjectId provider { name } after requestId
} } } } }"""
ALL = """query($filter: AuditFilter) { auditEntries(filter: $filter, orderBy: [AT_ASC]) {
  totalCount nodes { operation subjectId } } }"""


@pytest.fixture
async def ask(town_url: str) -> AsyncIterator[Ask]:
    """Asks the whole service, with both engines, as somebody."""
    async with open_service(town_url, schema=SCHEMA, refusals=REFUSALS, clock=StoppedClock()) as service:

        async def run(document: str, who: Principal = NOBODY, **variables: Any) -> Any:
            facts = RequestFacts("request-1", Language.EN, who)
            answer = await service.executor.execute(GraphQLRequest(query=document, variables=variables), facts)
            return orjson.loads(answer.body)

        yield run


def of_person(principal: Principal) -> str:
    return ids.encode("Person", id_of(principal))


async def own_entries(ask: Ask, who: Principal) -> Any:
    answer = await ask(OWN, who)
    assert "errors" not in answer, answer
    return answer["data"]["me"]["person"]["auditEntries"]


async def test_a_person_sees_who_looked_at_the_own_data(town: Database, ask: Ask) -> None:
    aino = await sign_in(town, "aino")
    clerk = replace(await handler(town), roles={at.CLUB: Role.CLERK})
    assert (await ask(LOOK, clerk, id=of_person(aino)))["data"]["person"]["id"] == of_person(aino)
    entries = await own_entries(ask, aino)
    assert entries["totalCount"] == 1
    [entry] = entries["nodes"]
    assert orjson.loads(entry.pop("after")) == {"Person": [str(id_of(aino))]}
    assert entry.pop("provider") is not None
    assert entry == {
        "operation": "READ",
        "outcome": "DONE",
        "codes": [],
        "actorKind": "PERSON",
        "actorId": str(id_of(clerk)),
        "subjectType": "Person",
        "subjectId": of_person(aino),
        "requestId": "request-1",
    }


async def test_a_look_at_the_own_data_and_one_that_shows_nothing_are_not_written_down(town: Database, ask: Ask) -> None:
    aino, eero, clerk = await sign_in(town, "aino"), await sign_in(town, "eero"), await handler(town)
    assert (await ask(LOOK, aino, id=of_person(aino)))["data"]["person"] is not None
    assert (await ask(LOOK, eero, id=of_person(aino)))["data"]["person"] is None
    assert (await ask(LOOK, clerk, id=ids.encode("Person", UUID(int=9))))["data"]["person"] is None
    assert (await own_entries(ask, aino))["totalCount"] == 0


async def test_one_request_leaves_an_entry_for_each_person(town: Database, ask: Ask) -> None:
    people = [await sign_in(town, subject) for subject in ("aino", "eero", "liisa")]
    clerk = await handler(town)
    looks = " ".join(f'p{n}: person(id: "{of_person(one)}") {{ firstName }}' for n, one in enumerate(people))
    assert "errors" not in await ask(f'{{ {looks} again: person(id: "{of_person(people[0])}") {{ email }} }}', clerk)
    assert [(await own_entries(ask, one))["totalCount"] for one in people] == [1, 1, 1]
    assert (await own_entries(ask, clerk))["totalCount"] == 0


async def test_a_look_that_cannot_be_written_down_shows_nothing(
    town: Database, ask: Ask, server: EmbeddedPostgres, town_name: str
) -> None:
    aino, clerk = await sign_in(town, "aino"), await handler(town)
    superuser = await asyncpg.connect(server.url(role="postgres", database=town_name))
    await superuser.execute("REVOKE INSERT ON audit_entries FROM ahti_app")
    await superuser.close()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await ask(LOOK, clerk, id=of_person(aino))
    assert (await ask(LOOK, aino, id=of_person(aino)))["data"]["person"] is not None


async def test_the_city_filters_the_whole_trail_and_its_looks_are_looks_too(town: Database, ask: Ask) -> None:
    aino, eero, clerk = await sign_in(town, "aino"), await sign_in(town, "eero"), await handler(town)
    for one in (aino, eero):
        await ask(LOOK, clerk, id=of_person(one))
    filtered = {"personId": of_person(aino), "operations": ["READ"]}
    answer = (await ask(ALL, clerk, filter=filtered))["data"]["auditEntries"]
    assert answer == {"totalCount": 1, "nodes": [{"operation": "READ", "subjectId": of_person(aino)}]}
    assert (await own_entries(ask, aino))["totalCount"] == 2
    past = {"period": {"start": "2020-01-01T00:00:00Z", "end": "2020-01-02T00:00:00Z"}}
    assert (await ask(ALL, clerk, filter=past))["data"]["auditEntries"]["totalCount"] == 0


@pytest.mark.parametrize("role", [Role.MANAGER, Role.OWNER])
async def test_the_owners_of_a_provider_see_what_was_done_for_it(town: Database, ask: Ask, role: Role) -> None:
    aino = await sign_in(town, "aino")
    clerk = replace(await handler(town), roles={at.CLUB: Role.CLERK})
    await ask(LOOK, clerk, id=of_person(aino))
    member = replace(await sign_in(town, "member"), roles={at.CLUB: role})
    document = "query($id: ID!) { provider(id: $id) { auditEntries { nodes { operation } } } }"
    answer = await ask(document, member, id=ids.encode("Provider", at.CLUB))
    if role is Role.OWNER:
        assert answer["data"]["provider"]["auditEntries"]["nodes"] == [{"operation": "READ"}]
    else:
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_the_whole_trail_is_for_the_city_alone(town: Database, ask: Ask) -> None:
    owner = Principal(person_id=PersonId(UUID(int=5)), roles={at.CLUB: Role.OWNER})
    for who, code in ((NOBODY, "UNAUTHENTICATED"), (owner, "FORBIDDEN")):
        assert (await ask(ALL, who))["errors"][0]["extensions"]["code"] == code
