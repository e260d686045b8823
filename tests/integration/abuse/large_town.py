"""Knows a town of twelve thousand berths, most of them held for eight seasons: for what is costly to read."""

import asyncio
from dataclasses import replace

import asyncpg

from ahti.embedded import EmbeddedPostgres
from harbors.places.commands import load_catalogue
from harbors.places.records import Catalogue
from harbors.rounds.commands import create_round
from tests import harbor_town as town
from tests.integration.schema.bay_ground import located, rectangle

HARBORS, PIERS, BERTHS = 60, 2, 100
SEASON = '{start: "2027-06-09T21:00:00Z", end: "2027-09-14T21:00:00Z"}'
# The berths of a pier are copies of its first, each of other sizes and beside the one before.
_MORE = """
    INSERT INTO places
    SELECT (jsonb_populate_record(place, jsonb_build_object(
        'id', gen_random_uuid(), 'source_id', place.source_id || ' ' || n, 'number', n::text,
        'width_mm', 2000 + n % 40 * 100, 'length_mm', 5000 + n % 70 * 100
    ))).*
    FROM places AS place, generate_series(2, $1) AS n
"""
_HELD = """
    INSERT INTO occupancies (place_id, period, span, kind, state, created_at)
    SELECT place.id, tstzrange(begins, begins + interval '97 days'), int4range(0, 1), 'AWARD', 'HOLDING', now()
    FROM places AS place,
         generate_series(timestamptz '2021-06-09 21:00Z', '2028-06-09 21:00Z', interval '1 year') AS begins
    WHERE (hashtext(place.id::text || begins) % 10) <> 0
"""


def make(server: EmbeddedPostgres, template_database: str, name: str) -> str:
    """Build the town in a database of this name; where the service connects to it."""
    asyncio.run(_build(server, template_database, name))
    return server.url(role="ahti_app", database=name)


async def _build(server: EmbeddedPostgres, template: str, name: str) -> None:
    superuser = await asyncpg.connect(server.url(role="postgres", database="postgres"))
    await superuser.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER ahti_owner")
    await superuser.close()
    owner = await asyncpg.connect(server.url(role="ahti_owner", database=name))
    async with owner.transaction():
        await load_catalogue(owner, _catalogue(), now=town.OPENS)
        await create_round(owner, town.A_ROUND, now=town.OPENS)
        await owner.execute(_MORE, BERTHS)
        await owner.execute(_HELD)
    await owner.execute("ANALYZE")
    await owner.close()


def _catalogue() -> Catalogue:
    rows = [town.Row(f"h{harbor}", f"{pier}", 1) for harbor in range(HARBORS) for pier in range(PIERS)]
    small = town.catalogue(tuple(rows))
    places = [
        replace(place, located=located(rectangle(index, index % 7, index + 0.5, index % 7 + 1)))
        for index, place in enumerate(small.places)
    ]
    return replace(small, places=tuple(places))
