"""Knows how leases are looked up by those who may see them: row security decides who that is."""

from collections.abc import Sequence

from harbors.access.records import PersonId
from harbors.leases.records import Charge, Lease, LeasedBoat, LeasedPlace, LeaseId, LeaseStatus, Origin, Period, Tenant
from harbors.leases.refusals import unknown_lease
from harbors.organisations.records import OrganisationId
from harbors.places.kinds import PlaceKind
from harbors.places.records import ProviderId
from harbors.rounds.records import Season
from harbors.sql import Connection, Row, Statements
from harbors.text import Language

STATEMENTS = Statements(__package__)


async def leases_with(connection: Connection, ids: Sequence[LeaseId]) -> dict[LeaseId, Lease]:
    """The leases that this transaction sees, by id."""
    rows = await STATEMENTS.leases_with_ids.rows(connection, ids=list(ids))
    return {row["id"]: lease_from_row(row) for row in rows}


async def lease_with(connection: Connection, id: LeaseId) -> Lease:
    """One lease. Raises ``NotFound``."""
    if (found := (await leases_with(connection, [id])).get(id)) is None:
        raise unknown_lease()
    return found


async def current_leases(
    connection: Connection,
    *,
    provider_id: ProviderId,
    season: Season,
    kind: PlaceKind,
    person_id: PersonId | None = None,
    organisation_id: OrganisationId | None = None,
) -> list[LeaseId]:
    """The leases that count when the places of a season are given, of that season or the one before, the newest first:
    of a person, of an organisation, or of everybody where neither is told."""
    rows = await STATEMENTS.current_leases.rows(
        connection,
        provider_id=provider_id,
        season_starts=season.starts,
        season_ends=season.ends,
        person_id=person_id,
        organisation_id=organisation_id,
        kind=kind,
    )
    return [LeaseId(row["id"]) for row in rows]


async def provider_of_lease(connection: Connection, id: LeaseId) -> ProviderId | None:
    """Whose the place is; ``None`` for a lease that this transaction does not see."""
    found = await STATEMENTS.provider_of_lease.value(connection, id=id)
    return None if found is None else ProviderId(found)


def lease_from_row(row: Row) -> Lease:
    """A lease from the columns of ``leases_with_ids``."""
    language = row["tenant_language"]
    return Lease(
        id=row["id"],
        provider_id=row["provider_id"],
        place_id=row["place_id"],
        occupancy_id=row["occupancy_id"],
        season=Season(row["season_starts"], row["season_ends"]),
        period=Period(row["starts_at"], row["ends_at"]),
        tenant=Tenant(
            name=row["tenant_name"],
            email=row["tenant_email"],
            language=None if language is None else Language(language),
            person_id=row["person_id"],
            organisation_id=row["organisation_id"],
        ),
        boat=LeasedBoat(
            beam_mm=row["beam_mm"],
            length_mm=row["length_mm"],
            draught_mm=row["draught_mm"],
            mass_kg=row["mass_kg"],
            type_id=row["boat_type_id"],
            registration=row["registration"],
        ),
        origin=Origin(row["origin"]),
        status=LeaseStatus(row["status"]),
        follows_id=row["follows_id"],
        charge=_charge(row),
    )


def _charge(row: Row) -> Charge | None:
    if row["order_id"] is None:
        return None
    return Charge(order_id=row["order_id"], worth=row["worth"], paid=row["paid"])


def place_from_row(row: Row) -> LeasedPlace:
    """A place from the columns of ``hold_places``."""
    return LeasedPlace(
        id=row["id"],
        provider_id=row["provider_id"],
        kind=PlaceKind(row["kind"]),
        in_use=row["in_use"],
        time_zone=row["time_zone"],
        width_mm=row["width_mm"],
        length_mm=row["length_mm"],
        depth_mm=row["depth_mm"],
        max_mass_kg=row["max_mass_kg"],
        mooring=row["mooring"],
    )
