"""Knows how runs are looked up, and which leases there are to be renewed with all that this depends on."""

from collections.abc import Sequence
from datetime import datetime

from harbors.leases.keeping import hold_places
from harbors.leases.reads import STATEMENTS as LEASES
from harbors.leases.reads import leases_with
from harbors.leases.records import Lease, LeaseId
from harbors.leases.rules import season_period
from harbors.orders.records import Payer
from harbors.places.records import ProviderId
from harbors.renewals.records import Candidate, RenewalStatus, Run, RunId, Seasons, Skip
from harbors.renewals.refusals import renewals_refused, unknown_run
from harbors.seasons.reads import season_with, seasons_of
from harbors.seasons.records import SEASONAL, ProviderSeason, SeasonId
from harbors.seasons.rules import season_after
from harbors.sql import Connection, Row, Statements
from harbors.text import Language

STATEMENTS = Statements(__package__)


async def run_with(connection: Connection, id: RunId) -> Run:
    """One run. Raises ``NotFound``."""
    return _run(await STATEMENTS.run_with.row(connection, id=id))


async def hold_run(connection: Connection, id: RunId) -> Run:
    """A run that nobody else moves until the transaction ends. Raises ``NotFound``."""
    return _run(await STATEMENTS.hold_run.row(connection, id=id))


async def seasons_from(connection: Connection, id: SeasonId) -> Seasons:
    """A season and the next one of its kind. Raises ``NotFound``, ``Refused`` where no next one is told."""
    before = await season_with(connection, id)
    after = season_after(await seasons_of(connection, before.provider_id), before)
    if after is None or after.renewing is None:
        raise renewals_refused("NO_NEXT_SEASON", field="seasonId")
    return Seasons(before, after)


async def seasons_of_run(connection: Connection, run: Run) -> Seasons:
    """From which season to which a run goes."""
    return Seasons(await season_with(connection, run.from_season_id), await season_with(connection, run.to_season_id))


async def renewable(connection: Connection, season: ProviderSeason) -> list[LeaseId]:
    """The leases of a season that run to its end, in order of id."""
    rows = await STATEMENTS.renewable.rows(
        connection,
        provider_id=season.provider_id,
        place_kind=SEASONAL[season.kind],
        starts=season.days.starts,
        ends=season.days.ends,
    )
    return [row["id"] for row in rows]


async def time_zone_of(connection: Connection, provider_id: ProviderId) -> str:
    """Where the days of a provider begin and end."""
    found: str = await STATEMENTS.time_zone_of.value(connection, provider_id=provider_id)
    return found


async def candidates(
    connection: Connection, ids: Sequence[LeaseId], seasons: Seasons, *, now: datetime
) -> list[Candidate]:
    """Leases with all that their renewal depends on, in order of id; their places stay as they are. For the system."""
    leases = await leases_with(connection, ids)
    after = seasons.after
    facts = await STATEMENTS.facts.rows(
        connection, ids=list(leases), starts=after.days.starts, ends=after.days.ends, now=now
    )
    places = await hold_places(connection, [lease.place_id for lease in leases.values()], provider_id=after.provider_id)
    drawn = await _in_draw(connection, list(leases.values()), after)
    return [
        Candidate(
            lease=(lease := leases[row["id"]]),
            place=places.get(lease.place_id),
            payer=_payer(row, lease),
            skip=row["skip"] and Skip(row["skip"]),
            taken=row["taken"],
            owes=row["owes"],
            in_draw=lease.id in drawn,
        )
        for row in facts
    ]


async def _in_draw(connection: Connection, leases: Sequence[Lease], season: ProviderSeason) -> set[LeaseId]:
    """Those whose places a frozen round is giving for the season; one by one only where there is any."""
    if not await _stand_in_draw(connection, leases, season):
        return set()
    return {lease.id for lease in leases if await _stand_in_draw(connection, [lease], season)}


async def _stand_in_draw(connection: Connection, leases: Sequence[Lease], season: ProviderSeason) -> bool:
    period = season_period(season.days, await time_zone_of(connection, season.provider_id))
    found: bool = await LEASES.stands_in_a_draw.value(
        connection,
        provider_id=season.provider_id,
        place_ids=[lease.place_id for lease in leases],
        starts=[period.start] * len(leases),
        ends=[period.end] * len(leases),
    )
    return found


def _payer(row: Row, lease: Lease) -> Payer | None:
    if row["payer_name"] is None:
        return None
    return Payer(
        name=row["payer_name"],
        email=row["email"],
        language=Language(row["language"]),
        person_id=lease.tenant.person_id,
        organisation_id=lease.tenant.organisation_id,
    )


def _run(row: Row | None) -> Run:
    if row is None:
        raise unknown_run()
    return Run(
        id=row["id"],
        provider_id=row["provider_id"],
        from_season_id=row["from_season_id"],
        to_season_id=row["to_season_id"],
        status=RenewalStatus(row["status"]),
        created_at=row["created_at"],
    )
