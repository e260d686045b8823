"""Drafts over GraphQL: kept as told, judged as if submitted, never over a newer one unseen, ended by applying."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.service import open_service
from harbors.access.commands import act_as_system
from harbors.access.records import Principal
from harbors.applications.reminding import remind_of_drafts
from harbors.applications.saving import Draft, save_draft
from harbors.errors import Conflict
from harbors.privacy.retention import end_retention
from harbors.sql import Connection
from schema import ids
from schema.requests import Executor, GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.signed_in import CHANCE, id_of, sign_in

SCHEMA = build()
ROUND = ids.encode("Round", at.A_ROUND.id)
NORTH = ids.encode("Harbor", at.NORTH)
TOLD = """
    id version round { id } problems { code field message }
    content {
        mode informationConfirmed choices { harborId }
        applicant { firstName lastName email municipality language } boat { registration beamMm lengthMm estimated }
    }
"""
SAVE = f"""
    mutation ($input: SaveDraftInput!) {{
        saveDraft(input: $input) {{ draft {{ {TOLD} }} errors {{ code field message }} }}
    }}
"""
SUBMIT = """
    mutation ($input: SubmitApplicationInput!) {
        submitApplication(input: $input) { application { id } errors { code } }
    }
"""
DISCARD = "mutation ($input: DiscardDraftInput!) { discardDraft(input: $input) { errors { code } } }"
MINE = f"{{ me {{ drafts {{ {TOLD} }} }} }}"
VERIFIED = """
    INSERT INTO person_profiles (person_id, email, language, email_verified_at, created_at, modified_at)
    VALUES ($1, 'boater@example.org', 'sv', $2, $2, $2)
    ON CONFLICT (person_id) DO UPDATE SET email = excluded.email, language = 'sv', email_verified_at = $2
"""
WHOLE = {
    "applicant": {
        "firstName": "Väinö",
        "lastName": "Vesimäki",
        "email": "vaino@example.org",
        "municipality": "Helsinki",
        "language": "SV",
    },
    "boat": {"beamMm": 2_500, "lengthMm": 5_000},
    "choices": [{"harborId": NORTH}],
    "informationConfirmed": True,
}


@dataclass(frozen=True, slots=True)
class Desk:
    """The service, and the boater at it."""

    executor: Executor
    boater: Principal

    async def ask(self, document: str, *, who: Principal | None = None, **variables: object) -> Any:
        facts = RequestFacts("test", principal=who or self.boater)
        answer = await self.executor.execute(GraphQLRequest(document, variables=variables), facts)
        return orjson.loads(answer.body)

    async def save(self, draft: dict[str, Any], **more: object) -> Any:
        answer = await self.ask(SAVE, input={"roundId": ROUND, "draft": draft} | more)
        assert "errors" not in answer, answer
        return answer["data"]["saveDraft"]

    async def mine(self, who: Principal | None = None) -> Any:
        return (await self.ask(MINE, who=who))["data"]["me"]["drafts"]


async def verify(town: Database, who: Principal) -> None:
    """It is known that the boater, who reads Swedish, has the mail address."""
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        await connection.execute(VERIFIED, who.person_id, at.DURING)


@pytest.fixture
async def desk(town: Database, town_url: str) -> AsyncIterator[Desk]:
    boater = await sign_in(town, "boater")
    async with open_service(town_url, schema=SCHEMA, clock=StoppedClock(at.DURING), refusals=REFUSALS) as service:
        yield Desk(service.executor, boater)


async def test_a_draft_is_kept_as_told_and_told_what_it_lacks_until_it_is_submitted(desk: Desk, town: Database) -> None:
    first = (await desk.save({"applicant": {"firstName": " Väinö"}, "boat": {"registration": "a 1"}}))["draft"]
    assert first["version"] == 1
    assert first["content"]["applicant"]["firstName"] == " Väinö"
    assert first["content"]["boat"]["beamMm"] is None
    fields = {problem["field"] for problem in first["problems"]}
    assert {"applicant.lastName", "boat.beamMm", "choices", "informationConfirmed"} <= fields
    second = (await desk.save(WHOLE, version=1))["draft"]
    assert (second["id"], second["version"], second["problems"]) == (first["id"], 2, [])
    assert await desk.mine() == [second]
    assert second["content"]["applicant"]["language"] == "SV"
    answer = await desk.ask(SUBMIT, input={"roundId": ROUND} | WHOLE)
    assert answer["data"]["submitApplication"]["errors"] == []
    assert await desk.mine() == []
    late = await desk.save(WHOLE, version=2)
    assert [one["code"] for one in late["errors"]] == ["DRAFT_GONE"]


async def test_a_save_over_a_newer_one_is_refused_and_tells_the_newer_version(desk: Desk) -> None:
    await desk.save({})
    await desk.save({"mode": "EXCHANGE"}, version=1)
    refused = await desk.save({}, version=1)
    assert refused["draft"] is None
    assert [(one["code"], one["field"]) for one in refused["errors"]] == [("DRAFT_NEWER", "version")]
    assert "2" in refused["errors"][0]["message"]
    assert [one["content"]["mode"] for one in await desk.mine()] == ["EXCHANGE"]


async def test_of_two_devices_that_save_at_once_one_is_told_of_the_other(desk: Desk, town: Database) -> None:
    await desk.save({})

    async def save() -> int:
        async with town.unit_of_work(desk.boater) as connection:
            return (await save_seen(connection, desk.boater, version=1)).version

    async with town.unit_of_work(desk.boater) as first:
        await save_seen(first, desk.boater, version=1)
        second = asyncio.create_task(save())
        done, _ = await asyncio.wait({second}, timeout=0.3)
        # It waits for the first, and does not judge by what was there before that.
        assert not done
    with pytest.raises(Conflict) as refusal:
        await second
    assert [one.code for one in refusal.value.problems] == ["DRAFT_NEWER"]
    assert [one["version"] for one in await desk.mine()] == [2]


async def save_seen(connection: Connection, who: Principal, *, version: int) -> Draft:
    return await save_draft(
        connection,
        {},
        round_id=at.A_ROUND.id,
        person_id=id_of(who),
        version=version,
        now=at.DURING,
        chance=CHANCE,
    )


async def test_nobody_else_sees_or_discards_a_draft(desk: Desk, town: Database) -> None:
    id = (await desk.save({}))["draft"]["id"]
    other = await sign_in(town, "other")
    assert await desk.mine(other) == []
    answer = await desk.ask(DISCARD, who=other, input={"draftId": id})
    assert answer["data"]["discardDraft"]["errors"] == [{"code": "DRAFT_UNKNOWN"}]
    assert len(await desk.mine()) == 1
    assert (await desk.ask(DISCARD, input={"draftId": id}))["data"]["discardDraft"]["errors"] == []
    assert await desk.mine() == []


async def test_a_draft_is_bounded(desk: Desk) -> None:
    long = await desk.ask(SAVE, input={"roundId": ROUND, "draft": {"consents": ["x" * 1_000] * 21}})
    many = await desk.ask(SAVE, input={"roundId": ROUND, "draft": {"choices": [{"harborId": NORTH}] * 101}})
    codes = [answer["errors"][0]["extensions"]["code"] for answer in (long, many)]
    assert codes == ["LIMIT_EXCEEDED", "LIMIT_EXCEEDED"]


async def test_a_draft_ends_some_time_after_its_round_closed(desk: Desk, town: Database) -> None:
    await desk.save({})
    closes = at.A_ROUND.closes_at
    left = []
    for later in (29, 31):
        async with town.unit_of_work() as connection:
            await end_retention(connection, now=closes + timedelta(days=later), chance=CHANCE)
            await act_as_system(connection)
            left.append(len(await connection.fetch("SELECT id FROM application_drafts")))
    assert left == [1, 0]


async def test_who_has_not_applied_is_reminded_once_three_days_before_the_close(desk: Desk, town: Database) -> None:
    await verify(town, desk.boater)
    id = (await desk.save({}))["draft"]["id"]
    told = []
    for before in (timedelta(days=3, seconds=1), timedelta(days=3), timedelta(days=2)):
        if before == timedelta(days=2):
            # What is saved anew is no second reason.
            await desk.ask(DISCARD, input={"draftId": id})
            await desk.save({})
        async with town.unit_of_work() as connection:
            await remind_of_drafts(connection, now=at.A_ROUND.closes_at - before, chance=CHANCE)
            await act_as_system(connection)
            rows = await connection.fetch("SELECT language FROM messages WHERE template = 'DRAFT_WAITING'")
            told.append([row["language"] for row in rows])
    assert told == [[], ["sv"], ["sv"]]


async def test_who_has_applied_is_reminded_of_nothing(desk: Desk, town: Database) -> None:
    await verify(town, desk.boater)
    await desk.ask(SUBMIT, input={"roundId": ROUND} | WHOLE)
    await desk.save({})
    async with town.unit_of_work() as connection:
        await remind_of_drafts(connection, now=at.A_ROUND.closes_at - timedelta(days=1), chance=CHANCE)
        await act_as_system(connection)
        assert await connection.fetch("SELECT id FROM messages WHERE template = 'DRAFT_WAITING'") == []
