"""The desk of a round: what is to do, demand and supply, refusals, and lists to take along, for its clerks."""

import csv
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import httpx
import orjson
import pytest

from ahti.chance import SystemChance
from ahti.db import Database
from ahti.service import context_opener
from ahti.web.app import create_app
from ahti.web.exports import Exports
from harbors.access.commands import act_as_system
from harbors.access.records import NOBODY, Principal, Role
from harbors.applications.commands import submit_application
from harbors.applications.records import Submitted
from harbors.places.records import ProviderId
from schema import ids
from schema.execution import ReferenceExecutor
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.cast import CAST, settle
from tests.clocks import StoppedClock
from tests.drawing import published
from tests.integration.web.demo_service import demo_service

CHANCE = at.CountingChance()
CLERK = replace(CAST["clerk"], roles={ProviderId(at.CITY): Role.CLERK})
DESK = """
query Desk($round: ID!) { desk(roundId: $round) {
    work { work count }
    applications(work: DUPLICATES) { reference }
    balances { harbor { name } fromMm toMm places free firstChoices choices placed }
    refusals { harbor { name } ground choices applicants }
} }
"""
Ask = Callable[..., Awaitable[Any]]
Get = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
async def applied(town: Database) -> list[Submitted]:
    """Two forms of one person, and a third of somebody whose name is a formula."""
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        await settle(connection)
        trickster = replace(at.APPLICANT, first_name="=1+1", last_name="Toinen", email="toinen@example.org")
        forms = [at.a_form(), at.a_form(), at.a_form(at.harbor_of(at.NORTH), applicant=trickster)]
        return [
            await submit_application(connection, form, round_id=at.A_ROUND.id, now=at.DURING, chance=CHANCE)
            for form in forms
        ]


@pytest.fixture
def ask(town: Database, applied: list[Submitted]) -> Ask:
    executor = ReferenceExecutor(build(), context_opener(town, StoppedClock(at.AFTER)))

    async def ask(principal: Principal = CLERK) -> Any:
        variables = {"round": ids.encode("Round", at.A_ROUND.id)}
        facts = RequestFacts("desk", principal=principal)
        return orjson.loads((await executor.execute(GraphQLRequest(DESK, variables=variables), facts)).body)

    return ask


@pytest.fixture
async def get(town: Database, applied: list[Submitted]) -> AsyncIterator[Get]:
    """Get a list over HTTP, signed in as somebody."""
    somebody = [CLERK]

    async def recognise(_token: str) -> Principal:
        return somebody[0]

    exports = Exports(town, recognise, StoppedClock(at.AFTER), SystemChance())
    app = create_app(replace(demo_service(), routes=exports.routes))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://ahti") as client:

        async def get(form: str = "csv", *, by: Principal = CLERK, code: str = at.A_ROUND.code) -> httpx.Response:
            somebody[0] = by
            headers = {} if by is NOBODY else {"authorization": "Bearer token"}
            return await client.get(f"/rounds/{code}/applications.{form}", headers=headers)

        yield get


async def test_the_desk_counts_what_is_to_do(ask: Ask, applied: list[Submitted]) -> None:
    desk = (await ask())["data"]["desk"]
    assert {one["work"]: one["count"] for one in desk["work"]} == {
        "DUPLICATES": 2,
        "UNVERIFIED_RESIDENCE": 3,
        "MISSING_TITLE": 3,
        "UNCONFIRMED_MAIL": 3,
        "UNVERIFIED_ORGANISATION": 0,
        "CORRECTIONS": 0,
    }
    assert {one["reference"] for one in desk["applications"]} == {one.application.reference for one in applied[:2]}


async def test_demand_stands_beside_supply_by_harbor_and_width(ask: Ask) -> None:
    balances = (await ask())["data"]["desk"]["balances"]
    wanted = {
        (one["harbor"]["name"], one["fromMm"]): (one["firstChoices"], one["choices"])
        for one in balances
        if one["choices"]
    }
    # The boat of the forms is 2.1 m wide, and the margin 0.3 m.
    assert wanted == {("south", 2_000): (2, 2), ("north", 2_000): (1, 1)}
    south = [one for one in balances if one["harbor"]["name"] == "south" and one["places"]]
    assert [(one["places"], one["free"], one["placed"]) for one in south] == [(2, 2, 0)]


async def test_after_the_draw_the_desk_tells_who_was_placed_and_why_others_were_not(town: Database, ask: Ask) -> None:
    for _ in range(2):
        async with town.unit_of_work() as connection:
            await submit_application(connection, at.a_form(), round_id=at.A_ROUND.id, now=at.DURING, chance=CHANCE)
    await published(town, at.A_ROUND.code, now=at.AFTER)
    desk = (await ask())["data"]["desk"]
    assert sum(one["placed"] for one in desk["balances"]) == 3
    assert desk["refusals"] == [{"harbor": {"name": "south"}, "ground": "ALL_GIVEN", "choices": 2, "applicants": 2}]
    assert sum(one["free"] for one in desk["balances"]) == sum(one["places"] for one in desk["balances"])


@pytest.mark.parametrize("name", ["clerk", "owner", "viewer", "victim", "key", "stranger's clerk", "handler"])
async def test_nobody_else_has_this_desk(ask: Ask, name: str) -> None:
    answer = await ask(CAST[name])
    allowed = name in {"handler"}
    assert ("errors" not in answer) is allowed, answer


async def test_a_list_is_taken_along_and_no_cell_is_run(get: Get) -> None:
    answer = await get()
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    heading, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";")
    names = {row[heading.index("Etunimi")] for row in rows}
    assert (len(rows), names) == (3, {"Väinö", "'=1+1"})
    workbook = await get("xlsx")
    assert (workbook.status_code, workbook.content[:2]) == (200, b"PK")


async def test_whoever_has_no_business_there_gets_no_list(get: Get) -> None:
    assert [(await get(by=one)).status_code for one in (NOBODY, CAST["victim"], CAST["clerk"])] == [401, 403, 403]
    assert (await get(code="nowhere")).status_code == 403
    assert (await get("pdf")).status_code == 404


async def test_what_was_taken_along_is_in_the_trail(town: Database, get: Get, applied: list[Submitted]) -> None:
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        await connection.execute(
            "UPDATE applications SET person_id = $1, edit_token_hash = NULL WHERE id = $2",
            CAST["victim"].person_id,
            applied[0].application.id,
        )
    await get()
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        rows = await connection.fetch(
            "SELECT operation, subject_type, person_id FROM audit_entries WHERE operation = 'EXPORT'"
        )
    assert {(row["operation"], row["subject_type"], row["person_id"]) for row in rows} == {
        ("EXPORT", "Round", None),
        ("EXPORT", "Round", CAST["victim"].person_id),
    }
