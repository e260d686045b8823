"""Knows a round of the past with many applications, in which the real clock lets staff handle, and who handles them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.access.records import Principal
from harbors.applications.commands import submit_application
from harbors.applications.records import ApplicationId
from harbors.handlings.commands import ask_for_handling
from harbors.handlings.records import Act, Handling, HandlingAct
from harbors.rounds.commands import create_round
from harbors.rounds.records import RoundId
from tests import harbor_town as at
from tests.cast import CAST, settle

HANDLER = CAST["handler"]
CHANCE = at.CountingChance()
PAST = replace(
    at.A_ROUND,
    id=RoundId(at.key("round", "past")),
    code="past",
    opens_at=datetime(2020, 1, 1, tzinfo=UTC),
    closes_at=datetime(2020, 2, 1, tzinfo=UTC),
    publishes_at=datetime(2020, 2, 1, tzinfo=UTC),
)


async def many(town: Database, number: int) -> list[ApplicationId]:
    """So many applications, in order of their ids."""
    async with town.unit_of_work() as connection:
        await settle(connection)
        await create_round(connection, PAST, now=PAST.opens_at)
        made = []
        for one in range(number):
            applicant = replace(at.APPLICANT, first_name=f"Nro{one}", email=f"{one}@example.org", phone=None)
            form = at.a_form(applicant=applicant, boat=replace(at.BOAT, registration=f"A{one}"))
            done = await submit_application(connection, form, round_id=PAST.id, now=PAST.opens_at, chance=CHANCE)
            made.append(done.application.id)
    return sorted(made)


async def ask(town: Database, ids: Sequence[ApplicationId], *, by: Principal = HANDLER) -> Handling:
    """The second class for all of them."""
    async with town.unit_of_work(by) as connection:
        return await ask_for_handling(
            connection,
            Act(HandlingAct.SET_CLASS, 2),
            ids,
            round_id=PAST.id,
            reason="Moved away.",
            by=by,
            request_id="many",
            now=PAST.closes_at,
            chance=CHANCE,
        )


async def look(town: Database, query: str, *values: object) -> list[Any]:
    """What the system finds."""
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        return [dict(row) for row in await connection.fetch(query, *values)]
