"""Personal records end when they have been kept as long as the database says; the draw and the counts stay."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.applications.commands import submit_application
from harbors.applications.ownership import ask_for_confirmation
from harbors.privacy.retention import Kind, end_retention
from tests import harbor_town as at
from tests.drawing import published
from tests.integration.privacy.conftest import Dump
from tests.signed_in import CHANCE

SEASON_ENDS = datetime.combine(at.A_ROUND.season.ends, datetime.min.time(), at.DURING.tzinfo)
SURNAME = "Zetterqvist"


@pytest.fixture
async def public_id(town: Database) -> str:
    """Of an application without an account, in a round that was drawn."""
    applicant = replace(at.APPLICANT, last_name=SURNAME)
    async with town.unit_of_work() as connection:
        form = at.a_form(applicant=applicant)
        submitted = await submit_application(connection, form, round_id=at.A_ROUND.id, now=at.DURING, chance=CHANCE)
        await ask_for_confirmation(connection, submitted.application, now=at.DURING, chance=CHANCE)
    await published(town, at.A_ROUND.code, now=at.AFTER)
    return submitted.application.public_id


async def end(town: Database, now: datetime) -> None:
    async with town.unit_of_work() as connection:
        await end_retention(connection, now=now, chance=CHANCE)


async def asked(town: Database, query: str) -> Any:
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        return await connection.fetchval(query)


async def test_an_application_is_kept_for_its_time_and_then_tells_of_nobody(
    town: Database, public_id: str, dump: Dump
) -> None:
    days = timedelta(days=730)
    await end(town, SEASON_ENDS + days)
    assert SURNAME in await dump()
    await end(town, SEASON_ENDS + days + timedelta(days=1))
    left = await dump()
    assert SURNAME not in left
    assert left.count(public_id) == 5
    assert await asked(town, "SELECT status FROM applications") == "SUBMITTED"


async def test_the_time_is_what_the_database_says(town: Database, public_id: str, dump: Dump) -> None:
    await asked(town, "UPDATE retention_periods SET days = 30 WHERE kind = 'APPLICATION' RETURNING days")
    await end(town, SEASON_ENDS + timedelta(days=31))
    assert SURNAME not in await dump()


async def test_a_link_that_nobody_followed_ends(town: Database, public_id: str) -> None:
    await end(town, at.DURING + timedelta(days=14))
    assert await asked(town, "SELECT count(*) FROM mail_confirmations") == 1
    await end(town, at.DURING + timedelta(days=14, seconds=1))
    assert await asked(town, "SELECT count(*) FROM mail_confirmations") == 0


async def test_every_kind_has_its_time(town: Database) -> None:
    kinds = await asked(town, "SELECT array_agg(kind ORDER BY kind) FROM retention_periods")
    assert kinds == sorted(Kind)
