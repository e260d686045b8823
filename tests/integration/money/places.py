"""Knows a club with as many berths as are wanted, and an offer of each to somebody, which is not paid yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ahti.chance import SystemChance
from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.leases.records import LeasedBoat, Tenant
from harbors.leases.rules import season_period
from harbors.offers.making import make_offers
from harbors.offers.records import Made, OfferDraft, OfferKind, OfferTerms
from harbors.orders.records import Payer
from harbors.places.records import PlaceId
from harbors.rounds.records import Season
from harbors.text import Language
from tests import harbor_town as at
from tests.integration.offers.conftest import price

# As the first berth of the club, so many times.
_MORE = """
    INSERT INTO places
    SELECT (json_populate_record(berth, json_build_object(
        'id', md5('berth ' || many.number)::uuid, 'number', many.number::text,
        'number_sort', lpad(many.number::text, 8, '0'),
        'source_id', 'many ' || many.number))).*
    FROM places AS berth, generate_series(1, $2::int) AS many (number)
    WHERE berth.id = $1
    RETURNING id
"""
_AT_ONCE = 500
_AMOUNTS = ("62.00", "150.00", "290.00", "331.07", "409.99")


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer as its tenant knows it: the link's capability, and what is to be paid."""

    number: int
    made: Made
    cents: int


async def more_berths(database: Database, count: int) -> list[PlaceId]:
    """So many more berths of the club."""
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        rows = await connection.fetch(_MORE, at.berth("club", "A", 1), count)
    return sorted(PlaceId(row["id"]) for row in rows)


async def offer_all(database: Database, places: Sequence[PlaceId], *, now: datetime) -> list[Offered]:
    """An offer of each place, to somebody each."""
    made: list[Made] = []
    for begin in range(0, len(places), _AT_ONCE):
        drafts = [_draft(number, place, now=now) for number, place in enumerate(places[begin:][:_AT_ONCE], begin)]
        async with database.unit_of_work() as connection:
            await act_as_system(connection)
            made += await make_offers(
                connection, drafts, public_url="https://ahti.example", now=now, chance=SystemChance()
            )
    return [
        Offered(number, one, int(_AMOUNTS[number % len(_AMOUNTS)].replace(".", ""))) for number, one in enumerate(made)
    ]


def _draft(number: int, place_id: PlaceId, *, now: datetime) -> OfferDraft:
    season = Season(date(now.year + 1, 6, 10), date(now.year + 1, 9, 14))
    name, email = f"Vuokralainen {number}", f"tenant-{number}@example.org"
    language = list(Language)[number % 3]
    return OfferDraft(
        provider_id=at.CLUB,
        kind=OfferKind.DIRECT,
        place_id=place_id,
        season=season,
        period=season_period(season, "Europe/Helsinki"),
        tenant=Tenant(name=name, email=email, language=language),
        boat=LeasedBoat(beam_mm=2_500, length_mm=7_000, registration=f"M{number}"),
        payer=Payer(name=name, email=email, language=language),
        lines=price(_AMOUNTS[number % len(_AMOUNTS)]),
        due_at=now + timedelta(days=14),
        terms=replace(OfferTerms(), grace_days=0),
    )
