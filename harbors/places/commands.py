"""Knows how a catalogue is brought in: in the caller's transaction, in few statements, and only what is new."""

from asyncio import to_thread
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from harbors.places.comparison import Changes, Known, Report, compare, gone_of
from harbors.places.records import Catalogue
from harbors.places.rows import Entry, Writing, as_json, entries, rows
from harbors.places.soundness import check_catalogue, parents, references, relations
from harbors.sql import Connection, Statements

STATEMENTS = Statements(__package__)
_LINKS = {"piers": "pier_boat_types", "ferry_routes": "ferry_route_stops"}


async def load_catalogue(connection: Connection, catalogue: Catalogue, *, now: datetime) -> Report:
    """Bring the catalogue in and count what that changed; nothing is committed here.

    A record that is not in the catalogue is gone when the catalogue holds others of its system and type. It keeps its
    row, with ``retired_at``, and so does all that cannot be without it: what the catalogue holds may refer to neither.
    What somebody has, or money is under way for, stays with all that it lies in, until a load finds it free.
    Raises ``Invalid`` with every fault, each naming its record, before anything is written.
    """
    changes = await _bring(connection, catalogue, judging=True, now=now)
    await _retire(connection, changes.gone, now=now)
    if changes.writings:
        await STATEMENTS.gather_statistics.run(connection)
    return changes.report


async def publish_records(connection: Connection, catalogue: Catalogue, *, now: datetime) -> None:
    """Bring in what the catalogue holds and nothing else: whatever it is without stays as it is. Raises as a load."""
    await _bring(connection, catalogue, judging=False, now=now)


async def retire_records(connection: Connection, ids: Sequence[UUID], *, now: datetime) -> None:
    """Take these out of the catalogue, with all that cannot be without them."""
    await STATEMENTS.one_load_at_a_time.run(connection)
    await _retire(connection, ids, now=now)


async def held_places(connection: Connection, ids: Sequence[UUID], *, now: datetime) -> int:
    """How many places that are, or lie in, one of these somebody has, or money is under way for.

    They are locked, and nothing else is loaded.
    """
    await STATEMENTS.one_load_at_a_time.run(connection)
    held: int = await STATEMENTS.held_places.value(connection, ids=ids, now=now)
    return held


async def held_units(connection: Connection, ids: Sequence[UUID], *, now: datetime) -> dict[UUID, int]:
    """Up to which unit somebody has each of these places, of those that somebody has; locked as ``held_places``."""
    await STATEMENTS.one_load_at_a_time.run(connection)
    return {row["id"]: row["units"] for row in await STATEMENTS.held_units.rows(connection, ids=ids, now=now)}


async def _bring(connection: Connection, catalogue: Catalogue, *, judging: bool, now: datetime) -> Changes:
    """Write what is new; while ``judging``, what is known and does not come is gone."""
    coming = await to_thread(_entries, catalogue)
    await STATEMENTS.one_load_at_a_time.run(connection)
    known = await _known(connection, coming, judging=judging)
    known |= await _in_use(connection, gone_of(coming, known), known, now=now)
    check_catalogue(catalogue, known=_existing(catalogue, known))
    changes = compare(coming, known, now=now)
    await _write(connection, changes.writings)
    return changes


def _entries(catalogue: Catalogue) -> list[Entry]:
    return [entry for relation, records in relations(catalogue) for entry in entries(relation, records)]


async def _known(connection: Connection, coming: Sequence[Entry], *, judging: bool) -> dict[UUID, Known]:
    scope = {(entry.record.source.system, entry.record.source.type) for entry in coming if judging}
    named = {id for entry in coming for _, id in references(entry.record)} | {entry.record.id for entry in coming}
    found = await STATEMENTS.known_records.rows(
        connection, systems=[system for system, _ in scope], types=[kind for _, kind in scope], ids=list(named)
    )
    return {row["id"]: Known.from_row(row) for row in found}


async def _in_use(
    connection: Connection, gone: Sequence[UUID], known: Mapping[UUID, Known], *, now: datetime
) -> dict[UUID, Known]:
    """Those of the gone that cannot go yet, as what this catalogue does not judge."""
    if not gone:
        return {}
    rows = await STATEMENTS.records_in_use.rows(connection, ids=gone, now=now)
    return {row["id"]: replace(known[row["id"]], judged=False) for row in rows}


def _existing(catalogue: Catalogue, known: dict[UUID, Known]) -> dict[str, dict[UUID, UUID | None]]:
    """What there will be to refer to: what comes, and what this catalogue does not judge."""
    existing: dict[str, dict[UUID, UUID | None]] = defaultdict(dict)
    for id, one in known.items():
        if not (one.retired or one.judged):
            existing[one.relation][id] = one.whole_id
    for relation, ids in parents(catalogue).items():
        existing[relation] |= ids
    return existing


async def _write(connection: Connection, writings: Sequence[Writing]) -> None:
    by_relation: dict[str, list[Writing]] = defaultdict(list)
    for writing in writings:
        by_relation[writing.entry.relation].append(writing)
    for relation, several in by_relation.items():
        text = await to_thread(_as_json, several)
        await getattr(STATEMENTS, f"write_{relation}").run(connection, rows=text)
        if relation in _LINKS:
            await getattr(STATEMENTS, f"write_{_LINKS[relation]}").run(connection, rows=text)


def _as_json(writings: Sequence[Writing]) -> str:
    return as_json(rows(writings))


async def _retire(connection: Connection, ids: Sequence[UUID], *, now: datetime) -> None:
    if ids:
        await STATEMENTS.retire.run(connection, ids=ids, now=now)
