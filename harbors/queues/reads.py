"""Knows where somebody stands in the queue, and whom a free place is to be offered to, in order."""

import json
from collections.abc import Sequence
from uuid import UUID

from harbors.access.commands import act_as_system
from harbors.applications.records import Choice, ChoiceKind
from harbors.leases.reads import place_from_row
from harbors.leases.records import LeasedBoat
from harbors.leases.refusals import unknown_place
from harbors.places.records import PlaceId, ProviderId
from harbors.queues.records import Candidate, EntryId, HarborStanding, Source, Standing, Standings
from harbors.queues.rules import suits
from harbors.rounds.documents import read_rules
from harbors.rounds.records import RoundRules
from harbors.rounds.rules import reserve_of
from harbors.sql import Connection, Row, Statements

STATEMENTS = Statements(__package__)


async def queue_rules(connection: Connection, provider_id: ProviderId) -> RoundRules | None:
    """The rules by which a provider's queue stands: those of its newest round; ``None`` where it never had one."""
    written = await STATEMENTS.queue_rules.value(connection, provider_id=provider_id)
    return None if written is None else read_rules(json.loads(written))


async def choices_of(connection: Connection, ids: Sequence[EntryId]) -> dict[EntryId, tuple[Choice, ...]]:
    """The lists of entries that this transaction sees."""
    found: dict[EntryId, tuple[Choice, ...]] = dict.fromkeys(ids, ())
    for row in await STATEMENTS.choices_of.rows(connection, ids=list(ids)):
        found[row["entry_id"]] += (Choice(ChoiceKind(row["kind"]), row["id"]),)
    return found


async def standings_of(connection: Connection, id: UUID) -> Standings | None:
    """Where an entry or an application that this transaction sees stands; ``None`` for one that does not wait.

    Acts as the system from then on: how many others are before is known, and not who.
    """
    if not await STATEMENTS.is_own.value(connection, id=id):
        return None
    await act_as_system(connection)
    provider_id = await STATEMENTS.provider_of_waiting.value(connection, id=id)
    rules = None if provider_id is None else await queue_rules(connection, provider_id)
    overall = await STATEMENTS.standing_overall.row(connection, id=id)
    if rules is None or overall is None or not overall["waiting"]:
        return None
    rows = await STATEMENTS.standing_in_harbors.rows(connection, id=id, margin_mm=margin_of(rules))
    harbors = tuple(HarborStanding(row["harbor_id"], row["width_mm"], _standing(row)) for row in rows)
    return Standings(_standing(overall), harbors)


async def next_for(connection: Connection, place_id: PlaceId) -> tuple[Candidate, ...]:
    """Whom a berth is to be offered to, the first first: who wants it, with a boat that fits. Acts as the system.

    Raises ``NotFound`` for what is no berth.
    """
    await act_as_system(connection)
    row = await STATEMENTS.place_offered.row(connection, id=place_id)
    if row is None:
        raise unknown_place()
    place = place_from_row(row)
    rules = await queue_rules(connection, place.provider_id)
    if rules is None or not place.in_use:
        return ()
    reserved = reserve_of(rules, place_id, is_accessible=row["is_accessible"]) is not None
    rows = await STATEMENTS.candidates.rows(connection, provider_id=place.provider_id, place_id=place_id)
    waiting = map(_candidate, rows)
    return tuple(
        one
        for one in waiting
        if suits(one.boat, place, rules, accessible=one.accessibility_required, reserved=reserved)
    )


def margin_of(rules: RoundRules) -> int:
    """What a berth must be wider than a boat, in general, by the rules of a round."""
    return rules.fit.margins.beam_mm


def _standing(row: Row) -> Standing:
    return Standing(row["ahead"] + 1, row["waiting"])


def _candidate(row: Row) -> Candidate:
    return Candidate(
        source=Source(row["source"]),
        id=row["id"],
        person_id=row["person_id"],
        reference=row["reference"],
        position=row["position"],
        rank=row["rank"],
        class_number=row["class_number"],
        since=row["since"],
        boat=LeasedBoat(
            beam_mm=row["beam_mm"],
            length_mm=row["length_mm"],
            draught_mm=row["draught_mm"],
            mass_kg=row["mass_kg"],
            type_id=row["boat_type_id"],
        ),
        accessibility_required=row["accessibility_required"],
    )
