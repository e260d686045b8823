"""Knows the lease that a line of a provider's register tells of, or all that is wrong with the line."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from harbors.errors import Conflict, HarborError, NotFound, Problem
from harbors.leases.records import (
    Draft,
    Lease,
    LeasedBoat,
    LeasedPlace,
    LeaseId,
    LeaseStatus,
    OccupancyId,
    Origin,
    Tenant,
)
from harbors.leases.refusals import lease_fault, register_fault
from harbors.leases.registers import Entry, Fault
from harbors.leases.rules import check_draft, season_period, tidy
from harbors.places.ids import id_of
from harbors.places.records import BoatTypeId, PlaceId, Source
from harbors.rounds.records import Season

# By the fields of a draft, the columns of the file.
_COLUMNS = {
    "placeId": "number",
    "season.ends": "season_ends",
    "starts": "season_starts",
    "tenant.name": "tenant_name",
    "tenant.email": "tenant_email",
    "boat.type": "boat_type",
    "boat.registration": "registration",
    "boat.beamMm": "beam_mm",
    "boat.lengthMm": "length_mm",
    "boat.draughtMm": "draught_mm",
    "boat.massKg": "mass_kg",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What the lines are held against."""

    called: Mapping[tuple[str, str, str], Sequence[PlaceId]]
    places: Mapping[PlaceId, LeasedPlace]
    types: Mapping[str, BoatTypeId]


def judge(entry: Entry, ground: Ground) -> Lease | list[Fault]:
    """The lease that a line tells of, or all that is wrong with it."""
    try:
        return _lease(entry, ground)
    except HarborError as refused:
        return [Fault(entry.line, _in_column(problem)) for problem in refused.problems]


def _lease(entry: Entry, ground: Ground) -> Lease:
    place = ground.places[_place_id(entry, ground)]
    draft = tidy(_draft(entry, place, ground))
    period = season_period(draft.season, place.time_zone)
    type_known = not entry.texts.get("boat_type") or draft.boat.type_id is not None
    # An existing tenant may be one of a season that is over.
    period = check_draft(draft, place, type_known=type_known, now=period.start)
    key = (place.id, draft.season.starts, draft.season.ends, draft.tenant.name, draft.boat.registration or "")
    return Lease(
        id=LeaseId(_id("lease", *key)),
        provider_id=place.provider_id,
        place_id=place.id,
        occupancy_id=OccupancyId(_id("occupancy", *key)),
        season=draft.season,
        period=period,
        tenant=draft.tenant,
        boat=draft.boat,
        origin=Origin.IMPORTED,
    )


def _place_id(entry: Entry, ground: Ground) -> PlaceId:
    found = ground.called.get(entry.place, ())
    if len(found) != 1:
        if found:
            raise Conflict(register_fault("PLACE_AMBIGUOUS", field="number"))
        raise NotFound(lease_fault("PLACE_UNKNOWN", field="number"))
    return found[0]


def _draft(entry: Entry, place: LeasedPlace, ground: Ground) -> Draft:
    texts, figures = entry.texts, entry.figures
    season = Season(entry.days["season_starts"], entry.days["season_ends"])
    return Draft(
        place_id=place.id,
        season=season,
        starts=season.starts,
        tenant=Tenant(name=texts["tenant_name"], email=texts.get("tenant_email"), language=entry.language),
        boat=LeasedBoat(
            beam_mm=figures["beam_mm"],
            length_mm=figures["length_mm"],
            draught_mm=figures.get("draught_mm"),
            mass_kg=figures.get("mass_kg"),
            type_id=ground.types.get(texts.get("boat_type", "").casefold()),
            registration=texts.get("registration"),
        ),
    )


def repeated(told: Iterable[tuple[int, Lease]]) -> Iterator[Fault]:
    """One place, and one boat, is leased once at a time."""
    seen: dict[object, list[tuple[int, Lease]]] = defaultdict(list)
    for line, lease in told:
        for code, field, key in _single(lease):
            for before, other in seen[key]:
                if other.period.start < lease.period.end and lease.period.start < other.period.end:
                    yield Fault(line, register_fault(code, field=field, line=before))
                    break
            seen[key].append((line, lease))


def _single(lease: Lease) -> Iterator[tuple[str, str, object]]:
    yield "PLACE_TWICE", "number", lease.place_id
    if lease.boat.registration:
        yield "BOAT_TWICE", "registration", lease.boat.registration


def differing(
    told: Iterable[tuple[int, Lease]], known: Mapping[LeaseId, Lease], *, erased: set[LeaseId]
) -> Iterator[Fault]:
    """What the file tells otherwise of a lease that stands as it was brought in."""
    for line, lease in told:
        kept = known.get(lease.id)
        if kept is None or kept.status is LeaseStatus.ENDED or kept.id in erased:
            continue
        for field, mine, theirs in (
            ("tenant_email", lease.tenant.email, kept.tenant.email),
            ("tenant_language", lease.tenant.language, kept.tenant.language),
            ("boat_type", lease.boat.type_id, kept.boat.type_id),
            ("beam_mm", lease.boat.dimensions, kept.boat.dimensions),
        ):
            if mine != theirs:
                yield Fault(line, register_fault("LEASE_DIFFERS", field=field))


def _in_column(problem: Problem) -> Problem:
    return Problem(problem.code, _COLUMNS.get(problem.field or "", problem.field), problem.message)


def _id(kind: str, *key: object) -> UUID:
    return id_of(Source(system="ahti-leases", type=kind, id="\x1f".join(map(str, key)), licence=""))
