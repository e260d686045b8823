"""Row security: what statements without any filter see and do, whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass

import asyncpg
import pytest

from ahti.db import Database
from harbors.applications.commands import submit_application
from harbors.applications.reads import act_as_staff, present_capability
from harbors.applications.records import Submitted
from harbors.sql import Connection
from tests import harbor_town as at
from tests.drawing import published, winners

PERSONAL = ("applications", "applicants", "application_choices", "draw_awards", "draw_refusals")
CHANCE = at.CountingChance()


@dataclass(frozen=True, slots=True)
class Season:
    """A town whose round is drawn; one applicant won a place, the other did not."""

    database: Database
    winner: Submitted
    loser: Submitted


@pytest.fixture
async def season(town: Database) -> Season:
    one_berth = at.a_form(at.berth_of(at.berth("south", "A", 1)))
    async with town.unit_of_work() as connection:
        submitted = [
            await submit_application(connection, one_berth, round_id=at.A_ROUND.id, now=at.DURING, chance=CHANCE)
            for _ in range(2)
        ]
    won = await winners(town, await published(town, at.A_ROUND.code, now=at.AFTER))
    submitted.sort(key=lambda one: one.application.id not in won)
    return Season(town, *submitted)


async def seen(connection: Connection) -> Mapping[str, int]:
    """How many rows of each personal table a statement without a filter sees."""
    row = await connection.fetchrow(
        "SELECT (SELECT count(*) FROM applications) AS applications, (SELECT count(*) FROM applicants) AS applicants, "
        "(SELECT count(*) FROM application_choices) AS application_choices, "
        "(SELECT count(*) FROM draw_awards) AS draw_awards, (SELECT count(*) FROM draw_refusals) AS draw_refusals"
    )
    return dict(row or {})


async def test_behaviour_12_who_presents_nothing_sees_nothing(season: Season) -> None:
    async with season.database.unit_of_work() as connection:
        assert await seen(connection) == dict.fromkeys(PERSONAL, 0)


@pytest.mark.parametrize("token", ["0" * 64, "0"])
async def test_who_presents_another_token_sees_nothing(season: Season, token: str) -> None:
    async with season.database.unit_of_work() as connection:
        await present_capability(connection, token)
        assert await seen(connection) == dict.fromkeys(PERSONAL, 0)


async def test_behaviour_12_an_applicant_sees_the_own_rows_only(season: Season) -> None:
    async with season.database.unit_of_work() as connection:
        await present_capability(connection, season.winner.edit_token)
        assert await seen(connection) == {
            "applications": 1,
            "applicants": 1,
            "application_choices": 1,
            "draw_awards": 1,
            "draw_refusals": 0,
        }
        assert await connection.fetchval("SELECT id FROM applications") == season.winner.application.id
    async with season.database.unit_of_work() as connection:
        await present_capability(connection, season.loser.edit_token)
        assert (await seen(connection))["draw_refusals"] == 1
        assert (await seen(connection))["draw_awards"] == 0


async def test_staff_see_all_of_it(season: Season) -> None:
    async with season.database.unit_of_work() as connection:
        await act_as_staff(connection)
        assert await seen(connection) == {
            "applications": 2,
            "applicants": 2,
            "application_choices": 2,
            "draw_awards": 1,
            "draw_refusals": 1,
        }


async def test_what_was_presented_is_forgotten_with_the_transaction(season: Season) -> None:
    async with season.database.app.acquire() as connection:
        async with connection.transaction():
            await act_as_staff(connection)
            await present_capability(connection, season.winner.edit_token)
        async with connection.transaction():
            assert await seen(connection) == dict.fromkeys(PERSONAL, 0)


async def test_a_statement_without_a_filter_changes_the_own_rows_only(season: Season) -> None:
    async with season.database.unit_of_work() as connection:
        await present_capability(connection, season.loser.edit_token)
        changed = [
            await connection.execute("UPDATE applications SET class_number = 7"),
            await connection.execute("UPDATE applicants SET last_name = 'X'"),
        ]
        assert changed == ["UPDATE 1", "UPDATE 1"]
    async with season.database.unit_of_work() as connection:
        await present_capability(connection, season.winner.edit_token)
        assert await connection.fetchval("SELECT class_number FROM applications") == 1
        assert await connection.fetchval("SELECT last_name FROM applicants") == at.APPLICANT.last_name


async def test_who_presents_nothing_adds_nothing(season: Season) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with season.database.unit_of_work() as connection:
            await connection.execute(
                "INSERT INTO application_choices (application_id, rank, harbor_id) VALUES ($1, 1, $2)",
                *(season.loser.application.id, at.SOUTH),
            )


async def test_an_applicant_cannot_give_an_award(season: Season) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with season.database.unit_of_work() as connection:
            await present_capability(connection, season.loser.edit_token)
            await connection.execute(
                "INSERT INTO draw_awards SELECT id, $1, $2, gen_random_uuid() FROM draws",
                *(season.loser.application.id, at.berth("south", "A", 2)),
            )


async def test_the_role_of_public_reads_has_no_right_to_what_is_personal(season: Season) -> None:
    async with season.database.reading() as connection:
        readable = await connection.fetch(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND has_table_privilege(oid, 'SELECT')"
        )
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await seen(connection)
    assert {row["relname"] for row in readable} & {*PERSONAL, "draw_fits", "idempotency_keys"} == set()


async def test_the_role_of_public_reads_cannot_tell_a_winners_place_from_what_closed(season: Season) -> None:
    by_turn = (
        "SELECT result.public_id, closure.place_id FROM draw_closures AS closure "
        "JOIN draw_results AS result ON result.draw_id = closure.draw_id AND result.position = closure.event"
    )
    async with season.database.unit_of_work() as connection:
        await act_as_staff(connection)
        linked = [(row["public_id"], row["place_id"]) for row in await connection.fetch(by_turn)]
    assert linked == [(season.winner.application.public_id, at.berth("south", "A", 1))]
    async with season.database.reading() as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.fetch(by_turn)


async def test_the_owner_of_the_tables_is_held_by_the_wall_too(season: Season) -> None:
    async with season.database.unit_of_work() as connection:
        forced = await connection.fetch(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY relname"
        )
    assert {row["relname"] for row in forced} >= set(PERSONAL)


async def test_results_are_public_by_ticket_and_hold_neither_person_nor_place(season: Season) -> None:
    async with season.database.reading() as connection:
        rows = await connection.fetch("SELECT * FROM draw_results ORDER BY position")
    # The winner's boat at its berth would tell whose list it was: that one is sealed.
    assert [row["public_id"] for row in rows] == [season.loser.application.public_id]
    assert [set(row.keys()) for row in rows] == [
        {"id", "draw_id", "position", "public_id", "ticket", "class_number", "rank", "is_told", "is_sealed"}
    ]
    assert [(row["public_id"], row["rank"]) for row in rows] == [(season.loser.application.public_id, None)]
