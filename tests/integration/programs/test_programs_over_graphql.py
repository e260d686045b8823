"""Programs and keys over GraphQL: registered, shown once, rotated with an overlap, recognised, ended."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

import asyncpg
import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.gateways.oidc.refusals import TokenRefused
from ahti.gateways.oidc.verifier import TokenVerifier
from ahti.recognition import Recogniser
from ahti.service import context_opener
from harbors.access.commands import act_as_system
from harbors.access.records import Principal, Role, Scope
from schema import ids
from schema.execution import ReferenceExecutor
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.cast import CAST, COMPANY, settle
from tests.clocks import StoppedClock

SCHEMA = build()
CLUB = ids.encode("Provider", at.CLUB)
PROGRAM = {
    "name": "Veneilijän apu",
    "homepage": "https://program.example/",
    "privacyPolicy": "https://program.example/privacy",
    "redirectUris": ["https://program.example/back", "http://127.0.0.1/back"],
    "scopes": ["APPLICATIONS_READ", "PROFILE_READ"],
}
REGISTER = (
    "registerClient(input: $input) { client { id clientId state testMode scopes } clientSecret errors { code field } }"
)
CREATE = "createApiKey(input: $input) { apiKey { id role scopes expiresAt } token errors { code field } }"
ROTATE = "rotateApiKey(input: $input) { apiKey { id replaces { id expiresAt } } token errors { code } }"
INSERT = """
    INSERT INTO api_keys (id, provider_id, made_by, name, role, scopes, secret_hash, test_mode, created_at, expires_at)
    VALUES (gen_random_uuid(), $1, $2, 'k', 'OWNER', '{city}', sha256('a'), false, now(), now())
"""
REVOKE = "revokeApiKey(input: $input) { apiKey { id revokedAt } errors { code } }"


@dataclass(slots=True)
class Office:
    """The town, with a clock, in which everybody may ask."""

    database: Database
    clock: StoppedClock = field(default_factory=StoppedClock)

    async def ask(self, document: str, principal: Principal, **variables: Any) -> Any:
        facts = RequestFacts("a-request", principal=principal)
        executor = ReferenceExecutor(SCHEMA, context_opener(self.database, self.clock))
        return orjson.loads((await executor.execute(GraphQLRequest(document, variables=variables), facts)).body)

    async def do(self, field_: str, who: str | Principal, **input: Any) -> Any:
        principal = CAST[who] if isinstance(who, str) else who
        assert SCHEMA.mutation_type is not None
        name = field_.partition("(")[0]
        input_type = SCHEMA.mutation_type.fields[name].args["input"].type
        answer = await self.ask(f"mutation Do($input: {input_type}) {{ {field_} }}", principal, input=input)
        done = (answer.get("data") or {}).get(name)
        return answer if done is None else done

    async def shown(self, token: str) -> Principal:
        async with TokenVerifier.opened((), clock=self.clock) as verifier:
            return await Recogniser(self.database, verifier, self.clock.now)(token)

    async def is_good(self, token: str) -> bool:
        try:
            await self.shown(token)
        except TokenRefused:
            return False
        return True

    async def fetch(self, statement: str, *args: object) -> Any:
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            return await connection.fetch(statement, *args)


@pytest.fixture
async def office(town_url: str) -> AsyncIterator[Office]:
    async with Database.open(town_url, size=2, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await settle(connection)
        yield Office(database)


def key(**changes: Any) -> dict[str, Any]:
    return {"providerId": CLUB, "name": "Seuran palvelin", "role": "CLERK", "scopes": ["LISTINGS_WRITE"]} | changes


async def test_a_person_registers_a_program_which_begins_on_trial(office: Office) -> None:
    made = await office.do(REGISTER, "stranger", **PROGRAM)
    assert made["errors"] == []
    assert made["clientSecret"] is None
    assert (made["client"]["state"], made["client"]["testMode"]) == ("ACTIVE", True)
    assert made["client"]["scopes"] == ["APPLICATIONS_READ", "PROFILE_READ"]
    own = await office.ask("{ me { clients { nodes { name } } } }", CAST["stranger"])
    assert own["data"]["me"]["clients"]["nodes"] == [{"name": "Veneilijän apu"}]
    assert (await office.ask("{ me { clients { nodes { name } } } }", CAST["victim"]))["data"]["me"] == {
        "clients": {"nodes": []}
    }


async def test_the_secret_of_a_program_is_shown_once_and_kept_as_a_hash(office: Office) -> None:
    made = await office.do(REGISTER, "manager", providerId=CLUB, confidential=True, **PROGRAM)
    secret = made["clientSecret"]
    assert secret.startswith("ahti_cs_")
    tables = await office.fetch(
        "SELECT clients::text AS row FROM clients UNION ALL SELECT audit_entries::text FROM audit_entries"
    )
    assert len(tables) == 2
    assert not any(secret in row["row"] for row in tables)
    again = await office.do(
        "rotateClientSecret(input: $input) { clientSecret errors { code } }", "owner", clientId=made["client"]["id"]
    )
    assert again["clientSecret"] not in (None, secret)


async def test_a_repeated_registration_shows_the_same_secret_and_makes_no_second_program(office: Office) -> None:
    asked = {**PROGRAM, "confidential": True, "idempotencyKey": "11111111-2222-4333-8444-555555555555"}
    first = await office.do(REGISTER, "stranger", **asked)
    assert await office.do(REGISTER, "stranger", **asked) == first
    assert len(await office.fetch("SELECT FROM clients")) == 1
    kept = await office.fetch("SELECT idempotency_keys::text AS row FROM idempotency_keys")
    assert first["clientSecret"] not in kept[0]["row"]


@pytest.mark.parametrize("who", ["stranger", "clerk", "stranger's owner", "handler"])
async def test_only_who_manages_a_provider_registers_for_it_or_touches_its_programs(office: Office, who: str) -> None:
    answer = await office.do(REGISTER, who, providerId=CLUB, **PROGRAM)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]
    made = await office.do(REGISTER, "owner", providerId=CLUB, **PROGRAM)
    for touch in ("retireClient", "updateClient", "rotateClientSecret"):
        told = await office.do(f"{touch}(input: $input) {{ errors {{ code }} }}", who, clientId=made["client"]["id"])
        assert told["errors"] == [{"code": "CLIENT_UNKNOWN"}]


async def test_all_that_is_wrong_is_told_by_field(office: Office) -> None:
    wrong = {**PROGRAM, "homepage": "http://program.example", "redirectUris": ["https://a.example/#b", "javascript:x"]}
    made = await office.do(REGISTER, "stranger", **wrong)
    assert made["errors"] == [
        {"code": "PAGE_NOT_SECURE", "field": "homepage"},
        {"code": "REDIRECT_FRAGMENT", "field": "redirectUris[0]"},
        {"code": "REDIRECT_KIND", "field": "redirectUris[1]"},
    ]


async def test_the_city_suspends_and_reinstates_what_is_not_its_own(office: Office) -> None:
    made = await office.do(REGISTER, "stranger", **PROGRAM)
    id = made["client"]["id"]
    suspend = "suspendClient(input: $input) { client { state suspendedReason } errors { code } }"
    told = await office.do(suspend, "handler", clientId=id, reason="Se kerää tietoja luvatta.")
    assert told["client"] == {"state": "SUSPENDED", "suspendedReason": "Se kerää tietoja luvatta."}
    again = await office.do(suspend, "handler", clientId=id, reason="Se kerää tietoja luvatta.")
    assert again["errors"] == [{"code": "CLIENT_SUSPENDED"}]
    lifted = await office.do(
        "reinstateClient(input: $input) { client { state } errors { code } }", "handler", clientId=id
    )
    assert lifted["client"] == {"state": "ACTIVE"}
    retired = await office.do(
        "retireClient(input: $input) { client { state } errors { code } }", "stranger", clientId=id
    )
    assert retired["client"] == {"state": "RETIRED"}
    late = await office.do("updateClient(input: $input) { errors { code } }", "stranger", clientId=id, name="Uusi")
    assert late["errors"] == [{"code": "CLIENT_RETIRED"}]


async def test_a_key_is_shown_once_and_acts_within_its_role_and_scopes(office: Office) -> None:
    made = await office.do(CREATE, "manager", **key())
    principal = await office.shown(made["token"])
    assert principal.roles == {at.CLUB: Role.CLERK}
    assert principal.scopes == frozenset({Scope.LISTINGS_WRITE})
    assert (principal.person_id, principal.test_mode) == (None, False)
    rows = await office.fetch(
        "SELECT api_keys::text AS row FROM api_keys UNION ALL SELECT audit_entries::text FROM audit_entries"
    )
    assert not any(made["token"].split("_")[3] in row["row"] for row in rows)
    listed = await office.ask(
        f'{{ provider(id: "{CLUB}") {{ apiKeys {{ nodes {{ id name lastUsedOn }} }} }} }}', CAST["owner"]
    )
    assert listed["data"]["provider"]["apiKeys"]["nodes"] == [
        {"id": made["apiKey"]["id"], "name": "Seuran palvelin", "lastUsedOn": at.DURING.date().isoformat()}
    ]


async def test_when_a_key_was_used_is_written_once_a_day(office: Office) -> None:
    token = (await office.do(CREATE, "manager", **key()))["token"]
    written = []
    for hours in (0, 1, 2, 24):
        office.clock.move(hours=hours)
        await office.shown(token)
        written.append((await office.fetch("SELECT xmin::text, last_used_on FROM api_keys"))[0])
    assert written[0] == written[1] == written[2] != written[3]


async def test_a_key_with_another_secret_is_not_good(office: Office) -> None:
    one = (await office.do(CREATE, "manager", **key()))["token"]
    two = (await office.do(CREATE, "manager", **key()))["token"]
    assert await office.is_good(one)
    crossed = "_".join((*one.split("_")[:3], two.split("_")[3], one.split("_")[4]))
    assert not await office.is_good(crossed)


async def test_nobody_makes_a_key_that_does_more_than_themselves(office: Office) -> None:
    assert (await office.do(CREATE, "manager", **key(role="OWNER")))["errors"] == [
        {"code": "ROLE_ABOVE_OWN", "field": "role"}
    ]
    through = replace(CAST["owner"], scopes=frozenset({Scope.PROGRAMS_WRITE}))
    assert (await office.do(CREATE, through, **key()))["errors"] == [{"code": "SCOPES_ABOVE_OWN", "field": "scopes"}]
    server = replace(CAST["key"], roles={at.CLUB: Role.OWNER})
    assert (await office.do(CREATE, server, **key()))["errors"] == [{"code": "PERSON_REQUIRED", "field": None}]
    assert await office.fetch("SELECT FROM api_keys") == []


async def test_the_database_keeps_a_manager_from_making_an_owners_key(office: Office) -> None:
    token = (await office.do(CREATE, "owner", **key(role="OWNER")))["token"]
    assert (await office.shown(token)).roles == {at.CLUB: Role.OWNER}
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with office.database.unit_of_work(CAST["manager"]) as connection:
            await connection.execute(INSERT, at.CLUB, CAST["manager"].person_id)


@pytest.mark.parametrize("who", ["clerk", "stranger's owner", "handler", "stranger"])
async def test_a_key_of_another_provider_is_not_seen_rotated_or_revoked(office: Office, who: str) -> None:
    made = await office.do(CREATE, "owner", **key())
    for touch in ("rotateApiKey", "revokeApiKey"):
        told = await office.do(f"{touch}(input: $input) {{ errors {{ code }} }}", who, apiKeyId=made["apiKey"]["id"])
        assert [error["extensions"]["code"] for error in told["errors"]] == ["FORBIDDEN"]
    assert await office.is_good(made["token"])


async def test_a_key_acts_for_no_other_provider(office: Office) -> None:
    principal = await office.shown((await office.do(CREATE, "owner", **key(role="MANAGER")))["token"])
    told = await office.do(
        "retireResource(input: $input) { errors { code } }",
        principal,
        providerId=ids.encode("Provider", COMPANY),
        resourceId=ids.encode("Berth", at.berth("club", "A", 1)),
    )
    assert [error["extensions"]["code"] for error in told["errors"]] == ["FORBIDDEN"]


async def test_a_key_is_over_when_its_days_are(office: Office) -> None:
    token = (await office.do(CREATE, "manager", **key(days=2)))["token"]
    office.clock.move(days=2, seconds=-1)
    assert await office.is_good(token)
    office.clock.move(seconds=1)
    assert not await office.is_good(token)


async def test_a_replaced_key_goes_on_for_the_overlap(office: Office) -> None:
    old = await office.do(CREATE, "manager", **key(days=90))
    new = await office.do(ROTATE, "manager", apiKeyId=old["apiKey"]["id"], overlapDays=3)
    assert new["apiKey"]["replaces"]["id"] == old["apiKey"]["id"]
    assert [await office.is_good(token) for token in (old["token"], new["token"])] == [True, True]
    office.clock.move(days=3)
    assert [await office.is_good(token) for token in (old["token"], new["token"])] == [False, True]


async def test_a_key_is_replaced_once(office: Office) -> None:
    old = await office.do(CREATE, "manager", **key())
    await office.do(ROTATE, "manager", apiKeyId=old["apiKey"]["id"])
    again = await office.do(ROTATE, "manager", apiKeyId=old["apiKey"]["id"])
    assert again["errors"] == [{"code": "API_KEY_REPLACED"}]


async def test_a_key_without_overlap_ends_at_once(office: Office) -> None:
    old = await office.do(CREATE, "manager", **key())
    await office.do(ROTATE, "manager", apiKeyId=old["apiKey"]["id"], overlapDays=0)
    assert not await office.is_good(old["token"])


async def test_a_revoked_key_ends_at_once(office: Office) -> None:
    made = await office.do(CREATE, "manager", **key())
    assert await office.is_good(made["token"])
    revoked = await office.do(REVOKE, "owner", apiKeyId=made["apiKey"]["id"])
    assert revoked["errors"] == []
    assert not await office.is_good(made["token"])


async def test_what_a_key_on_trial_does_is_marked_in_the_trail(office: Office) -> None:
    made = await office.do(CREATE, "manager", **key(testMode=True))
    trial = await office.shown(made["token"])
    assert trial.test_mode
    await office.do(
        "withdrawListing(input: $input) { errors { code } }", trial, listingId=ids.encode("Listing", at.CLUB)
    )
    await office.do(
        "submitListing(input: $input) { errors { code } }", trial, providerId=CLUB, resource={"service": {}}
    )
    marks = await office.fetch("SELECT operation, after FROM audit_entries WHERE actor_kind = 'API_KEY' ORDER BY at")
    assert [(row["operation"], row["after"]["test_mode"]) for row in marks] == [("submitListing", True)]
