"""Knows the applications of a burst: seeded people, boats and lists, each a request with a key of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import numpy as np

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.db import Database
from harbors.chance import draw_id
from harbors.places.records import ProviderId
from harbors.rounds.commands import create_round
from harbors.rounds.records import PriorityClass, Round, RoundId, RoundRules, Season
from harbors.text import Translated
from schema import ids

SUBMIT = """
mutation Submit($input: SubmitApplicationInput!) {
  submitApplication(input: $input) { application { id reference status } editToken }
}
"""
_CHOICES = 4
_NAMES = ("Aalto", "Meri", "Ranta", "Saari", "Niemi", "Laine", "Virta", "Koski")


@dataclass(frozen=True, slots=True)
class Ground:
    """What is applied for: an open round, and the harbors that its provider has in use."""

    round_id: str
    harbors: Sequence[str]


async def open_round(url: str) -> Ground:
    """Open a round of the provider who has the most harbors in use."""
    now = SystemClock().now()
    async with Database.open(url, size=1) as database, database.unit_of_work() as connection:
        provider, harbors = await _most(connection)
        a_round = _round(provider, now=now)
        await create_round(connection, a_round, now=now)
    return Ground(ids.encode("Round", a_round.id), [ids.encode("Harbor", harbor) for harbor in harbors])


async def _most(connection: Any) -> tuple[ProviderId, list[UUID]]:
    row: asyncpg.Record = await connection.fetchrow("""
        SELECT provider_id, array_agg(id ORDER BY id) AS harbors FROM harbors
        WHERE is_active AND retired_at IS NULL GROUP BY provider_id ORDER BY count(*) DESC LIMIT 1
    """)
    return row["provider_id"], row["harbors"]


def _round(provider: ProviderId, *, now: datetime) -> Round:
    today = now.date()
    everybody = PriorityClass(1, _in_all("Kaikki"), _in_all("Ryntäyksessä ei kysytä, kuka on mistä."), None)
    return Round(
        id=RoundId(draw_id(SystemChance())),
        provider_id=provider,
        code="burst",
        name=_in_all("Ryntäys"),
        season=Season(starts=today + timedelta(days=60), ends=today + timedelta(days=150)),
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(days=7),
        publishes_at=now + timedelta(days=14),
        rules=RoundRules(classes=(everybody,), choices_max=_CHOICES),
    )


def _in_all(text: str) -> Translated:
    return Translated(fi=text, sv=text, en=text)


def bodies(ground: Ground, *, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """So many requests; no two of them of one person, with one boat, or under one key."""
    chance = np.random.default_rng(seed)
    for number in range(count):
        yield {"query": SUBMIT, "variables": {"input": _application(ground, chance, f"{seed}-{number}")}}


def _application(ground: Ground, chance: np.random.Generator, name: str) -> dict[str, Any]:
    wanted = chance.permutation(len(ground.harbors))[:_CHOICES].tolist()
    beam = 10 * int(chance.integers(160, 340))
    return {
        "roundId": ground.round_id,
        "applicant": {
            "firstName": "Väinö",
            "lastName": _NAMES[int(chance.integers(len(_NAMES)))],
            "email": f"applicant-{name}@example.org",
            "phone": f"+35840{int(chance.integers(10**7)):07}",
            "address": f"Rantatie {int(chance.integers(1, 200))}",
            "zipCode": "00100",
            "municipality": "helsinki",
        },
        "boat": {
            "name": f"Sorsa {name}",
            "registration": f"A{int(chance.integers(10**6, 10**7))}",
            "beamMm": beam,
            "lengthMm": beam * 5 // 2,
            "draughtMm": beam // 3,
            "massKg": 900,
        },
        "choices": [{"harborId": ground.harbors[one]} for one in wanted],
        "informationConfirmed": True,
        "idempotencyKey": f"burst-{name}-0123456789",
    }
