"""What the database says stands on ground is what counting day by day says, and it refuses just what is too much."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

import asyncpg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ahti.embedded import EmbeddedPostgres
from tests import harbor_town as at
from tests import winter_town as winter
from tests.property.places.asking import Asked

DAY_ZERO = datetime(2027, 9, 15, tzinfo=UTC)
CAPACITY = Decimal(100)
ADD = """
    INSERT INTO occupancies (id, place_id, period, span, kind, state, m2, created_at)
    VALUES ($1, $2, tstzrange($3, $4), '[0,1)', 'STORAGE', 'COUNTED', $5, $3)
"""
Stay = tuple[int, int, Decimal]
# First day, days, and square metres.
STAYS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 6), st.decimals(1, 60, places=2)), max_size=12)


def fullest(stays: Sequence[Stay], first: int, days: int) -> Decimal:
    """The most that stands there on any day of a time."""
    return max(
        sum((m2 for start, length, m2 in stays if start <= day < start + length), Decimal(0))
        for day in range(first, first + days)
    )


@pytest.fixture(scope="module")
def postgres(server: EmbeddedPostgres, template_database: str) -> Iterator[Asked]:
    superuser = Asked(server.url(role="postgres", database="postgres"))
    superuser.rows(f"CREATE DATABASE counted TEMPLATE {template_database}")
    asked = Asked(server.url(role="ahti_app", database="counted"))
    asked.load(at.catalogue())
    asked.load(winter.catalogue())
    asked.rows("UPDATE places SET ground_m2 = $1 WHERE id = $2", CAPACITY, winter.GROUND)
    yield asked
    asked.close()
    superuser.rows("DROP DATABASE counted WITH (FORCE)")
    superuser.close()


def comes(postgres: Asked, number: int, stay: Stay) -> bool:
    """Whether the database lets one stand there."""
    first, days, m2 = stay
    start = DAY_ZERO + timedelta(days=first)
    postgres.rows("SAVEPOINT one")
    try:
        postgres.rows(ADD, uuid5(UUID(int=0), str(number)), winter.GROUND, start, start + timedelta(days=days), m2)
    except asyncpg.CheckViolationError as refused:
        assert refused.constraint_name == "ground_never_overfilled"
        postgres.rows("ROLLBACK TO one")
        return False
    return True


@settings(max_examples=60)
@given(stays=STAYS, asked=st.tuples(st.integers(0, 14), st.integers(1, 10)))
def test_the_database_counts_as_we_do_and_never_lets_the_ground_overflow(
    postgres: Asked, stays: list[Stay], asked: tuple[int, int]
) -> None:
    postgres.rows("BEGIN")
    try:
        standing: list[Stay] = []
        for number, stay in enumerate(stays):
            fits = fullest([*standing, stay], stay[0], stay[1]) <= CAPACITY
            assert comes(postgres, number, stay) == fits
            standing += [stay] if fits else []
        start, days = DAY_ZERO + timedelta(days=asked[0]), timedelta(days=asked[1])
        [row] = postgres.rows("SELECT ground_taken_m2($1, tstzrange($2, $3))", winter.GROUND, start, start + days)
        assert row[0] == fullest(standing, *asked)
    finally:
        postgres.rows("ROLLBACK")
