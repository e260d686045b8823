"""Tokens that have been over for a day are forgotten; makers of keys hear that one is about to end."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.programs.requests import forget_tokens
from harbors.programs.telling import tell_of_ending_keys
from tests import harbor_town as at
from tests.cast import person, settle
from tests.integration.permissions.furniture import CHANCE, furnish

COUNT = "SELECT count(*) FROM {}"
TABLES = (
    "authorization_requests",
    "authorization_codes",
    "access_tokens",
    "refresh_tokens",
    "token_families",
    "grants",
)
PROFILE = """
    UPDATE person_profiles SET email = 'owner@example.org', email_verified_at = created_at, language = 'en'
    WHERE person_id = $1
"""


@pytest.fixture
async def furnished(town_url: str) -> AsyncIterator[Database]:
    async with Database.open(town_url, size=1, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await settle(connection)
            await furnish(connection)
        yield database


async def left(database: Database) -> list[int]:
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        return [await connection.fetchval(COUNT.format(table)) for table in TABLES]


async def test_what_has_been_over_for_a_day_goes_and_what_is_good_stays(furnished: Database) -> None:
    lefts = []
    for days in (0, 3, 120):
        async with furnished.unit_of_work() as connection:
            await forget_tokens(connection, now=at.DURING.replace(day=1, hour=1) + timedelta(days=days))
        lefts.append(await left(furnished))
    assert lefts == [[1, 1, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 0, 1]]


async def told(database: Database, *, days_before: int) -> list[Any]:
    """What was written to the maker of the furnished key, by a job that ran so many days before its end."""
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        ends = await connection.fetchval("SELECT expires_at FROM api_keys")
        await connection.execute(PROFILE, person("owner"))
        for _ in range(2):
            await tell_of_ending_keys(connection, now=ends - timedelta(days=days_before), chance=CHANCE)
        rows = await connection.fetch("SELECT address FROM messages WHERE template = 'API_KEY_EXPIRING'")
        return [row["address"] for row in rows]


@pytest.mark.parametrize(("days_before", "addresses"), [(15, []), (14, ["owner@example.org"]), (0, [])])
async def test_the_maker_of_a_key_hears_once_that_it_is_about_to_end(
    furnished: Database, days_before: int, addresses: list[str]
) -> None:
    assert await told(furnished, days_before=days_before) == addresses
