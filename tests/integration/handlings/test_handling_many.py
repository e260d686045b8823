"""Clerks act on many applications at once: each by itself, each noted, and told what became of it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

import orjson
import pytest

from ahti.db import Database
from ahti.service import context_opener
from harbors.access.commands import act_as_system
from harbors.access.records import Principal, Role
from harbors.applications.commands import submit_application
from harbors.applications.records import Submitted
from harbors.customers.commands import update_profile
from harbors.handlings.acts import act_on
from harbors.handlings.refusals import without_mail
from harbors.places.records import ProviderId
from harbors.text import Language
from schema import ids
from schema.execution import ReferenceExecutor
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.cast import CAST, VICTIM, settle
from tests.clocks import StoppedClock

CHANCE = at.CountingChance()
CLERK = replace(CAST["clerk"], roles={ProviderId(at.CITY): Role.CLERK})
HANDLER = CAST["handler"]
HANDLE = """
mutation Handle($input: HandleApplicationsInput!) { handleApplications(input: $input) {
    handling {
        act detail reason endedAt progress { total done unchanged refused waiting }
        items { applicationId application { status classNumber } outcome problem { code } }
    }
    errors { code field message }
} }
"""
DESK = """
query Desk($round: ID!, $reason: String = "Before May, please.") { desk(roundId: $round) {
    handlings { act progress { total refused } items(outcome: REFUSED) { problem { code message } } }
    letters(question: MISSING_TITLE, reason: $reason) { language subject paragraphs recipients }
} }
"""
HISTORY = "SELECT event, actor, details FROM application_events WHERE application_id = $1 ORDER BY number"
MAIL = "SELECT template, language, address, figures::text AS figures FROM messages ORDER BY address"
TRAIL = """
    SELECT subject_type, reason, codes FROM audit_entries WHERE operation = 'handleApplications'
    ORDER BY subject_type, codes
"""
Handle = Callable[..., Awaitable[Any]]


def somebody(number: int, *, language: Language = Language.FI, **boat: Any) -> Any:
    applicant = replace(
        at.APPLICANT, first_name=f"Nro{number}", email=f"{number}@example.org", phone=None, language=language
    )
    return at.a_form(applicant=applicant, boat=replace(at.BOAT, **({"registration": f"A{number}"} | boat)))


async def apply(town: Database, *forms: Any) -> list[Submitted]:
    async with town.unit_of_work() as connection:
        return [
            await submit_application(connection, form, round_id=at.A_ROUND.id, now=at.DURING, chance=CHANCE)
            for form in forms
        ]


def named(applied: Sequence[Submitted]) -> list[str]:
    return [ids.encode("Application", one.application.id) for one in applied]


@pytest.fixture
async def staffed(town: Database) -> Database:
    async with town.unit_of_work() as connection:
        await settle(connection)
    return town


@pytest.fixture
def executor(staffed: Database) -> ReferenceExecutor:
    return ReferenceExecutor(build(), context_opener(staffed, StoppedClock(at.AFTER)))


@pytest.fixture
def handle(executor: ReferenceExecutor) -> Handle:
    async def handle(act: Any, by: Principal = CLERK, reason: str = "As the council decided.", **selected: Any) -> Any:
        asked = {"roundId": ids.encode("Round", at.A_ROUND.id), "act": act, "reason": reason} | selected
        request = GraphQLRequest(HANDLE, variables={"input": asked})
        told = orjson.loads((await executor.execute(request, RequestFacts("handle", principal=by))).body)
        return told["data"]["handleApplications"] if "errors" not in told else told

    return handle


async def look(town: Database, query: str, *values: object) -> list[Any]:
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        return [dict(row) for row in await connection.fetch(query, *values)]


def outcomes(told: Any) -> list[tuple[str, str | None]]:
    return [(item["outcome"], item["problem"] and item["problem"]["code"]) for item in told["handling"]["items"]]


async def test_one_class_for_many_with_one_reason_and_each_is_noted(staffed: Database, handle: Handle) -> None:
    applied = await apply(staffed, *(somebody(number) for number in range(3)))
    told = await handle({"setClass": 2}, applicationIds=named(applied))
    assert told["errors"] == []
    assert {item["application"]["classNumber"] for item in told["handling"]["items"]} == {2}
    assert told["handling"]["progress"] == {"total": 3, "done": 3, "unchanged": 0, "refused": 0, "waiting": 0}
    assert told["handling"]["endedAt"] is not None
    history = await look(staffed, HISTORY, applied[0].application.id)
    assert [(line["event"], line["actor"]) for line in history] == [("SUBMITTED", "APPLICANT"), ("CLASS_SET", "STAFF")]
    trail = [line["subject_type"] for line in await look(staffed, TRAIL)]
    assert trail == ["Application"] * 3 + ["Handling"]


async def test_what_was_so_already_is_unchanged_and_leaves_no_trace(staffed: Database, handle: Handle) -> None:
    applied = await apply(staffed, somebody(1))
    for became in ("DONE", "UNCHANGED"):
        assert outcomes(await handle({"setClass": 2}, applicationIds=named(applied))) == [(became, None)]
    assert len(await look(staffed, HISTORY, applied[0].application.id)) == 2


async def test_the_same_key_has_one_effect(staffed: Database, handle: Handle) -> None:
    applied = await apply(staffed, somebody(1))
    key = {"applicationIds": named(applied), "idempotencyKey": "b0c1"}
    first, second = await handle({"withdraw": True}, **key), await handle({"withdraw": True}, **key)
    assert first == second
    assert [line["template"] for line in await look(staffed, MAIL)] == ["APPLICATION_WITHDRAWN"]
    assert await look(staffed, "SELECT count(*)::int AS handlings FROM handlings") == [{"handlings": 1}]


async def test_one_that_is_refused_does_not_hinder_the_others_and_says_why(
    staffed: Database, handle: Handle, executor: ReferenceExecutor
) -> None:
    applied = await apply(staffed, *(somebody(number) for number in range(3)))
    await handle({"withdraw": True}, applicationIds=named(applied[:1]))
    told = await handle({"setClass": 2}, applicationIds=named(applied))
    assert sorted(outcomes(told)) == [("DONE", None), ("DONE", None), ("REFUSED", "APPLICATION_WITHDRAWN")]
    codes = [line["codes"] for line in await look(staffed, TRAIL)]
    assert ["APPLICATION_WITHDRAWN"] in codes
    desk = GraphQLRequest(DESK, variables={"round": ids.encode("Round", at.A_ROUND.id)})
    shown = orjson.loads((await executor.execute(desk, RequestFacts("desk", principal=CLERK))).body)["data"]["desk"]
    ((item),) = next(one["items"] for one in shown["handlings"] if one["progress"] == {"total": 3, "refused": 1})
    assert item["problem"]["code"] == "APPLICATION_WITHDRAWN"


async def test_what_fails_halfway_in_one_is_undone_of_that_one_alone(
    staffed: Database, handle: Handle, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied = await apply(staffed, somebody(1), somebody(2))
    doomed = max(one.application.id for one in applied)

    async def act_halfway(acting: Any, act: Any, application: Any) -> Any:
        change = await act_on(acting, act, application)
        if application.id == doomed:
            raise without_mail()
        return change

    monkeypatch.setattr("harbors.handlings.commands.act_on", act_halfway)
    told = await handle({"setClass": 2}, applicationIds=named(applied))
    assert [item["outcome"] for item in told["handling"]["items"]] == ["DONE", "REFUSED"]
    assert [item["application"]["classNumber"] for item in told["handling"]["items"]] == [2, 1]
    assert len(await look(staffed, HISTORY, doomed)) == 1


async def test_duplicates_are_told_apart_or_merged_alike(staffed: Database, handle: Handle) -> None:
    twins = await apply(staffed, somebody(1), somebody(2, registration="A1"), somebody(3, registration="A1"))
    apart = await apply(staffed, somebody(8), somebody(9, registration="A8"))
    told = await handle({"resolveDuplicates": "NOT_THE_SAME"}, applicationIds=named(apart))
    assert sorted(outcomes(told)) == [("DONE", None), ("UNCHANGED", None)]
    told = await handle({"resolveDuplicates": "KEEP_OLDEST"}, waiting={"work": "DUPLICATES", "count": 3})
    left = {item["applicationId"]: item["application"]["status"] for item in told["handling"]["items"]}
    oldest = min(twins, key=lambda one: (one.application.submitted_at, one.application.id))
    assert [id for id, status in left.items() if status == "SUBMITTED"] == named([oldest])
    pairs = await look(staffed, "SELECT status FROM application_duplicates ORDER BY status")
    assert [pair["status"] for pair in pairs] == ["MERGED"] * 3 + ["NOT_THE_SAME"]


async def test_a_worklist_that_has_changed_since_it_was_seen_is_left_alone(staffed: Database, handle: Handle) -> None:
    await apply(staffed, somebody(1), somebody(2))
    told = await handle({"setClass": 2}, waiting={"work": "UNVERIFIED_RESIDENCE", "count": 3})
    assert told["handling"] is None
    assert [(one["code"], one["field"]) for one in told["errors"]] == [("SELECTION_CHANGED", "waiting.count")]
    told = await handle({"setClass": 2}, waiting={"work": "UNVERIFIED_RESIDENCE", "count": 2})
    assert told["handling"]["progress"]["done"] == 2


async def test_applicants_are_asked_in_their_language_as_the_preview_showed(
    staffed: Database, handle: Handle, executor: ReferenceExecutor
) -> None:
    applied = await apply(staffed, somebody(1), somebody(2, language=Language.SV), somebody(3, estimated=True))
    desk = GraphQLRequest(DESK, variables={"round": ids.encode("Round", at.A_ROUND.id)})
    shown = orjson.loads((await executor.execute(desk, RequestFacts("desk", principal=CLERK))).body)["data"]["desk"]
    assert {one["language"]: one["recipients"] for one in shown["letters"]} == {"FI": 1, "SV": 1, "EN": 0}
    swedish = shown["letters"][1]
    assert "Before May, please." in swedish["paragraphs"][-1]
    told = await handle({"ask": "MISSING_TITLE"}, reason="Before May, please.", applicationIds=named(applied))
    assert sorted(outcomes(told)) == [("DONE", None), ("DONE", None), ("UNCHANGED", None)]
    mail = await look(staffed, MAIL)
    assert [(one["language"], one["address"]) for one in mail] == [("fi", "1@example.org"), ("sv", "2@example.org")]
    assert orjson.loads(mail[1]["figures"])["question"] in swedish["paragraphs"]
    assert [line["event"] for line in await look(staffed, HISTORY, applied[0].application.id)][-1] == "ASKED"


async def test_withdrawn_for_a_reason_that_is_kept_and_mailed(staffed: Database, handle: Handle) -> None:
    applied = await apply(staffed, somebody(1))
    await handle({"withdraw": True}, reason="Asked for it by telephone.", applicationIds=named(applied))
    *_, last = await look(staffed, HISTORY, applied[0].application.id)
    assert (last["event"], last["actor"]) == ("WITHDRAWN", "STAFF")
    assert last["details"] == {"reason": "Asked for it by telephone."}
    ((mail),) = await look(staffed, MAIL)
    assert orjson.loads(mail["figures"])["reason"] == "Asked for it by telephone."


async def test_a_residence_is_vouched_for_or_rejected_with_its_class_by_handlers_of_the_city(
    staffed: Database, handle: Handle
) -> None:
    applied = await apply(staffed, somebody(1), somebody(2))
    async with staffed.unit_of_work() as connection:
        await act_as_system(connection)
        await connection.execute(
            "INSERT INTO person_profiles (person_id, created_at, modified_at) "
            "VALUES ($1, $2, $2) ON CONFLICT DO NOTHING",
            VICTIM,
            at.DURING,
        )
        await update_profile(
            connection,
            lambda told: replace(told, first_name="Vilma", municipality="helsinki"),
            person_id=VICTIM,
            now=at.DURING,
        )
        await connection.execute(
            "UPDATE applications SET person_id = $1, edit_token_hash = NULL WHERE id = $2",
            VICTIM,
            applied[0].application.id,
        )
    denied = await handle({"attestResidence": True}, applicationIds=named(applied))
    assert denied["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    told = await handle({"attestResidence": True}, by=HANDLER, applicationIds=named(applied))
    assert sorted(outcomes(told)) == [("DONE", None), ("REFUSED", "APPLICATION_WITHOUT_ACCOUNT")]
    told = await handle({"attestResidence": True}, by=HANDLER, applicationIds=named(applied[:1]))
    assert outcomes(told) == [("UNCHANGED", None)]
    told = await handle({"attestResidence": False}, by=HANDLER, applicationIds=named(applied[:1]))
    ((item),) = told["handling"]["items"]
    assert (item["outcome"], item["application"]["classNumber"]) == ("DONE", 2)


async def test_that_somebody_acts_for_an_organisation_is_verified_and_waits_for_nobody_any_more(
    staffed: Database, handle: Handle
) -> None:
    applied = await apply(staffed, somebody(1), somebody(2))
    organisation = at.key("organisation", "theirs")
    async with staffed.unit_of_work() as connection:
        await act_as_system(connection)
        await connection.execute(
            "INSERT INTO organisations (id, business_id, name, created_at) VALUES ($1, '2345678-0', 'Uhri Oy', $2)",
            organisation,
            at.DURING,
        )
        await connection.execute(
            "INSERT INTO representations (id, organisation_id, person_id, status, claimed_at) "
            "VALUES ($1, $1, $2, 'CLAIMED', $3)",
            organisation,
            VICTIM,
            at.DURING,
        )
        await connection.execute(
            "UPDATE applications SET person_id = $1, edit_token_hash = NULL, organisation_id = $2 WHERE id = $3",
            VICTIM,
            organisation,
            applied[0].application.id,
        )
    denied = await handle({"decideRepresentation": True}, applicationIds=named(applied))
    assert denied["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    waiting = {"waiting": {"work": "UNVERIFIED_ORGANISATION", "count": 1}}
    assert outcomes(await handle({"decideRepresentation": True}, by=HANDLER, **waiting)) == [("DONE", None)]
    told = await handle({"decideRepresentation": True}, by=HANDLER, applicationIds=named(applied))
    assert sorted(outcomes(told)) == [("REFUSED", "REPRESENTATION_MISSING"), ("UNCHANGED", None)]
    told = await handle({"decideRepresentation": True}, by=HANDLER, **waiting)
    assert [one["code"] for one in told["errors"]] == ["SELECTION_CHANGED"]
    told = await handle({"decideRepresentation": False}, by=HANDLER, applicationIds=named(applied[:1]))
    assert outcomes(told) == [("DONE", None)]


async def test_nothing_is_done_for_an_application_of_another_round_or_for_none(
    staffed: Database, handle: Handle
) -> None:
    applied = await apply(staffed, somebody(1))
    stranger = ids.encode("Application", at.key("application", "another"))
    told = await handle({"setClass": 2}, applicationIds=[*named(applied), stranger])
    assert [one["code"] for one in told["errors"]] == ["APPLICATION_UNKNOWN"]
    told = await handle({"setClass": 2}, applicationIds=[])
    assert [one["code"] for one in told["errors"]] == ["NOTHING_SELECTED"]
    told = await handle({"setClass": 9}, applicationIds=named(applied))
    assert [one["code"] for one in told["errors"]] == ["CLASS_UNKNOWN"]
    assert len(await look(staffed, HISTORY, applied[0].application.id)) == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"act": {}},
        {"act": {"setClass": 2, "withdraw": True}},
        {"act": {"withdraw": False}},
        {"act": {"withdraw": True}, "applicationIds": None},
        {"act": {"withdraw": True}, "waiting": {"work": "DUPLICATES", "count": 0}},
    ],
)
async def test_an_act_is_one_and_a_selection_is_one(staffed: Database, handle: Handle, asked: Any) -> None:
    applied = await apply(staffed, somebody(1))
    told = await handle(**{"applicationIds": named(applied)} | asked)
    assert told["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_more_than_a_thousand_are_not_named(handle: Handle) -> None:
    many = [ids.encode("Application", at.key("application", number)) for number in range(1_001)]
    told = await handle({"withdraw": True}, applicationIds=many)
    assert told["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


@pytest.mark.parametrize("name", ["clerk", "owner", "victim", "stranger's clerk", "nobody"])
async def test_nobody_else_handles_the_round(staffed: Database, handle: Handle, name: str) -> None:
    applied = await apply(staffed, somebody(1))
    told = await handle({"withdraw": True}, by=CAST[name], applicationIds=named(applied))
    assert told["errors"][0]["extensions"]["code"] in {"UNAUTHENTICATED", "FORBIDDEN"}


async def test_two_clerks_who_handle_the_same_do_not_block_each_other(staffed: Database, handle: Handle) -> None:
    applied = await apply(staffed, *(somebody(number, registration=f"B{number // 2}") for number in range(12)))
    acts = [{"resolveDuplicates": "KEEP_OLDEST"}, {"resolveDuplicates": "KEEP_NEWEST"}, {"withdraw": True}]
    told = await asyncio.gather(
        *(handle(act, applicationIds=named(applied[:: -1 if turn else 1])) for turn, act in enumerate(acts))
    )
    assert [one["errors"] for one in told] == [[], [], []]
    standing = await look(staffed, "SELECT count(*)::int AS left FROM applications WHERE status = 'SUBMITTED'")
    assert standing == [{"left": 0}]
