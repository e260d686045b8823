"""Applications in a real database: submitted, edited, withdrawn, and kept as they were told."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from ahti.db import Database
from harbors.applications.commands import edit_application, submit_application, withdraw_application
from harbors.applications.reads import own_application
from harbors.applications.records import ApplicationStatus, Changes, Choice, Form, Submitted
from harbors.errors import HarborError, Invalid, NotFound, Refused
from harbors.places.records import BoatTypeId, HarborId, PlaceId
from harbors.rounds.commands import close_round
from harbors.rounds.records import RoundId
from harbors.sql import Connection
from harbors.text import Language
from tests import harbor_town as at

CHANCE = at.CountingChance()
LISTED = (
    at.berth_of(at.berth("north", "B", 1)),
    at.pier_of(at.pier("north", "A")),
    at.harbor_of(at.SOUTH),
)
LATER = at.DURING.replace(hour=13)


@pytest.fixture
async def connection(town: Database) -> AsyncIterator[Connection]:
    """A transaction of the service in the town."""
    async with town.unit_of_work() as one:
        yield one


async def submit(connection: Connection, form: Form, *, round_id: RoundId = at.A_ROUND.id) -> Submitted:
    return await submit_application(connection, form, round_id=round_id, now=at.DURING, chance=CHANCE)


async def faults(connection: Connection, *choices: Choice) -> list[tuple[str, str | None]]:
    with pytest.raises(Invalid) as refusal:
        await submit(connection, at.a_form(*choices))
    return [(problem.code, problem.field) for problem in refusal.value.problems]


async def test_a_submitted_application_is_kept_as_it_was_told(connection: Connection) -> None:
    submitted = await submit(connection, at.a_form(*LISTED))
    kept = await own_application(connection, submitted.application.id, edit_token=submitted.edit_token)
    assert kept == submitted.application
    assert (kept.choices, kept.applicant, kept.boat) == (LISTED, at.APPLICANT, at.BOAT)


async def test_the_class_follows_from_the_municipality(connection: Connection) -> None:
    stranger = at.a_form(applicant=replace(at.APPLICANT, municipality=" Espoo"))
    classes = [(await submit(connection, form)).application.class_number for form in (at.a_form(), stranger)]
    assert classes == [1, 2]


async def test_a_choice_that_nobody_knows_is_refused(connection: Connection) -> None:
    nowhere = at.harbor_of(HarborId(at.key("harbor", "nowhere")))
    no_berth = at.berth_of(PlaceId(at.pier("north", "A")))
    assert await faults(connection, LISTED[0], nowhere, no_berth) == [
        ("CHOICE_UNKNOWN", "choices[1]"),
        ("CHOICE_UNKNOWN", "choices[2]"),
    ]


async def test_a_choice_out_of_use_or_of_another_provider_is_refused(connection: Connection) -> None:
    assert await faults(
        connection,
        at.harbor_of(at.CLOSED_HARBOR),
        at.pier_of(at.pier("closed", "A")),
        at.berth_of(at.berth("south", "A", 3)),
        at.harbor_of(at.CLUB_HARBOR),
    ) == [("CHOICE_NOT_OFFERED", f"choices[{index}]") for index in range(4)]


async def test_an_unknown_boat_type_is_refused(connection: Connection) -> None:
    form = at.a_form(boat=replace(at.BOAT, type_id=BoatTypeId(at.CITY)))
    with pytest.raises(Invalid) as refusal:
        await submit(connection, form)
    assert [problem.field for problem in refusal.value.problems] == ["boat.type"]


async def test_an_unknown_round_is_refused(connection: Connection) -> None:
    with pytest.raises(NotFound) as refusal:
        await submit(connection, at.a_form(), round_id=RoundId(at.CITY))
    assert refusal.value.problems[0].field == "roundId"


async def test_an_edit_changes_what_it_names_and_nothing_else(connection: Connection) -> None:
    submitted = await submit(connection, at.a_form(*LISTED))
    changes = Changes(choices=LISTED[::-1][:2], accessibility_required=True, information_confirmed=True)
    before = submitted.application
    after = await edit_application(
        connection, changes, application_id=before.id, edit_token=submitted.edit_token, now=LATER
    )
    assert after == replace(before, choices=LISTED[::-1][:2], accessibility_required=True, edited_at=LATER)
    assert await own_application(connection, before.id, edit_token=submitted.edit_token) == after


async def test_an_edit_gives_a_new_class_when_the_applicant_moves(connection: Connection) -> None:
    submitted = await submit(connection, at.a_form())
    moved = replace(at.APPLICANT, municipality="Vantaa", language=Language.SV)
    after = await edit_application(
        connection,
        Changes(applicant=moved, boat=replace(at.BOAT, name="Uisko"), information_confirmed=True),
        application_id=submitted.application.id,
        edit_token=submitted.edit_token,
        now=LATER,
    )
    assert (after.class_number, after.applicant.municipality, after.boat.name) == (2, "vantaa", "Uisko")
    assert await own_application(connection, after.id, edit_token=submitted.edit_token) == after


async def test_an_edit_without_confirmation_changes_nothing(connection: Connection) -> None:
    submitted = await submit(connection, at.a_form(*LISTED))
    with pytest.raises(Invalid) as refusal:
        await edit_application(
            connection,
            Changes(choices=LISTED[:1]),
            application_id=submitted.application.id,
            edit_token=submitted.edit_token,
            now=LATER,
        )
    assert [problem.field for problem in refusal.value.problems] == ["informationConfirmed"]
    kept = await own_application(connection, submitted.application.id, edit_token=submitted.edit_token)
    assert kept == submitted.application


@pytest.mark.parametrize("token", ["0" * 64, "", "\0", "ä", "x' OR true --"])
async def test_an_edit_with_another_token_finds_nothing(connection: Connection, token: str) -> None:
    submitted = await submit(connection, at.a_form())
    with pytest.raises(NotFound):
        await edit_application(
            connection,
            Changes(information_confirmed=True),
            application_id=submitted.application.id,
            edit_token=token,
            now=LATER,
        )


async def test_a_withdrawn_application_stays_withdrawn(connection: Connection) -> None:
    submitted = await submit(connection, at.a_form())
    own: dict[str, Any] = {"application_id": submitted.application.id, "edit_token": submitted.edit_token, "now": LATER}
    withdrawn = await withdraw_application(connection, **own)
    assert (withdrawn.status, withdrawn.withdrawn_at) == (ApplicationStatus.WITHDRAWN, LATER)
    assert await own_application(connection, withdrawn.id, edit_token=submitted.edit_token) == withdrawn
    for again in (withdraw_application(connection, **own), edit_application(connection, Changes(), **own)):
        with pytest.raises(Refused) as refusal:
            await again
        assert [problem.code for problem in refusal.value.problems] == ["APPLICATION_WITHDRAWN"]


async def test_after_staff_close_the_round_nobody_submits_or_edits_but_may_withdraw(connection: Connection) -> None:
    submitted = await submit(connection, at.a_form())
    own: dict[str, Any] = {"application_id": submitted.application.id, "edit_token": submitted.edit_token, "now": LATER}
    await close_round(connection, "berths-2027", now=LATER)
    late = (
        submit_application(connection, at.a_form(), round_id=at.A_ROUND.id, now=LATER, chance=CHANCE),
        edit_application(connection, Changes(information_confirmed=True), **own),
    )
    for act in late:
        with pytest.raises(HarborError) as refusal:
            await act
        assert [problem.code for problem in refusal.value.problems] == ["ROUND_NOT_OPEN"]
    assert (await withdraw_application(connection, **own)).status is ApplicationStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("rank", "harbor_id", "constraint"),
    [
        (2, at.NORTH, "application_choices_ranks_dense"),
        (1, at.SOUTH, "application_choices_never_twice"),
        (1, None, "application_choices_one_target"),
    ],
)
async def test_behaviour_14_the_database_refuses_ranks_that_skip_and_a_harbor_twice(
    town: Database, rank: int, harbor_id: UUID | None, constraint: str
) -> None:
    with pytest.raises(asyncpg.IntegrityConstraintViolationError) as refusal:
        async with town.unit_of_work() as connection:
            id = (await submit(connection, at.a_form(at.harbor_of(at.SOUTH)))).application.id
            await connection.execute(
                "INSERT INTO application_choices (application_id, rank, harbor_id) VALUES ($1, $2, $3)",
                *(id, rank, harbor_id),
            )
    assert refusal.value.constraint_name == constraint
