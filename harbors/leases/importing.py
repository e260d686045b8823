"""Knows how a provider's existing tenants are brought in from a file: all of them or none, and twice is once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from harbors.access.commands import act_as_system
from harbors.audit.commands import write
from harbors.audit.records import SYSTEM
from harbors.audit.records import Entry as AuditEntry
from harbors.chance import Chance
from harbors.leases.judging import Ground, differing, judge, repeated
from harbors.leases.keeping import hold_places, keep_leases
from harbors.leases.reads import STATEMENTS, leases_with
from harbors.leases.records import Lease
from harbors.leases.refusals import lease_fault, register_fault
from harbors.leases.registers import Entry, Fault, called_so, read_register
from harbors.places.records import PlaceId, ProviderId
from harbors.sql import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of a file: with faults, nothing of it was kept."""

    created: int = 0
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()


async def import_leases(
    connection: Connection, text: str, *, provider_id: ProviderId, now: datetime, chance: Chance
) -> Report:
    """Keep the leases of a file that are not kept yet, or nothing where anything is wrong. Acts as the system.

    A lease is known again by its place, season, tenant and registration, also when it has ended since.
    """
    await act_as_system(connection)
    entries, faults = read_register(text)
    if faults:
        return Report(faults=tuple(faults))
    ground = await _ground(connection, entries, provider_id=provider_id)
    judged = [judge(entry, ground) for entry in entries]
    told = [(entry.line, lease) for entry, lease in zip(entries, judged, strict=True) if isinstance(lease, Lease)]
    faults = [*chain(*(one for one in judged if not isinstance(one, Lease))), *repeated(told)]
    known = await leases_with(connection, [lease.id for _, lease in told])
    erased = set(await STATEMENTS.erased_leases.value(connection, ids=list(known)))
    faults += differing(told, known, erased=erased)
    fresh = [(line, lease) for line, lease in told if lease.id not in known]
    faults += await _taken(connection, fresh, provider_id=provider_id)
    if faults:
        return Report(faults=tuple(sorted(faults, key=lambda fault: fault.line)))
    await keep_leases(connection, [lease for _, lease in fresh], provider_id=provider_id, now=now)
    report = Report(created=len(fresh), unchanged=len(told) - len(fresh))
    await _witness(connection, report, provider_id=provider_id, now=now, chance=chance)
    return report


async def _ground(connection: Connection, entries: Sequence[Entry], *, provider_id: ProviderId) -> Ground:
    called: dict[tuple[str, str, str], list[PlaceId]] = defaultdict(list)
    for row in await STATEMENTS.leasable_places.rows(connection, provider_id=provider_id):
        for name in {site.casefold(): site for site in row["sites"] if site}.values():
            called[called_so(name, row["identifier"] or "", row["number"])].append(row["id"])
    wanted = {id for entry in entries for id in called.get(entry.place, ())}
    types = await STATEMENTS.boat_type_names.rows(connection)
    return Ground(
        called=called,
        places=await hold_places(connection, sorted(wanted), provider_id=provider_id),
        types={name.casefold(): row["id"] for row in types for name in row["names"] if name},
    )


async def _taken(connection: Connection, fresh: Sequence[tuple[int, Lease]], *, provider_id: ProviderId) -> list[Fault]:
    leases = [lease for _, lease in fresh]
    times = {"starts": [one.period.start for one in leases], "ends": [one.period.end for one in leases]}
    held = await STATEMENTS.places_held.value(connection, place_ids=[one.place_id for one in leases], **times)
    elsewhere = await STATEMENTS.boats_elsewhere.value(
        connection, provider_id=provider_id, registrations=[one.boat.registration for one in leases], **times
    )
    taken = [Fault(fresh[number - 1][0], register_fault("PLACE_TAKEN", field="number")) for number in held]
    boats = [Fault(fresh[number - 1][0], lease_fault("BOAT_HAS_PLACE", field="registration")) for number in elsewhere]
    return taken + boats


async def _witness(
    connection: Connection, report: Report, *, provider_id: ProviderId, now: datetime, chance: Chance
) -> None:
    entry = AuditEntry(
        at=now,
        actor=SYSTEM,
        operation="importLeases",
        subject_type="Provider",
        subject_id=provider_id,
        provider_id=provider_id,
        after={"created": report.created, "unchanged": report.unchanged},
    )
    await write(connection, entry, chance=chance)
