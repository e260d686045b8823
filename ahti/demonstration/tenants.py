"""Knows who held the city's berths last season: invented people, each with a boat that fits, on most of the berths."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ahti.clock import Clock
from ahti.db import Database
from ahti.demonstration.boats import boat_of
from ahti.demonstration.catalogue import CITY
from ahti.demonstration.listed import key_of
from ahti.demonstration.lots import Lots
from ahti.demonstration.people import applicant_of, home_of
from ahti.demonstration.waters import UNLIMITED, Size, waters_of
from harbors.access.commands import act_as_system
from harbors.access.records import PersonId
from harbors.applications.records import Applicant, Boat
from harbors.leases.keeping import keep_leases
from harbors.leases.records import Lease, LeasedBoat, LeaseId, OccupancyId, Origin, Tenant
from harbors.leases.rules import season_period
from harbors.places.records import Catalogue, Place, PlaceId
from harbors.rounds.records import Season
from harbors.sql import Connection, Statements

STATEMENTS = Statements(__package__)
LET = 0.85
"""The share of the berths in use that somebody had."""
TIME_ZONE = "Europe/Helsinki"
# Tenants are numbered behind all who apply, so that nobody is both by chance.
_FIRST = 1_000_001
# So many boats for each berth to choose from.
_BOATS = 1.25


@dataclass(frozen=True, slots=True)
class Tenancy:
    """Somebody with a boat on a berth."""

    number: int
    person: Applicant
    boat: Boat
    place_id: PlaceId


def tenancies(catalogue: Catalogue, *, seed: int) -> Iterator[Tenancy]:
    """Last season's tenants; the same every time. The widest berths choose their boats first."""
    berths = [berth for waters in waters_of(catalogue, CITY) for side in waters.watersides for berth in side.berths]
    fleet = _Fleet(seed, count=round(len(berths) * _BOATS))
    for berth in sorted(berths, key=lambda one: (-(one.width_mm or 0), str(one.id))):
        if Lots(seed, berth.id.int).happens("let last season", LET) and (found := fleet.take(berth)):
            number, boat = found
            lots = Lots(seed, number)
            yield Tenancy(number, applicant_of(lots, home_of(lots)), boat, berth.id)


class _Fleet:
    """Boats that have no berth yet, by their beam."""

    def __init__(self, seed: int, *, count: int) -> None:
        numbered = ((number, boat_of(Lots(seed, number))) for number in range(_FIRST, _FIRST + count))
        sized = ((_needs(boat), number, boat) for number, boat in numbered)
        self._boats = sorted(sized, key=lambda one: one[:2])

    def take(self, berth: Place) -> tuple[int, Boat] | None:
        """The widest boat that fits, which is gone then."""
        width, length = berth.width_mm or UNLIMITED, berth.length_mm or UNLIMITED
        depth, most = berth.depth_mm or UNLIMITED, berth.max_mass_kg or UNLIMITED
        widest = bisect(self._boats, width, key=lambda one: one[0][0])
        for at in range(widest - 1, -1, -1):
            needs, number, boat = self._boats[at]
            if needs[1] <= length and needs[2] <= depth and needs[3] <= most:
                del self._boats[at]
                return number, boat
        return None


def _needs(boat: Boat) -> Size:
    return boat.beam_mm, boat.length_mm, boat.draught_mm or 0, boat.mass_kg or 0


async def let_berths(database: Database, people: Sequence[Tenancy], *, season: Season, clock: Clock) -> None:
    """Keep last season's tenants and their leases, unless they are there."""
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        if await STATEMENTS.last_season.value(connection, provider_id=CITY) is not None:
            return
        now = clock.now()
        ids = [person_id_of(one.number) for one in people]
        await STATEMENTS.add_people.run(connection, now=now, ids=ids)
        await STATEMENTS.tell_of_people.run(
            connection,
            now=now,
            ids=ids,
            first_names=[one.person.first_name for one in people],
            last_names=[one.person.last_name for one in people],
            emails=[one.person.email for one in people],
            languages=[one.person.language for one in people],
            municipalities=[one.person.municipality for one in people],
        )
        await keep_leases(connection, [_lease(one, season) for one in people], provider_id=CITY, now=now)


async def let_to(connection: Connection, person_id: PersonId, *, name: str, boat: LeasedBoat, clock: Clock) -> None:
    """One of those who sign in had a berth last season, too; for the system, and once."""
    starts: date | None = await STATEMENTS.last_season.value(connection, provider_id=CITY)
    if starts is None or await STATEMENTS.has_lease.value(connection, person_id=person_id):
        return
    row = await STATEMENTS.unlet_berth.row(
        connection, provider_id=CITY, season_starts=starts, beam_mm=boat.beam_mm, length_mm=boat.length_mm
    )
    if row is not None:
        season = Season(starts, row["season_ends"])
        lease = _kept(f"signs in {person_id}", row["id"], season, Tenant(name=name, person_id=person_id), boat)
        await keep_leases(connection, [lease], provider_id=CITY, now=clock.now())


def season_before(season: Season) -> Season:
    """The same days a year earlier."""
    return Season(season.starts.replace(year=season.starts.year - 1), season.ends.replace(year=season.ends.year - 1))


def _lease(tenancy: Tenancy, season: Season) -> Lease:
    person = tenancy.person
    name = f"{person.first_name} {person.last_name}"
    tenant = Tenant(name=name, email=person.email, language=person.language, person_id=person_id_of(tenancy.number))
    return _kept(str(tenancy.number), tenancy.place_id, season, tenant, leased(tenancy.boat))


def _kept(key: str, place_id: PlaceId, season: Season, tenant: Tenant, boat: LeasedBoat) -> Lease:
    return Lease(
        id=LeaseId(key_of("lease", key)),
        provider_id=CITY,
        place_id=place_id,
        occupancy_id=OccupancyId(key_of("lease occupancy", key)),
        season=season,
        period=season_period(season, TIME_ZONE),
        tenant=tenant,
        boat=boat,
        origin=Origin.IMPORTED,
    )


def person_id_of(number: int) -> PersonId:
    """Who a tenant is."""
    return PersonId(key_of("tenant", str(number)))


def leased(boat: Boat) -> LeasedBoat:
    """The boat of an applicant as it lies at a berth."""
    return LeasedBoat(
        beam_mm=boat.beam_mm,
        length_mm=boat.length_mm,
        draught_mm=boat.draught_mm,
        mass_kg=boat.mass_kg,
        type_id=boat.type_id,
        registration=boat.registration,
    )
