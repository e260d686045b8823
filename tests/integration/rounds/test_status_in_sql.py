"""Where a round stands is said twice, in Python and for the database: both say the same at every instant."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import asyncpg

from harbors.rounds.rules import status_of
from schema.reads.emitter.templates import fill
from schema.rounds import Round
from tests.harbor_town import A_ROUND, CLOSES, OPENS

INSTANTS = [OPENS + timedelta(days=days) for days in (-1, 0, 1)] + [
    CLOSES + timedelta(days=days) for days in (-1, 0, 1)
]
MAYBE = (None, CLOSES)
STAGES = ("closed_at", "frozen_at", "drawn_at", "released_at", "published_at")


def standing(*done_at: datetime | None) -> dict[str, Any]:
    return dict(zip(STAGES, done_at, strict=True))


async def test_the_database_says_where_a_round_stands_as_the_rule_does(database_url: str) -> None:
    acts = product(MAYBE, repeat=5)
    rounds = [replace(A_ROUND, **standing(*done_at)) for done_at in acts]
    told = fill(Round._meta.fields["status"].read.sql, "r").replace("{now}", "$8::timestamptz")
    rows = f"FROM (VALUES ({', '.join(f'${number}::timestamptz' for number in range(1, 8))}))"
    sql = " ".join(("SELECT", told, rows, f"AS r (opens_at, closes_at, {', '.join(STAGES)})"))
    connection = await asyncpg.connect(database_url)
    for one, now in product(rounds, INSTANTS):
        dates = one.opens_at, one.closes_at, *(getattr(one, stage) for stage in STAGES)
        assert await connection.fetchval(sql, *dates, now) == status_of(one, now=now)
    await connection.close()
