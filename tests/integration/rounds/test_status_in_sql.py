"""Where a round stands is said twice, in Python and for the database: both say the same at every instant."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import asyncpg

from harbors.rounds.rules import status_of
from schema.reads.emitter.templates import fill
from schema.rounds import Round
from tests.harbor_town import A_ROUND, CLOSES, OPENS

INSTANTS = [OPENS + timedelta(days=days) for days in (-1, 0, 1)] + [
    CLOSES + timedelta(days=days) for days in (-1, 0, 1)
]
MAYBE = (None, OPENS, CLOSES)


async def test_the_database_says_where_a_round_stands_as_the_rule_does(database_url: str) -> None:
    rounds = [replace(A_ROUND, closed_at=closed, drawn_at=drawn) for closed, drawn in product(MAYBE, MAYBE)]
    told = fill(Round._meta.fields["status"].read.sql, "r").replace("{now}", "$5::timestamptz")
    rows = "FROM (VALUES ($1::timestamptz, $2::timestamptz, $3::timestamptz, $4::timestamptz))"
    sql = " ".join(("SELECT", told, rows, "AS r (opens_at, closes_at, closed_at, drawn_at)"))
    connection = await asyncpg.connect(database_url)
    for one, now in product(rounds, INSTANTS):
        dates = one.opens_at, one.closes_at, one.closed_at, one.drawn_at
        assert await connection.fetchval(sql, *dates, now) == status_of(one, now=now)
    await connection.close()
