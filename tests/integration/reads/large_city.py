"""Knows a city three times as large as Helsinki's catalogue: 171 harbors, 513 piers, 12,312 berths, made by SQL."""

import asyncio
import hashlib
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from harbors.places.commands import load_catalogue
from schema import ids
from tests import sites

HARBORS, PIERS, BERTHS = 171, 3, 24  # of the city, of each harbor, of each pier
TIMES_TO_SETTLE = 100

# Harbors lie on a grid of a kilometre or three, what is in them within a few metres of each other.
_FUNCTIONS = """
    CREATE FUNCTION pg_temp.key(kind text, number integer) RETURNS uuid LANGUAGE sql AS $$
        SELECT md5(kind || ' ' || number)::uuid
    $$;
    CREATE FUNCTION pg_temp.spot(harbor integer, inside integer) RETURNS jsonb LANGUAGE sql AS $$
        SELECT jsonb_build_object(
            'bbox', box(point(lon, lat), point(lon + 0.00001, lat + 0.00001))::text,
            'shape', jsonb_build_array(format('[(%s,%s),(%s,%s)]', lon, lat, lon + 0.00001, lat + 0.00001)),
            'metric_bbox', box(point(x, y), point(x + 1, y + 1))::text,
            'metric_shape', jsonb_build_array(format('[(%s,%s),(%s,%s)]', x, y, x + 1, y + 1))
        )
        FROM (SELECT 24.5 + harbor % 19 * 0.03 + inside * 0.00002 AS lon,
                     60.0 + harbor / 19 * 0.03 + inside * 0.00001 AS lat) AS degrees
        CROSS JOIN LATERAL (SELECT 385600 + (lon - 24.94) * 55400 AS x, 6672000 + (lat - 60.17) * 111400 AS y) AS metres
    $$
"""
_HARBORS = """
    INSERT INTO harbors SELECT (jsonb_populate_record(one, pg_temp.spot(n, 0) || jsonb_build_object(
        'id', pg_temp.key('Harbor', n), 'source_id', 'more ' || n,
        'name_sort', 'h' || lpad((n * 7 % 1000)::text, 4, '0')
    ))).*
    FROM harbors AS one, generate_series(0, $1::integer - 1) AS n
"""
_PIERS = """
    INSERT INTO piers SELECT (jsonb_populate_record(one, pg_temp.spot(n / $2, n % $2 * 20) || jsonb_build_object(
        'id', pg_temp.key('Pier', n), 'source_id', 'more ' || n,
        'harbor_id', pg_temp.key('Harbor', n / $2), 'identifier_sort', 'p' || n % $2
    ))).*
    FROM piers AS one, generate_series(0, $1::integer * $2::integer - 1) AS n
"""
_BERTHS = """
    INSERT INTO places
    SELECT (jsonb_populate_record(one, pg_temp.spot(n / ($2 * $3), n % ($2 * $3)) || jsonb_build_object(
        'id', pg_temp.key('Berth', n), 'source_id', 'more ' || n,
        'harbor_id', pg_temp.key('Harbor', n / $2 / $3), 'pier_id', pg_temp.key('Pier', n / $3),
        'number', n % $3 + 1, 'number_sort', lpad((n % $3 + 1)::text, 4, '0'),
        'width_mm', 2000 + n % 40 * 100, 'length_mm', 5000 + n % 70 * 100,
        'modified_at', timestamptz '2026-01-01' + n * interval '1 minute'
    ))).*
    FROM places AS one, generate_series(0, $1::integer * $2::integer * $3::integer - 1) AS n WHERE one.kind = 'BERTH'
"""
# Four of five berths are let for the summer.
_LET = """
    INSERT INTO occupancies (place_id, period, span, kind, state, created_at)
    SELECT id, tstzrange('2027-05-01', '2027-10-01'), int4range(0, units), 'AWARD', 'HOLDING', now()
    FROM places WHERE length_mm % 500 <> 0
"""


def id_of(kind: str, number: int) -> str:
    """The id of a harbor, pier or berth of the city by its number, from 0."""
    return ids.encode(kind, UUID(hashlib.md5(f"{kind} {number}".encode(), usedforsecurity=False).hexdigest()))


async def build(connection: Any) -> None:
    """Bring the city into a database, as its owner, and let the database look at it."""
    await load_catalogue(
        connection, sites.catalogue(places=(sites.a_berth("1"),)), now=datetime(2026, 11, 24, tzinfo=UTC)
    )
    await connection.execute(_FUNCTIONS)
    await connection.execute(_HARBORS, HARBORS)
    await connection.execute(_PIERS, HARBORS, PIERS)
    await connection.execute(_BERTHS, HARBORS, PIERS, BERTHS)
    await connection.execute(_LET)
    for _ in range(TIMES_TO_SETTLE):
        if await _is_settled(connection):
            return
        await asyncio.sleep(0.1)
    raise TimeoutError("somebody holds on to an old snapshot")


async def _is_settled(connection: Any) -> bool:
    """Whether every row of the places is known to be seen by all; what the server itself looks at meanwhile is not."""
    await connection.execute("VACUUM ANALYZE")
    return bool(await connection.fetchval("SELECT relallvisible >= relpages FROM pg_class WHERE relname = 'places'"))
