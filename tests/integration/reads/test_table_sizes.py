"""How many rows tables have is known from the start, again soon after a change, and as soon as it can be counted."""

import asyncpg
import pytest

from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from ahti.table_sizes import UNKNOWN, TableSizes
from tests import harbor_town as town
from tests.integration.reading.asking import until

HARBORS = len({row.harbor for row in town.ROWS})


async def test_tables_are_counted_at_the_start_and_after_a_change(
    server: EmbeddedPostgres, town_name: str, town: Database
) -> None:
    state = "before"
    async with TableSizes.counted(town.reads, ["harbors", "rounds"], state=lambda: state, pause=0.01) as sizes:
        assert (sizes("harbors"), sizes("rounds"), sizes("elsewhere")) == (HARBORS, 1, UNKNOWN)
        writer = await asyncpg.connect(server.url(role="postgres", database=town_name))
        await writer.execute("TRUNCATE rounds CASCADE")
        await writer.close()
        state = "after"
        await until(lambda: sizes("rounds") == 0)


async def test_a_change_while_they_are_counted_for_the_first_time_is_not_missed(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: list[str] = []

    async def fetch_body(sql: str, _parameters: object) -> bytes:
        counts.append(sql)
        return b'{"harbors":%d}' % len(counts)

    monkeypatch.setattr(town.reads, "fetch_body", fetch_body)
    async with TableSizes.counted(town.reads, ["harbors"], state=lambda: bool(counts), pause=0.01) as sizes:
        assert sizes("harbors") == 1
        await until(lambda: sizes("harbors") == 2)


async def test_tables_that_could_not_be_counted_are_counted_later_though_nothing_changed(
    server: EmbeddedPostgres, town_name: str, town: Database, caplog: pytest.LogCaptureFixture
) -> None:
    writer = await asyncpg.connect(server.url(role="postgres", database=town_name))
    await writer.execute("REVOKE SELECT ON harbors FROM ahti_read")
    async with TableSizes.counted(town.reads, ["harbors"], state=lambda: "same", pause=0.01) as sizes:
        assert sizes("harbors") == UNKNOWN
        assert "The tables could not be counted" in caplog.text
        await writer.execute("GRANT SELECT ON harbors TO ahti_read")
        await until(lambda: sizes("harbors") == HARBORS)
    await writer.close()
