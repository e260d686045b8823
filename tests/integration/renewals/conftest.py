"""The city with a long pier, a lease on each of its berths, and two seasons between which they are renewed."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.errors import HarborError
from harbors.leases.keeping import keep_leases
from harbors.leases.records import Lease, LeasedBoat, LeaseId, OccupancyId, Origin, Tenant
from harbors.leases.rules import season_period
from harbors.offers.closing import expire_offer, offers_over
from harbors.offers.pricing import Wanted
from harbors.orders.records import Line
from harbors.places.commands import load_catalogue
from harbors.renewals.commands import cancel_renewals, renew_some, retry_renewals, start_renewals
from harbors.renewals.reads import STATEMENTS
from harbors.renewals.records import Run, RunId
from harbors.rounds.records import RoundKind, Season
from harbors.seasons.commands import set_season
from harbors.seasons.records import Renewing, SeasonDraft, SeasonId
from harbors.sql import Connection
from harbors.text import Language
from tests import harbor_town as at
from tests.cast import settle
from tests.integration.offers.conftest import Desk, price

BEFORE = Season(date(2027, 6, 10), date(2027, 9, 14))
AFTER = Season(date(2028, 6, 10), date(2028, 9, 14))
RENEWING = Renewing(sent_on=date(2027, 12, 1), due_on=date(2028, 1, 8), grace_days=7)
SENT = datetime(2027, 12, 1, 9, tzinfo=UTC)
# The midnight that ends 8 January, and seven days of grace later.
DUE = datetime(2028, 1, 8, 22, tzinfo=UTC)
OVER = DUE + timedelta(days=7)
BOAT = LeasedBoat(beam_mm=2_500, length_mm=7_000)
LANGUAGES = (Language.FI, Language.SV, Language.EN)
URL = "https://ahti.example"


def berth(number: int) -> Any:
    """A berth of the long pier, from 1."""
    return at.berth("long", "L", number)


def lease_id(number: int) -> LeaseId:
    """The lease of it, in the season that ends."""
    return LeaseId(at.key("lease", "long", number))


async def flat(_connection: Connection, wanted: Sequence[Wanted]) -> list[tuple[Line, ...] | HarborError]:
    """Every place costs the same."""
    return [price("290.00") for _ in wanted]


def lease(number: int, **told: Any) -> Lease:
    """Of a tenant of the register, each in the next language."""
    facts: dict[str, Any] = {
        "id": lease_id(number),
        "provider_id": at.CITY,
        "place_id": berth(number),
        "occupancy_id": OccupancyId(at.key("occupancy", "long", number)),
        "season": BEFORE,
        "period": season_period(BEFORE, "Europe/Helsinki"),
        "tenant": Tenant(name=f"Tenant {number}", email=f"t{number}@example.org", language=LANGUAGES[number % 3]),
        "boat": BOAT,
        "origin": Origin.RECORDED,
    }
    return Lease(**(facts | told))


async def furnish(connection: Connection, count: int, *, in_use: int = 1_000_000) -> SeasonId:
    """So many leased berths, those above ``in_use`` out of use by now; the season whose leases are renewed."""
    await act_as_system(connection)
    row = at.Row("long", "L", count, in_use=in_use)
    await load_catalogue(connection, at.catalogue((row,)), now=at.OPENS)
    leases = [lease(number) for number in range(1, count + 1)]
    await keep_leases(connection, leases, provider_id=at.CITY, now=at.DURING)
    chance, ids = at.CountingChance(), []
    for days, renewing in ((BEFORE, None), (AFTER, RENEWING)):
        told = SeasonDraft(kind=RoundKind.BERTH, days=days, renewing=renewing)
        season = await set_season(connection, told, provider_id=at.CITY, now=at.DURING, chance=chance)
        ids.append(season.id)
    return ids[0]


@dataclass(slots=True)
class Office:
    """The city's office in December."""

    database: Database
    season: SeasonId
    desk: Desk
    chance: at.CountingChance = field(default_factory=at.CountingChance)

    async def start(self, *, now: datetime = SENT) -> tuple[Run, int]:
        async with self.database.unit_of_work() as connection:
            return await start_renewals(connection, self.season, now=now, chance=self.chance)

    async def some(self, run: Run, *, now: datetime = SENT, prices: Any = flat) -> bool:
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            return await renew_some(connection, run.id, public_url=URL, now=now, chance=self.chance, prices=prices)

    async def all(self, run: Run, **told: Any) -> None:
        while await self.some(run, **told):
            pass

    async def retry(self, run: Run) -> int:
        async with self.database.unit_of_work() as connection:
            return (await retry_renewals(connection, run.id, now=SENT))[1]

    async def cancel(self, run: Run) -> Run:
        async with self.database.unit_of_work() as connection:
            return await cancel_renewals(connection, run.id, now=SENT)

    async def report(self, run: Run) -> dict[tuple[str, str | None], int]:
        async with self.database.unit_of_work() as connection:
            return await report(connection, run.id)

    async def expire(self, *, now: datetime) -> int:
        """As the worker does every hour; how many offers are over."""
        async with self.database.unit_of_work() as connection:
            ids = await offers_over(connection, now=now)
            return sum([await expire_offer(connection, id, now=now, chance=self.chance) for id in ids])

    async def asked(self, query: str, *values: object) -> list[Mapping[str, Any]]:
        return await self.desk.asked(query, *values)


async def report(connection: Connection, run_id: RunId) -> dict[tuple[str, str | None], int]:
    """How many leases of a run have come to what."""
    await act_as_system(connection)
    rows = await STATEMENTS.report.rows(connection, run_id=run_id)
    return {(row["outcome"], row["code"]): row["leases"] for row in rows}


@pytest.fixture
async def office(town_url: str) -> AsyncIterator[Office]:
    async with Database.open(town_url, size=8, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await settle(connection)
            season = await furnish(connection, 7, in_use=6)
        yield Office(database, season, Desk(database))
