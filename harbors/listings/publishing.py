"""Knows how listings enter the catalogue: what still belongs to their provider, and without what somebody holds."""

from asyncio import to_thread
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from harbors.errors import Refused
from harbors.listings.building import catalogue_of, own_source, record_of
from harbors.listings.kinds import Action
from harbors.listings.reads import STATEMENTS
from harbors.listings.records import Listing
from harbors.listings.refusals import still_held, too_small, unknown_resource
from harbors.places.commands import held_places, held_units, publish_records, retire_records
from harbors.places.records import Catalogue, Source
from harbors.places.soundness import REFERENCES, references
from harbors.sql import Connection, Row

_OWN = frozenset({"harbor_id", "pier_id", "area_id", "section_id"})
"""What a resource lies in or at is the same provider's."""

Kept = Mapping[UUID, Row]


async def publish(connection: Connection, listings: Sequence[Listing], *, now: datetime) -> None:
    """Write what the listings say into the catalogue, or retire what they name.

    Raises ``NotFound`` for what is not, or no longer, their provider's, ``Refused`` for what somebody holds, and
    ``Invalid`` for what names something that is not published yet.
    """
    told = [listing for listing in listings if listing.action is not Action.RETIRE]
    gone = [listing for listing in listings if listing.action is Action.RETIRE]
    if told:
        await _publish(connection, told, now=now)
    if gone:
        await _retire(connection, gone, now=now)


async def check_free(connection: Connection, ids: Sequence[UUID], *, now: datetime) -> None:
    """Raise ``Refused`` while somebody holds a place that is, or lies in, one of these, or owes for it, or is owed."""
    held = await held_places(connection, ids, now=now)
    if held:
        raise Refused(still_held(held))


async def _publish(connection: Connection, listings: Sequence[Listing], *, now: datetime) -> None:
    kept = await _kept(connection, [listing.resource_id for listing in listings])
    for listing in listings:
        _check_own(listing.resource_id, listing, kept, there=listing.action is Action.CHANGE)
    catalogue = await to_thread(_catalogue, listings, kept)
    await _check_links(connection, catalogue, listings)
    await _check_room(connection, catalogue, now=now)
    await publish_records(connection, catalogue, now=now)


async def _retire(connection: Connection, listings: Sequence[Listing], *, now: datetime) -> None:
    ids = [listing.resource_id for listing in listings]
    kept = await _kept(connection, ids)
    for listing in listings:
        _check_own(listing.resource_id, listing, kept, there=True)
    await check_free(connection, ids, now=now)
    await retire_records(connection, ids, now=now)


async def _kept(connection: Connection, ids: Iterable[UUID]) -> Kept:
    return {row["id"]: row for row in await STATEMENTS.kept_by.rows(connection, ids=list(ids))}


def _check_own(id: UUID, listing: Listing, kept: Kept, *, there: bool) -> None:
    row = kept.get(id)
    if there if row is None else row["provider_id"] != listing.provider_id:
        raise unknown_resource()


def _catalogue(listings: Sequence[Listing], kept: Kept) -> Catalogue:
    return catalogue_of(
        record_of(
            listing.kind,
            listing.content or {},
            id=listing.resource_id,
            provider_id=listing.provider_id,
            source=_source(listing, kept.get(listing.resource_id)),
        )
        for listing in listings
    )


def _source(listing: Listing, row: Row | None) -> Source:
    """What an import brought keeps its provenance."""
    if row is None:
        return own_source(listing.kind, listing.resource_id)
    return Source(row["source_system"], row["source_type"], row["source_id"], row["source_licence"])


async def _check_links(connection: Connection, catalogue: Catalogue, listings: Sequence[Listing]) -> None:
    """What the records lie in is their provider's; what comes with them is."""
    owners = {listing.resource_id: listing.provider_id for listing in listings}
    named = {
        (field, id, owners[record.id])
        for relation in dict.fromkeys(REFERENCES.values()) | dict.fromkeys(("places", "services", "ferry_routes"))
        for record in getattr(catalogue, relation)
        for field, id in references(record)
        if field in _OWN
    }
    kept = await _kept(connection, {id for _, id, _ in named})
    for _, id, owner in named:
        if id in kept and kept[id]["provider_id"] != owner:
            raise unknown_resource()


async def _check_room(connection: Connection, catalogue: Catalogue, *, now: datetime) -> None:
    """No place becomes smaller than what somebody has of it."""
    held = await held_units(connection, [place.id for place in catalogue.places], now=now)
    for place in catalogue.places:
        if place.units < held.get(place.id, 0):
            raise Refused(too_small(held[place.id]))
