"""The burst: the rows of whoever applied are found, written again elsewhere by plain SQL, and compared."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any, TypeAlias

import asyncpg
import pytest

from ahti.chance import SystemChance
from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from benchmarks.burst.captured import captured, in_order, mark, tables
from benchmarks.burst.comparing import NotTheSame, require_same
from benchmarks.burst.replaying import replay, writes
from harbors.applications.commands import submit_application
from tests import harbor_town as at

Owner: TypeAlias = Any


@pytest.fixture
async def owners(server: EmbeddedPostgres, town_name: str, town_template: str) -> AsyncIterator[tuple[Owner, Owner]]:
    """Connections past row security: to a town, and to another that is the same."""
    twin = f"{town_name}_twin"
    async with AsyncExitStack() as exits:
        root = await _opened(exits, server.url(role="postgres", database="postgres"))
        await root.execute(f"CREATE DATABASE {twin} TEMPLATE {town_template} OWNER ahti_owner")
        exits.push_async_callback(root.execute, f"DROP DATABASE {twin} WITH (FORCE)")
        urls = [server.url(role="postgres", database=name) for name in (town_name, twin)]
        yield await _opened(exits, urls[0]), await _opened(exits, urls[1])


async def _opened(exits: AsyncExitStack, url: str) -> Owner:
    connection = await asyncpg.connect(url)
    exits.push_async_callback(connection.close)
    return connection


async def apply(town: Database, *, times: int) -> None:
    """So many people, who are not held for one another."""
    for number in range(times):
        form = at.a_form(applicant=replace(at.APPLICANT, last_name=f"Vesimäki {number}"))
        async with town.unit_of_work() as connection:
            await submit_application(connection, form, round_id=at.A_ROUND.id, now=at.DURING, chance=SystemChance())


def url_of(server: EmbeddedPostgres, town_name: str) -> str:
    return server.url(role="postgres", database=f"{town_name}_twin")


async def test_tables_come_after_those_that_they_refer_to(owners: tuple[Owner, Owner]) -> None:
    there = {table.name for table in await tables(owners[0])}
    names = {"application_choices", "applications", "rounds"}
    assert names <= there
    assert await in_order(owners[0], names) == ["rounds", "applications", "application_choices"]


async def test_what_was_applied_for_can_be_written_again_by_plain_sql(
    server: EmbeddedPostgres, town: Database, town_name: str, owners: tuple[Owner, Owner]
) -> None:
    since = (await mark(owners[0]), await mark(owners[1]))
    await apply(town, times=3)
    wrote = [writes(one) for one in await captured(owners[0], since=since[0])]
    assert await replay(url_of(server, town_name), wrote, connections=2) > 0
    rows = await require_same_but_audit(owners, since, count=3)
    assert rows["applications"] == rows["applicants"] == rows["application_choices"] == 3


async def test_a_row_that_is_another_is_noticed(
    server: EmbeddedPostgres, town: Database, town_name: str, owners: tuple[Owner, Owner]
) -> None:
    since = (await mark(owners[0]), await mark(owners[1]))
    await apply(town, times=1)
    (wrote,) = [writes(one) for one in await captured(owners[0], since=since[0])]
    changed = [
        (statement, ["Aino" if value == at.APPLICANT.first_name else value for value in values])
        for statement, values in wrote
    ]
    await replay(url_of(server, town_name), [changed], connections=1)
    with pytest.raises(NotTheSame, match="the same rows"):
        await require_same_but_audit(owners, since, count=1)


async def test_an_application_that_is_missing_is_noticed(town: Database, owners: tuple[Owner, Owner]) -> None:
    since = (await mark(owners[0]), await mark(owners[1]))
    await apply(town, times=1)
    with pytest.raises(NotTheSame, match="keeps 1 of them, the other database 0"):
        await require_same_but_audit(owners, since, count=1)


async def require_same_but_audit(owners: tuple[Owner, Owner], since: tuple[int, int], *, count: int) -> dict[str, int]:
    """These applied without the edge, which is what tells the audit trail."""
    return await require_same(*owners, since=since, count=count, audited=False)
