"""Knows the ground that two engines are compared on: the bay, odd rows beside it, and rounds with draws and results."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import asyncpg

from ahti.embedded import EmbeddedPostgres
from harbors.places.commands import load_catalogue
from harbors.places.fit import FitRules, Margins
from harbors.places.kinds import Mooring
from harbors.rounds.commands import create_round, keep_stages
from harbors.rounds.records import Round, RoundId
from harbors.sql import Connection
from harbors.text import Translated
from schema import ids
from tests import harbor_town as town
from tests.integration.reads.odd_rows import ORPHAN, together
from tests.integration.schema import bay
from tests.integration.schema import bay_sites as sites
from tests.integration.schema.oracle_records import id_of

PUBLISHED_FIRST, PUBLISHED = together(bay.BEFORE), together(bay.BAY)
LOADED = bay.LOADED + timedelta(microseconds=7)


def a_round(code: str, *, years: int, **other: Any) -> Round:
    by_mooring: dict[str, Margins] = {Mooring.STERN_BUOY: Margins(beam_mm=-100, length_mm=500, depth_mm=0)}
    fit = FitRules(margins=Margins(beam_mm=300, depth_mm=200), by_mooring=by_mooring)
    moorings = {
        sites.SAILING: frozenset({Mooring.STERN_BUOY, Mooring.SEA_BUOY}),
        sites.GONE_BOAT_TYPE: frozenset(Mooring),
    }
    kept = replace(
        town.A_ROUND,
        id=RoundId(town.key("round", code)),
        code=code,
        provider_id=sites.CITY,
        opens_at=town.OPENS + timedelta(days=365 * years),
        closes_at=town.CLOSES + timedelta(days=365 * years),
        publishes_at=town.CLOSES + timedelta(days=365 * years),
        rules=replace(town.A_ROUND.rules, fit=fit, moorings=moorings),
    )
    return replace(kept, **other)


OPEN = a_round("berths-2027", years=0)
DRAWN = a_round("berths-2026", years=-1, provider_id=sites.CLUB, name=Translated(sv="Båtplatser", en=""))
PLANNED = a_round("berths-2028", years=1)
EMPTY = a_round("berths-2025", years=-2, rules=town.A_ROUND.rules, name=Translated(fi='"2025"'))
OF_THE_GONE = a_round("berths-2024", years=-2, provider_id=sites.PROVIDERS[-1].id)
ROUNDS = (OPEN, DRAWN, PLANNED, EMPTY, OF_THE_GONE)

DRAWS = tuple(town.key("draw", name) for name in ("first", "second"))
TICKETS = tuple(f"{position * 7:064x}" for position in range(1, 8))
PUBLIC_IDS = tuple(f"{position:032x}" for position in range(1, 8))
_DRAW = """
    INSERT INTO draws (id, round_id, kind, version, seed, engine, applicant_count, place_count, award_count,
                       result_digest, created_at, released_at, published_at)
    VALUES ($1, $2, 'GIVEN', $3, repeat('5e', 32), 'test "1"', 7, 7, 5, repeat('ab', 32), $4, $4, $4)
"""
_EMPTY_TEXTS = """
    UPDATE harbors SET name_fi = coalesce(name_fi, ''), street_address_fi = coalesce(street_address_fi, '')
    WHERE source_type = 'odd'
"""
_ORPHAN = "UPDATE services SET harbor_id = $2 WHERE id = $1"
_REASONS = """
    INSERT INTO switch_reasons (id, number, name_fi, name_sv, name_en, source_system)
    SELECT md5('reason ' || number)::uuid, number, 'Syy ' || number, 'Orsak ' || number, nullif('', ''), 'odd'
    FROM generate_series(1, 6) AS number
"""
_RESULT = """
    INSERT INTO draw_results (id, draw_id, position, public_id, ticket, class_number, rank, is_told)
    VALUES ($1, $2, $3, $4, $5, 1, $6, true)
"""


def ids_by_type() -> dict[str, list[str]]:
    """The ids of everything that is or was there, by the name of its type."""
    found: dict[str, list[str]] = {}
    for record in bay.listed(PUBLISHED_FIRST):
        one = id_of(record)
        found.setdefault(ids.decode(one)[0], []).append(one)
    found["Round"] = [ids.encode("Round", one.id) for one in ROUNDS]
    found["Draw"] = [ids.encode("Draw", one) for one in DRAWS]
    found["DrawResult"] = [
        ids.encode("DrawResult", town.key("result", draw, position)) for draw in range(2) for position in range(1, 8)
    ]
    return found


def make(server: EmbeddedPostgres, template_database: str, name: str) -> str:
    """Build the ground in a database of this name; where the service connects to it."""
    asyncio.run(_execute(server, f"CREATE DATABASE {name} TEMPLATE {template_database} OWNER ahti_owner"))
    url = server.url(role="ahti_app", database=name)
    asyncio.run(_build(url))
    return url


async def _build(url: str) -> None:
    connection = await asyncpg.connect(url)
    async with connection.transaction():
        await load_catalogue(connection, PUBLISHED_FIRST, now=LOADED - timedelta(days=1))
        await _draw_rounds(connection)
        await load_catalogue(connection, PUBLISHED, now=LOADED)
        await connection.execute(_EMPTY_TEXTS)
        await connection.execute(_ORPHAN, ORPHAN.id, sites.GONE)
        await connection.execute(_REASONS)
        await bay.cut_ground(connection)
        for taken in bay.TAKEN:
            await connection.execute(bay.TAKE, taken.place_id, taken.start, taken.end, *taken.units, taken.state)
    await connection.close()


async def _draw_rounds(connection: Connection) -> None:
    for one in ROUNDS:
        await create_round(connection, one, now=LOADED)
    stages = replace(DRAWN, closed_at=DRAWN.closes_at, frozen_at=LOADED, drawn_at=LOADED)
    await keep_stages(connection, stages, now=LOADED)
    await connection.execute("SELECT set_config('ahti.act', 'staff', true)")
    for version, draw in enumerate(DRAWS):
        await connection.execute(_DRAW, draw, DRAWN.id, version + 1, LOADED)
        for position in range(7, 0, -1):
            row = (PUBLIC_IDS[position - 1], TICKETS[position - 1], position % 3 or None)
            await connection.execute(_RESULT, town.key("result", version, position), draw, position, *row)


async def _execute(server: EmbeddedPostgres, statement: str) -> None:
    connection = await asyncpg.connect(server.url(role="postgres", database="postgres"))
    await connection.execute(statement)
    await connection.close()
