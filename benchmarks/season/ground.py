"""Knows the round that is brought to its results: tenants who renew or exchange, newcomers, on real berths; seeded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

import numpy as np

from ahti.chance import SystemChance
from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.applications.commands import submit_application
from harbors.applications.records import Applicant, Boat, Choice, ChoiceKind, Form
from harbors.leases.keeping import keep_leases
from harbors.leases.records import Lease, LeasedBoat, LeaseId, OccupancyId, Origin, Tenant
from harbors.leases.rules import season_period
from harbors.places.fit import FitRules, Margins
from harbors.places.records import PlaceId, ProviderId
from harbors.rounds.commands import create_round
from harbors.rounds.records import PriorityClass, Round, RoundId, RoundRules, Season
from harbors.sql import Connection, Row
from harbors.text import Translated

CODE = "season"
BEACON = "season"
OPENS = datetime(2027, 2, 1, 7, tzinfo=UTC)
CLOSES = datetime(2027, 3, 1, 22, tzinfo=UTC)
_LAST = Season(starts=date(2026, 6, 10), ends=date(2026, 9, 14))
_NEXT = Season(starts=date(2027, 6, 10), ends=date(2027, 9, 14))
_ZONE = "Europe/Helsinki"
_MARGINS = Margins(beam_mm=300, depth_mm=200)
_ROUND = RoundId(UUID(int=27))
_IN_ONE_TRANSACTION = 100


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each take part; so many berths are free, and others have the rest for the season."""

    renewals: int = 2_400
    exchangers: int = 600
    newcomers: int = 10_000
    free: int = 1_000


@dataclass(frozen=True, slots=True)
class _Entry:
    """Somebody with a boat and a list, and the berth of last season, if any."""

    number: int
    boat: Boat
    choices: tuple[Choice, ...]
    mode: str = "NEW"
    lease: Lease | None = None


async def prepare(database: Database, size: Size) -> None:
    """Bring the round to its close."""
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        provider, berths = await _berths(connection)
        entries, others = _entries(berths, size)
        leases = [entry.lease for entry in entries if entry.lease] + others
        await keep_leases(connection, leases, provider_id=provider, now=OPENS)
        await create_round(connection, _round(provider), now=OPENS)
    for at in range(0, len(entries), _IN_ONE_TRANSACTION):
        async with database.unit_of_work() as connection:
            await act_as_system(connection)
            for entry in entries[at : at + _IN_ONE_TRANSACTION]:
                await _apply(connection, entry)
    async with database.unit_of_work() as connection:
        await connection.execute("ANALYZE applications, application_choices, applicants, leases, occupancies")


async def _berths(connection: Connection) -> tuple[ProviderId, Sequence[Row]]:
    """The berths of the provider who has the most of them on offer, in order of id."""
    rows = await connection.fetch("""
        SELECT id, provider_id, harbor_id, width_mm, length_mm FROM berths_on_offer
        WHERE provider_id = (SELECT provider_id FROM berths_on_offer GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)
        ORDER BY id
    """)
    return rows[0]["provider_id"], rows


def _entries(berths: Sequence[Row], size: Size) -> tuple[list[_Entry], list[Lease]]:
    """Those who apply; and leases of the season by which others have what is not given."""
    dice = np.random.default_rng(27)
    mixed = [berths[index] for index in dice.permutation(len(berths)).tolist()]
    tenants, rest = mixed[: size.renewals + size.exchangers], mixed[size.renewals + size.exchangers :]
    harbors = [row["harbor_id"] for row in mixed]
    several = [_tenant(dice, number, row, harbors, size) for number, row in enumerate(tenants)]
    several += [_newcomer(dice, len(tenants) + number, harbors) for number in range(size.newcomers)]
    others = [_lease(-number, row, _NEXT, _boat_on(dice, row)) for number, row in enumerate(rest[size.free :], 1)]
    return several, others


def _tenant(dice: np.random.Generator, number: int, row: Row, harbors: Sequence[UUID], size: Size) -> _Entry:
    boat = _boat_on(dice, row)
    lease = _lease(number, row, _LAST, boat)
    if number < size.renewals:
        return _Entry(number, boat, (Choice(ChoiceKind.BERTH, row["id"]),), "RENEW", lease)
    return _Entry(number, boat, _list(dice, harbors), "EXCHANGE", lease)


def _newcomer(dice: np.random.Generator, number: int, harbors: Sequence[UUID]) -> _Entry:
    length = 50 * round(dice.triangular(3_500, 6_200, 12_000) / 50)
    beam = 50 * round(length * min(max(dice.normal(0.36, 0.03), 0.25), 0.5) / 50)
    return _Entry(number, Boat(beam_mm=beam, length_mm=length, estimated=True), _list(dice, harbors))


def _boat_on(dice: np.random.Generator, row: Row) -> Boat:
    """A boat somewhat smaller than the berth."""
    length = max(2_000, 50 * round((row["length_mm"] or 6_000) * dice.uniform(0.7, 1) / 50))
    beam = max(500, 50 * round(((row["width_mm"] or 2_500) - 300) * dice.uniform(0.75, 1) / 50))
    return Boat(beam_mm=min(beam, length, 12_000), length_mm=min(length, 24_000), estimated=True)


def _list(dice: np.random.Generator, harbors: Sequence[UUID]) -> tuple[Choice, ...]:
    """Some four harbors, in proportion to their size."""
    drawn = dice.integers(len(harbors), size=dice.integers(1, 8)).tolist()
    return tuple(Choice(ChoiceKind.HARBOR, id) for id in dict.fromkeys(harbors[index] for index in drawn))


def _lease(number: int, row: Row, season: Season, boat: Boat) -> Lease:
    id = uuid5(_ROUND, f"lease {number}")
    return Lease(
        id=LeaseId(id),
        provider_id=row["provider_id"],
        place_id=PlaceId(row["id"]),
        occupancy_id=OccupancyId(uuid5(id, "occupancy")),
        season=season,
        period=season_period(season, _ZONE),
        tenant=Tenant(name=f"Tenant {number}"),
        boat=LeasedBoat(beam_mm=boat.beam_mm, length_mm=boat.length_mm),
        origin=Origin.IMPORTED,
    )


async def _apply(connection: Connection, entry: _Entry) -> None:
    """As the city's own program would; whose the lease is, is said afterwards."""
    person = Applicant(
        first_name="Hakija",
        last_name=f"Numero {entry.number}",
        email=f"hakija{entry.number}@example.org",
        municipality="helsinki" if entry.number % 5 else "espoo",
    )
    form = Form(applicant=person, boat=entry.boat, choices=entry.choices, information_confirmed=True)
    submitted = await submit_application(connection, form, round_id=_ROUND, now=OPENS, chance=SystemChance())
    if entry.lease is not None:
        await connection.execute(
            "UPDATE applications SET mode = $2, lease_id = $3 WHERE id = $1",
            *(submitted.application.id, entry.mode, entry.lease.id),
        )


def _round(provider: ProviderId) -> Round:
    return Round(
        id=_ROUND,
        provider_id=provider,
        code=CODE,
        name=_in_all("Kausi"),
        season=_NEXT,
        opens_at=OPENS,
        closes_at=CLOSES,
        publishes_at=CLOSES + timedelta(hours=1),
        rules=RoundRules(classes=tuple(_classes()), choices_max=10, fit=FitRules(margins=_MARGINS), beacons=(BEACON,)),
    )


def _classes() -> Iterator[PriorityClass]:
    yield PriorityClass(1, _in_all("Asukkaat"), _in_all("He maksavat laiturit."), frozenset({"helsinki"}))
    yield PriorityClass(2, _in_all("Muut"), _in_all("Kaikki muut."), None)


def _in_all(text: str) -> Translated:
    return Translated(fi=text, sv=text, en=text)
