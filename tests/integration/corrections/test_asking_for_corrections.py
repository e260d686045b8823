"""An applicant asks for a correction within fourteen days of the own notification, one at a time."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from harbors.access.commands import act_as_system
from harbors.allocations import telling
from harbors.allocations.records import DrawId
from harbors.allocations.telling import tell_some
from harbors.applications.commands import enter_paper_application
from harbors.applications.records import Submitted
from harbors.privacy.commands import erase_person
from schema import ids
from tests import harbor_town as at
from tests.drawing import drawn, published
from tests.integration.corrections.conftest import CLERK, VICTIM, Town
from tests.signed_in import id_of

SHOWN = "application { corrections { status request askedAt } }"
DAYS = timedelta(days=14)
TOO_WIDE = replace(at.BOAT, beam_mm=2_400, registration="W 1")
DECISION = "decision { notifiedAt correctionUntil automated text }"


async def told(asked: Town, *, now: datetime) -> DrawId:
    """The round of the town, published and its applicants notified."""
    draw = await published(asked.database, at.A_ROUND.code, now=now)
    async with asked.database.unit_of_work() as connection:
        await act_as_system(connection)
        await tell_some(connection, draw.id, now=now, chance=asked.chance)
    return draw.id


async def request(asked: Town, it: Submitted, *, text: str = "My boat is wider.", **told: Any) -> Any:
    input = {"applicationId": ids.encode("Application", it.application.id), "request": text}
    if it.edit_token is not None:
        input["editToken"] = it.edit_token
    return await asked.do("requestCorrection", input, shown=SHOWN, **told)


def codes(answer: Any) -> list[str]:
    return [error["code"] for error in answer["errors"]]


async def test_before_the_publication_there_is_nothing_to_correct(asked: Town) -> None:
    it = await asked.apply()
    assert codes(await request(asked, it)) == ["NOTHING_TO_CORRECT"]
    await drawn(asked.database, at.A_ROUND.code, now=at.AFTER)
    assert codes(await request(asked, it)) == ["NOTHING_TO_CORRECT"]


async def test_it_is_taken_until_the_last_minute_of_the_fourteenth_day_and_then_no_more(asked: Town) -> None:
    it, late = await asked.apply(), await asked.apply()
    await told(asked, now=at.AFTER)
    asked.clock.time = at.AFTER + DAYS - timedelta(minutes=1)
    taken = await request(asked, it)
    assert taken["errors"] == []
    (correction,) = taken["application"]["corrections"]
    assert (correction["status"], correction["request"]) == ("OPEN", "My boat is wider.")
    asked.clock.time = at.AFTER + DAYS
    assert codes(await request(asked, late)) == ["CORRECTION_LATE"]


async def test_the_time_of_each_runs_from_the_own_notification(asked: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "MOST_AT_ONCE", 1)
    several = [await asked.apply() for _ in range(3)]
    draw_id = await told(asked, now=at.AFTER)
    async with asked.database.unit_of_work() as connection:
        await act_as_system(connection)
        await tell_some(connection, draw_id, now=at.AFTER + timedelta(days=3), chance=asked.chance)
    by_notice = {(await asked.read(DECISION, it))["decision"]["notifiedAt"]: it for it in several}
    assert len(by_notice) == 3
    never = by_notice.pop(None)
    early, late = (by_notice[when] for when in sorted(by_notice))
    asked.clock.time = at.AFTER + DAYS
    assert codes(await request(asked, early)) == ["CORRECTION_LATE"]
    asked.clock.time += timedelta(days=3, minutes=-1)
    assert codes(await request(asked, late)) == []
    asked.clock.time += timedelta(days=100)
    assert codes(await request(asked, never)) == []


async def test_how_long_is_a_rule_of_the_round(asked: Town) -> None:
    it = await asked.apply()
    async with asked.database.unit_of_work() as connection:
        await connection.execute("SELECT set_config('ahti.act', 'staff', true)")
        await connection.execute("""UPDATE rounds SET rules = rules || '{"correctionDays": 30}'""")
    await told(asked, now=at.AFTER)
    asked.clock.time = at.AFTER + timedelta(days=30, minutes=-1)
    assert codes(await request(asked, it)) == []


async def test_one_is_open_at_a_time_also_when_two_come_at_once(asked: Town) -> None:
    it = await asked.apply()
    await told(asked, now=at.AFTER)
    answers = await asyncio.gather(request(asked, it, text="One."), request(asked, it, text="Another."))
    assert sorted(map(codes, answers)) == [[], ["CORRECTION_OPEN"]]
    seen = await asked.read("corrections { request }", it)
    assert len(seen["corrections"]) == 1


async def test_nobody_asks_for_somebody_else_and_nothing_is_asked_without_words(asked: Town) -> None:
    it = await asked.apply(who=VICTIM)
    other = await asked.apply()
    await told(asked, now=at.AFTER)
    assert codes(await request(asked, it, who=CLERK)) == ["APPLICATION_UNKNOWN"]
    stolen = Submitted(it.application, other.edit_token)
    assert codes(await request(asked, stolen)) == ["APPLICATION_UNKNOWN"]
    assert codes(await request(asked, it, who=VICTIM, text=" \n ")) == ["REQUIRED"]
    assert codes(await request(asked, it, who=VICTIM, text="x" * 2_001)) == ["TOO_LONG"]
    assert codes(await request(asked, it, who=VICTIM, text="First.\nSecond.")) == []
    assert (await asked.read("corrections { request }", it, VICTIM))["corrections"] == [{"request": "First. Second."}]


async def test_a_repeated_intent_is_one_request(asked: Town) -> None:
    it = await asked.apply(who=VICTIM)
    await told(asked, now=at.AFTER)
    input = {
        "applicationId": ids.encode("Application", it.application.id),
        "request": "Once.",
        "idempotencyKey": "once-and-never-again",
    }
    for _ in range(2):
        answer = await asked.do("requestCorrection", input, VICTIM, shown=SHOWN)
        assert (answer["errors"], len(answer["application"]["corrections"])) == ([], 1)


async def test_before_the_publication_there_is_no_decision(asked: Town) -> None:
    it = await asked.apply()
    await drawn(asked.database, at.A_ROUND.code, now=at.AFTER)
    assert await asked.read(DECISION, it) == {"decision": None}


async def test_a_decision_says_that_it_was_automatic_and_until_when_what_can_be_done(asked: Town) -> None:
    it = await asked.apply()
    await told(asked, now=at.AFTER)
    decision = (await asked.read(DECISION, it))["decision"]
    assert datetime.fromisoformat(decision["notifiedAt"]) == at.AFTER
    assert datetime.fromisoformat(decision["correctionUntil"]) == at.AFTER + DAYS
    assert decision["automated"] is True
    assert decision["text"].startswith("The decision was made automatically by the published rules and the draw;")
    assert decision["text"].endswith("a human will look at it. Ask before 16.3.2027 01.00.")


async def test_who_has_no_address_is_told_by_nobody_and_the_time_does_not_begin(asked: Town) -> None:
    form = at.a_form(applicant=replace(at.APPLICANT, email=None))
    async with asked.database.unit_of_work(CLERK) as connection:
        application = await enter_paper_application(
            connection, form, round_id=at.A_ROUND.id, now=at.DURING, chance=asked.chance, entered_by=id_of(CLERK)
        )
    await told(asked, now=at.AFTER)
    decision = (await asked.read(DECISION, Submitted(application, None), CLERK))["decision"]
    assert (decision["notifiedAt"], decision["correctionUntil"]) == (None, None)
    assert decision["text"].endswith("The time begins only when you have been notified.")


async def test_erasure_destroys_what_was_asked(asked: Town) -> None:
    it = await asked.apply(at.pier_of(at.pier("north", "A")), who=VICTIM, boat=TOO_WIDE)
    await told(asked, now=at.AFTER)
    assert codes(await request(asked, it, who=VICTIM, text="I am Vilma Uhri.")) == []
    async with asked.database.unit_of_work() as connection:
        await act_as_system(connection)
        await erase_person(connection, id_of(VICTIM), now=at.AFTER, chance=asked.chance)
        assert await connection.fetchval("SELECT request FROM corrections") is None
