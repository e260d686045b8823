"""Staff handle applications: what came on paper, classes with a reason, and those of one person or boat."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from ahti.db import Database
from harbors.access.records import ApiKeyId, Principal, Role
from harbors.applications.commands import (
    edit_application,
    enter_paper_application,
    submit_application,
    withdraw_application,
)
from harbors.applications.handling import resolve_duplicate, set_class
from harbors.applications.reads import load_application
from harbors.applications.records import (
    ApplicationId,
    ApplicationStatus,
    Changes,
    Channel,
    DuplicateId,
    Form,
    Mode,
    PairStatus,
    Submitted,
)
from harbors.errors import HarborError, Invalid, NotFound, Refused
from tests import harbor_town as at
from tests.cast import CAST, settle
from tests.signed_in import CHANCE, id_of, sign_in

CLERK = CAST["handler"]
PAIRS = "SELECT id, first_id, second_id, ground, status FROM application_duplicates ORDER BY ground, found_at"
HISTORY = "SELECT event, actor FROM application_events WHERE application_id = $1 ORDER BY number"


@pytest.fixture
async def staffed(town: Database) -> Database:
    async with town.unit_of_work() as connection:
        await settle(connection)
    return town


async def submit(town: Database, form: Form | None = None, *, who: Principal | None = None) -> Submitted:
    async with town.unit_of_work(*([who] if who else [])) as connection:
        return await submit_application(
            connection,
            form or at.a_form(),
            round_id=at.A_ROUND.id,
            now=at.DURING,
            chance=CHANCE,
            person_id=id_of(who) if who else None,
        )


def somebody(number: int, **boat: Any) -> Form:
    """A form of another person with another boat."""
    applicant = replace(at.APPLICANT, first_name=f"Nro{number}", email=f"{number}@example.org", phone=None)
    return at.a_form(applicant=applicant, boat=replace(at.BOAT, **({"registration": f"A{number}"} | boat)))


async def pairs(town: Database) -> list[tuple[DuplicateId, str, str]]:
    async with town.unit_of_work(CLERK) as connection:
        return [(row["id"], row["ground"], row["status"]) for row in await connection.fetch(PAIRS)]


async def resolve(town: Database, pair: DuplicateId, verdict: PairStatus, **told: Any) -> None:
    async with town.unit_of_work(CLERK) as connection:
        options: dict[str, Any] = {"kept": None, "reason": None} | told
        await resolve_duplicate(connection, pair, verdict=verdict, now=at.DURING, **options)


async def standing(town: Database, submitted: Submitted) -> ApplicationStatus:
    async with town.unit_of_work(CLERK) as connection:
        return (await load_application(connection, submitted.application.id)).status


async def test_one_person_twice_and_one_boat_twice_are_found_however_they_are_spelled(staffed: Database) -> None:
    await submit(staffed, somebody(1, registration="A 12-34"))
    await submit(staffed, somebody(2, registration="B1"))
    assert await pairs(staffed) == []
    await submit(staffed, somebody(3, registration="a1234"))
    assert [(ground, status) for _, ground, status in await pairs(staffed)] == [("BOAT", "OPEN")]
    again = somebody(2, registration="C1")
    await submit(staffed, replace(again, applicant=replace(again.applicant, first_name="NRO2", email="2@EXAMPLE.org")))
    assert [ground for _, ground, _ in await pairs(staffed)] == ["BOAT", "PERSON"]


async def test_two_that_come_in_at_once_are_found_once(staffed: Database) -> None:
    who = await sign_in(staffed, "twice")
    forms = [somebody(7), replace(somebody(8), applicant=somebody(7).applicant)]
    await asyncio.gather(*(submit(staffed, form, who=who) for form in forms))
    assert [(ground, status) for _, ground, status in await pairs(staffed)] == [("PERSON", "OPEN")]


async def test_many_at_once_for_one_boat_are_all_found(staffed: Database) -> None:
    await asyncio.gather(*(submit(staffed, somebody(number, registration="X1")) for number in range(6)))
    assert len([ground for _, ground, _ in await pairs(staffed) if ground == "BOAT"]) == 15


async def test_an_edit_that_puts_it_right_takes_the_open_pair_away(staffed: Database) -> None:
    await submit(staffed, somebody(1))
    second = await submit(staffed, somebody(2, registration="A1"))
    assert len(await pairs(staffed)) == 1
    async with staffed.unit_of_work() as connection:
        changes = Changes(boat=replace(at.BOAT, registration="A2"), information_confirmed=True)
        token = second.edit_token
        await edit_application(
            connection, changes, application_id=second.application.id, edit_token=token, now=at.DURING
        )
    assert await pairs(staffed) == []


async def test_told_apart_they_stay_apart_and_it_takes_a_reason(staffed: Database) -> None:
    first, _second = await submit(staffed, somebody(1)), await submit(staffed, somebody(2, registration="A1"))
    ((pair, *_),) = await pairs(staffed)
    with pytest.raises(Invalid):
        await resolve(staffed, pair, PairStatus.NOT_THE_SAME)
    await resolve(staffed, pair, PairStatus.NOT_THE_SAME, reason="Two boats with one number by mistake.")
    async with staffed.unit_of_work() as connection:
        await edit_application(
            connection,
            Changes(information_confirmed=True),
            application_id=first.application.id,
            edit_token=first.edit_token,
            now=at.DURING,
        )
    assert [status for *_, status in await pairs(staffed)] == ["NOT_THE_SAME"]


async def test_merged_one_stays_with_the_time_of_both_and_the_other_is_withdrawn(staffed: Database) -> None:
    first, second = await submit(staffed, somebody(1)), await submit(staffed, somebody(2, registration="A1"))
    ((pair, *_),) = await pairs(staffed)
    with pytest.raises(Invalid):
        await resolve(staffed, pair, PairStatus.MERGED)
    await resolve(staffed, pair, PairStatus.MERGED, kept=second.application.id)
    assert [await standing(staffed, one) for one in (first, second)] == ["WITHDRAWN", "SUBMITTED"]
    assert [status for *_, status in await pairs(staffed)] == ["MERGED"]
    with pytest.raises(Refused):
        await resolve(staffed, pair, PairStatus.MERGED, kept=first.application.id)
    async with staffed.unit_of_work(CLERK) as connection:
        told = [(row["event"], row["actor"]) for row in await connection.fetch(HISTORY, first.application.id)]
    assert told == [("SUBMITTED", "APPLICANT"), ("DUPLICATE_RESOLVED", "STAFF"), ("WITHDRAWN", "STAFF")]


async def test_a_merge_and_an_edit_at_once_end_in_one_of_two_orders(staffed: Database) -> None:
    first, second = await submit(staffed, somebody(1)), await submit(staffed, somebody(2, registration="A1"))
    ((pair, *_),) = await pairs(staffed)

    async def edit() -> str:
        try:
            async with staffed.unit_of_work() as connection:
                await edit_application(
                    connection,
                    Changes(boat=replace(at.BOAT, registration="A9"), information_confirmed=True),
                    application_id=first.application.id,
                    edit_token=first.edit_token,
                    now=at.DURING,
                )
        except Refused:
            return "refused"
        return "edited"

    async def merge() -> str:
        try:
            await resolve(staffed, pair, PairStatus.MERGED, kept=second.application.id)
        except NotFound:
            return "gone"
        return "merged"

    ended = tuple(await asyncio.gather(edit(), merge()))
    assert ended in {("edited", "gone"), ("edited", "merged"), ("refused", "merged")}
    left = {("edited", "gone"): "SUBMITTED"}.get(ended, "WITHDRAWN")
    assert await standing(staffed, first) == left
    assert [status for *_, status in await pairs(staffed)] in ([], ["MERGED"])


async def test_what_its_applicant_withdraws_is_the_same_as_nothing_any_more(staffed: Database) -> None:
    first, _ = await submit(staffed, somebody(1)), await submit(staffed, somebody(2, registration="A1"))
    async with staffed.unit_of_work() as connection:
        await withdraw_application(
            connection, application_id=first.application.id, edit_token=first.edit_token, now=at.DURING
        )
    assert [status for *_, status in await pairs(staffed)] == ["MERGED"]


async def test_behaviour_15_staff_set_a_class_with_a_reason_that_an_edit_leaves_alone(staffed: Database) -> None:
    one = await submit(staffed)
    id = one.application.id
    async with staffed.unit_of_work(CLERK) as connection:
        for number, reason in ((2, " "), (9, "There is no such class.")):
            with pytest.raises(Invalid):
                await set_class(connection, id, number=number, reason=reason, now=at.DURING)
        await set_class(connection, id, number=2, reason="Moved away in March.", now=at.DURING)
    async with staffed.unit_of_work() as connection:
        after = await edit_application(
            connection,
            Changes(information_confirmed=True),
            application_id=id,
            edit_token=one.edit_token,
            now=at.DURING,
        )
    assert (after.class_number, after.class_reason) == (2, "Moved away in March.")


@pytest.mark.parametrize("name", ["clerk", "owner", "stranger", "victim"])
async def test_behaviour_15_nobody_else_sets_a_class_or_decides_a_pair(staffed: Database, name: str) -> None:
    one, _ = await submit(staffed), await submit(staffed)
    ((pair, *_),) = (await pairs(staffed))[:1]
    for act in (
        lambda connection: set_class(connection, one.application.id, number=1, reason="Mine.", now=at.DURING),
        lambda connection: resolve_duplicate(
            connection, pair, verdict=PairStatus.NOT_THE_SAME, kept=None, reason="Mine.", now=at.DURING
        ),
    ):
        with pytest.raises(NotFound):
            async with staffed.unit_of_work(CAST[name]) as connection:
                await act(connection)


async def test_a_server_of_the_provider_handles_as_a_clerk_does(staffed: Database) -> None:
    server = Principal(key_id=ApiKeyId(at.key("api key", "city's")), roles={at.CITY: Role.CLERK})
    id = (await submit(staffed)).application.id
    async with staffed.unit_of_work(server) as connection:
        await set_class(connection, id, number=2, reason="Moved away.", now=at.DURING)
        told = [(row["event"], row["actor"]) for row in await connection.fetch(HISTORY, id)]
    assert told == [("SUBMITTED", "APPLICANT"), ("CLASS_SET", "STAFF")]


async def test_a_clerk_neither_edits_nor_withdraws_as_if_the_applicant(staffed: Database) -> None:
    id = (await submit(staffed)).application.id
    own: dict[str, Any] = {"application_id": id, "edit_token": None, "now": at.DURING}
    with pytest.raises(NotFound):
        async with staffed.unit_of_work(CLERK) as connection:
            await edit_application(connection, Changes(information_confirmed=True), **own)
    with pytest.raises(NotFound):
        async with staffed.unit_of_work(CLERK) as connection:
            await withdraw_application(connection, **own)


async def enter(town: Database, form: Form, *, who: Principal = CLERK, **at_time: Any) -> ApplicationId:
    async with town.unit_of_work(who) as connection:
        made = await enter_paper_application(
            connection,
            form,
            round_id=at.A_ROUND.id,
            now=at_time.get("now", at.DURING),
            chance=CHANCE,
            entered_by=who.person_id,
        )
    assert (made.channel, made.person_id, made.entered_by) == (Channel.PAPER, None, who.person_id)
    return made.id


async def test_paper_needs_no_mail_address_and_may_come_until_the_freeze(staffed: Database) -> None:
    form = at.a_form(applicant=replace(at.APPLICANT, email=None, phone=None, birth_year=1950))
    id = await enter(staffed, form, now=at.AFTER)
    async with staffed.unit_of_work(CLERK) as connection:
        kept = await load_application(connection, id)
        assert (kept.applicant.email, kept.applicant.birth_year, kept.entered_by) == (None, 1950, CLERK.person_id)
    unreachable = replace(form, applicant=replace(form.applicant, address=None))
    with pytest.raises(HarborError) as refusal:
        await enter(staffed, unreachable)
    assert [problem.code for problem in refusal.value.problems] == ["REACHABLE"]


async def test_a_stranger_enters_nothing_as_paper(staffed: Database) -> None:
    with pytest.raises(Exception, match="row-level security"):
        await enter(staffed, at.a_form(), who=CAST["clerk"])


async def test_who_has_no_place_cannot_exchange_it(staffed: Database) -> None:
    who = await sign_in(staffed, "without a place")
    for mode in (Mode.EXCHANGE, Mode.RENEW):
        with pytest.raises(Invalid) as refusal:
            await submit(staffed, replace(at.a_form(), mode=mode), who=who)
        assert [problem.code for problem in refusal.value.problems] == ["LEASE_MISSING"]
