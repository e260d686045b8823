"""Everything personal is asked for over GraphQL, as everybody, counted from the schema: nobody sees another's."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.service import open_service
from harbors.access.commands import act_as_system
from harbors.access.records import Principal, Scope
from schema import ids
from schema.permission_table import guarded_fields
from schema.reads.registry import read_type, read_types
from schema.requests import Executor, GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.cast import CAST, VICTIM, person, settle
from tests.clocks import StoppedClock
from tests.integration.permissions.furniture import SECRETS, furnish
from tests.integration.permissions.selecting import everything, to_field
from tests.integration.permissions.test_every_mutation import DENIED
from tests.integration.permissions.test_row_security import SEEN_BY

SCHEMA = build()
PERSONAL = sorted(type_.name for type_ in read_types() if type_.relation.personal)
# How a field of a type that has no id is reached, and those of public types that lead to what is personal.
WAYS = {
    "Query": "{field}",
    "Me": "me {{ {field} }}",
    "Provider": f'provider(id: "{ids.encode("Provider", at.CLUB)}") {{{{ {{field}} }}}}',
}
FIELDS = sorted((type_name, name) for type_name, name, _ in guarded_fields(SCHEMA) if type_name in WAYS)

# Said here once more, by hand: who may ask; the rows that they get are tried below.
PEOPLE = frozenset(name for name, one in CAST.items() if one.person_id) - {"program", "victim's program"}
CLUB = frozenset({"viewer", "clerk", "manager", "owner", "key"})
STRANGERS = frozenset({"stranger's clerk", "stranger's owner"})
CITY = frozenset({"handler"})
MAY_ASK: dict[str, frozenset[str]] = {
    "Query.auditEntries": CITY,
    "Query.listing": CLUB | STRANGERS | CITY,
    "Query.listings": CITY,
    "Query.message": PEOPLE,
    "Query.messages": PEOPLE,
    "Provider.auditEntries": frozenset({"owner", "stranger's owner"}),
    "Query.providerSignUps": CITY,
    "Query.desk": frozenset({"clerk", "manager", "owner", "key"}),
    "Query.client": PEOPLE | {"key"},
    "Query.clients": CITY,
    "Me.clients": PEOPLE,
    "Me.drafts": PEOPLE,
    "Me.grants": PEOPLE,
    "Provider.apiKeys": frozenset({"manager", "owner", "stranger's owner"}),
    "Provider.clients": frozenset({"manager", "owner", "stranger's owner"}),
    "Provider.queueEntries": CLUB - {"viewer"} | STRANGERS | CITY,
    "Query.placeCandidates": CLUB - {"viewer"},
    "Provider.gates": CLUB - {"viewer"} | STRANGERS | CITY,
    "Provider.renewalRuns": CLUB - {"viewer"} | STRANGERS | CITY,
    "Query.previewRenewals": frozenset({"manager", "owner"}),
    **dict.fromkeys(("Query.circulars", "Query.circularPreview"), CLUB - {"viewer"}),
    "Provider.leases": CLUB - {"viewer"} | STRANGERS | CITY,
    "Provider.orders": CLUB - {"viewer"} | STRANGERS | CITY,
    "Provider.storageNotices": CLUB - {"viewer"} | STRANGERS | CITY,
    "Query.lookUp": CLUB - {"viewer"},
    "Query.stickersToPost": CLUB - {"viewer"},
    "Provider.offers": CLUB - {"viewer"} | STRANGERS | CITY,
    "Provider.swaps": CLUB - {"viewer"} | STRANGERS | CITY,
    "Query.unpaidSwitches": CLUB - {"viewer"},
    **dict.fromkeys(("Query.revenue", "Query.occupancyByWidth"), CLUB - {"viewer"}),
    "Provider.listings": CLUB | STRANGERS | CITY,
}
# Who could see the row in the database, and still is not shown it.
NARROWER = {type_name: {"program", "victim's program"} for type_name in PERSONAL}
# Everybody sees some member: who is looked for is the club's clerk.
SEEN = SEEN_BY | {"provider_members": set(CLUB)}
WANTED = {"provider_members": at.key("member", at.CLUB, person("clerk"))}
# The victim is one of many people; of the others there is one row.
KEY = "SELECT id FROM {} ORDER BY id <> $1 LIMIT 1"


@pytest.fixture
async def executor(town_url: str) -> AsyncIterator[Executor]:
    """The service as it answers, compiled reads included, on a town of people and what is theirs."""
    async with Database.open(town_url, size=2, refusals=REFUSALS) as database, database.unit_of_work() as connection:
        await settle(connection)
        await furnish(connection)
    async with open_service(town_url, schema=SCHEMA, clock=StoppedClock(), refusals=REFUSALS) as service:
        yield service.executor


async def ask(executor: Executor, document: str, principal: Principal) -> Any:
    answer = await executor.execute(GraphQLRequest(document), RequestFacts("walk", principal=principal))
    return orjson.loads(answer.body)


def codes(answer: Any) -> set[str]:
    return {error["extensions"]["code"] for error in answer.get("errors", [])}


def test_it_is_said_of_every_guarded_field_who_may_ask() -> None:
    assert MAY_ASK.keys() == {f"{type_name}.{name}" for type_name, name in FIELDS}


def test_every_guarded_field_can_be_reached() -> None:
    reached = {*WAYS, *PERSONAL}
    assert {type_name for type_name, _, _ in guarded_fields(SCHEMA)} <= reached


async def test_who_may_not_ask_is_told_so(executor: Executor) -> None:
    may = {}
    for type_name, name in FIELDS:
        types: Any = SCHEMA.type_map
        document = "{ " + WAYS[type_name].format(field=to_field(name, types[type_name].fields[name])) + " }"
        denied = {role: codes(await ask(executor, document, one)) & DENIED for role, one in CAST.items()}
        may[f"{type_name}.{name}"] = {role for role, found in denied.items() if not found}
    assert may == MAY_ASK


async def test_an_object_is_seen_by_those_whom_it_concerns_and_nobody_else(executor: Executor, town_url: str) -> None:
    """All that can be asked of it is asked; who does not see it finds nothing of the victim in the answer either."""
    seen, expected = {}, {}
    for type_name in PERSONAL:
        document = document_of(type_name, await key_of(town_url, type_name))
        answers = {role: await ask(executor, document, one) for role, one in CAST.items()}
        seen[type_name] = {role for role, answer in answers.items() if (answer.get("data") or {}).get("node")}
        expected[type_name] = SEEN[read_type(type_name).relation.table] - NARROWER.get(type_name, set())
        told = {role for role, answer in answers.items() if any(secret in str(answer) for secret in SECRETS)}
        assert told <= seen[type_name], type_name
    assert seen == expected


async def test_a_handlers_program_that_was_not_let_into_the_citys_affairs_sees_nobody_else(executor: Executor) -> None:
    """As a token of an issuer says it: all roles are the person's, and how far the program goes is told beside."""
    program = replace(CAST["handler"], scopes=frozenset(Scope) - {Scope.CITY})
    person_id = ids.encode("Person", VICTIM)
    answers = [
        await ask(executor, f'{{ person(id: "{person_id}") {{ lastName }} }}', one)
        for one in (CAST["handler"], program)
    ]
    assert [bool((answer.get("data") or {}).get("person")) for answer in answers] == [True, False]


def document_of(type_name: str, key: UUID) -> str:
    """All that can be asked of an object."""
    selection = everything(SCHEMA.type_map[type_name], depth=2)
    return f'{{ node(id: "{ids.encode(type_name, key)}") {{ ... on {type_name} {selection} }} }}'


async def key_of(url: str, type_name: str) -> UUID:
    """The only row of the type: the victim's or the club's."""
    async with Database.open(url, size=1) as database, database.unit_of_work() as connection:
        await act_as_system(connection)
        table = read_type(type_name).relation.table
        return UUID(str(await connection.fetchval(KEY.format(table), WANTED.get(table, VICTIM))))
