"""Every mutation leaves an entry in the audit trail, in the transaction of its effect: done and refused."""

from typing import Any

import pytest

from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.rounds.commands import close_round
from schema.requests import RequestFacts
from tests import harbor_town as at
from tests.integration.mutations.test_equal_mutations_at_once import Ask, asking
from tests.signed_in import SOMEBODY

KNOWN = RequestFacts("request-7", principal=SOMEBODY)


@pytest.fixture
def ask(town: Database) -> Ask:
    return asking(town)


@pytest.fixture(autouse=True)
async def somebody(town: Database) -> None:
    """The person whom the tests recognise."""
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        await connection.execute("INSERT INTO people VALUES ($1, $2)", SOMEBODY.person_id, at.DURING)


async def entries(town: Database) -> list[tuple[Any, ...]]:
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        rows = await connection.fetch(
            "SELECT operation, actor_kind, actor_id, request_id, outcome, codes FROM audit_entries ORDER BY at"
        )
        return [tuple(row.values()) for row in rows]


async def test_what_was_done_is_written_down_once_with_who_did_it(town: Database, ask: Ask) -> None:
    await ask(KNOWN)
    await ask(KNOWN)
    assert await entries(town) == [
        ("submitApplication", "PERSON", SOMEBODY.person_id, "request-7", "DONE", []),
    ]


async def test_so_is_what_somebody_who_is_known_was_refused(town: Database, ask: Ask) -> None:
    async with town.unit_of_work() as connection:
        await close_round(connection, at.A_ROUND.code, now=at.DURING)
    await ask(KNOWN)
    assert await entries(town) == [
        ("submitApplication", "PERSON", SOMEBODY.person_id, "request-7", "REFUSED", ["ROUND_NOT_OPEN"]),
    ]


async def test_nobodys_refused_forms_do_not_fill_the_trail(town: Database, ask: Ask) -> None:
    await ask(idempotencyKey=None, informationConfirmed=False)
    assert await entries(town) == []
