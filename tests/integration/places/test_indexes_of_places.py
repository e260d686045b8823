"""Lists of berths stay quick where there are twelve thousand: what is counted and what is walked lies in an index."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import asyncpg
import orjson
import pytest

from ahti.embedded import EmbeddedPostgres
from harbors.places.commands import load_catalogue
from tests.sites import a_berth, catalogue

BERTHS = 12_000
MORE = """
    INSERT INTO places
    SELECT (jsonb_populate_record(place, jsonb_build_object(
        'id', gen_random_uuid(), 'source_id', 'more ' || n,
        'width_mm', 2000 + n % 40 * 100, 'length_mm', 5000 + n % 70 * 100
    ))).*
    FROM places AS place, generate_series(2, $1) AS n WHERE place.kind = 'BERTH'
"""
COUNT = """
    SELECT count(*) FROM places AS berth
    WHERE berth.retired_at IS NULL AND berth.kind = 'BERTH' AND berth.width_mm >= $1 AND berth.length_mm >= $2
"""
PAGE = """
    SELECT berth.number FROM places AS berth
    WHERE berth.retired_at IS NULL AND berth.kind = 'BERTH' AND berth.width_mm >= $1 AND berth.length_mm >= $2
    AND berth.id > $3 ORDER BY berth.id LIMIT 51
"""


@pytest.fixture
async def reader(server: EmbeddedPostgres, database_name: str) -> AsyncIterator[Any]:
    """A session that reads as the service does, among twelve thousand berths."""
    # What is committed and not yet flushed cannot be marked as visible to all.
    durably = {"synchronous_commit": "on"}
    owner = await asyncpg.connect(server.url(role="ahti_owner", database=database_name), server_settings=durably)
    await load_catalogue(owner, catalogue(places=(a_berth("1"),)), now=datetime(2026, 11, 24, tzinfo=UTC))
    await owner.execute(MORE, BERTHS)
    await owner.execute("VACUUM ANALYZE places")
    await owner.close()
    reading = {"role": "ahti_read", "plan_cache_mode": "force_generic_plan"}
    connection = await asyncpg.connect(server.url(database=database_name), server_settings=reading)
    yield connection
    await connection.close()


async def plan(reader: Any, statement: str, *values: str) -> dict[str, Any]:
    """How the statement was run, from the node that reads rows."""
    await reader.execute(f"DEALLOCATE ALL; PREPARE asked AS {statement}")
    told = await reader.fetchval(f"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE asked ({', '.join(values)})")
    node: dict[str, Any] = orjson.loads(told)[0]["Plan"]
    while "Plans" in node:
        (node,) = node["Plans"]
    return node


async def test_large_enough_berths_are_counted_without_reading_one_and_a_page_reads_what_it_shows(reader: Any) -> None:
    counted = await plan(reader, COUNT, "3000", "6000")
    assert (counted["Node Type"], counted["Index Name"]) == ("Index Only Scan", "places_by_size_idx")
    assert (counted["Heap Fetches"], counted["Actual Rows"] > 5_000) == (0, True)
    paged = await plan(reader, PAGE, "5500", "10000", "'00000000-0000-0000-0000-000000000000'")
    assert (paged["Node Type"], paged["Index Name"]) == ("Index Scan", "places_by_id_idx")
    assert ("Filter" in paged, paged["Actual Rows"]) == (False, 51)
