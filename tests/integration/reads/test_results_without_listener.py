"""While nobody hears of changes nothing kept is given to anybody, and what was kept before is never given again."""

import asyncio

import asyncpg
import pytest

from ahti.embedded import EmbeddedPostgres
from tests.integration.reading.asking import as_superuser, until
from tests.integration.reads.serving import serving, written_down

HARBORS = "{ harbors { nodes { name } } }"
END = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = $1 AND application_name = 'ahti versions'
"""


async def test_answers_are_read_while_nobody_listens_and_read_anew_afterwards(
    server: EmbeddedPostgres, town_name: str, town_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = written_down(monkeypatch)
    writer = await asyncpg.connect(server.url(role="postgres", database=town_name))
    async with serving(town_url, sent) as served:
        before = await served.get(HARBORS)
        holding = {"if-none-match": before.headers["etag"]}
        assert await served.statements(HARBORS) == 0
        await as_superuser(server, f"ALTER DATABASE {town_name} ALLOW_CONNECTIONS false")
        await as_superuser(server, END, town_name)

        async def is_read_again() -> bool:
            return await served.statements(HARBORS) == 1

        await until(is_read_again)
        assert [await served.statements(HARBORS) for _ in range(3)] == [1, 1, 1]
        unheard = await served.get(HARBORS, headers=holding)
        assert (unheard.status_code, unheard.headers["cache-control"]) == (200, "no-store")
        await writer.execute("UPDATE harbors SET name_fi = 'Norra' WHERE name_fi = 'north'")
        assert b"Norra" in (await served.get(HARBORS)).content

        await as_superuser(server, f"ALTER DATABASE {town_name} ALLOW_CONNECTIONS true")

        async def is_kept_again() -> bool:
            await asyncio.sleep(0.05)
            return await served.statements(HARBORS) == 0

        await until(is_kept_again)
        after = await served.get(HARBORS, headers=holding)
        assert (after.status_code, b"Norra" in after.content) == (200, True)
    await writer.close()
