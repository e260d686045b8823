"""Knows how a provider's resources and listings are looked up: what is published, and what waits, as one register."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from harbors.listings.forms import Form
from harbors.listings.kinds import Action
from harbors.listings.records import Listing, ListingId
from harbors.listings.refusals import unknown_listing
from harbors.listings.register import Nameable, Register, Thing
from harbors.places.records import ProviderId
from harbors.sql import Connection, Row, Statements

STATEMENTS = Statements(__package__)


async def load_listing(connection: Connection, listing_id: ListingId) -> Listing:
    """A listing that this transaction may see. Raises ``NotFound``."""
    row = await STATEMENTS.load_listing.row(connection, id=listing_id)
    if row is None:
        raise unknown_listing()
    return Listing.from_row(row)


async def find_provider(connection: Connection, listing_id: ListingId) -> ProviderId | None:
    """Whose a listing is, if this transaction may see it."""
    row = await STATEMENTS.load_listing.row(connection, id=listing_id)
    return None if row is None else row["provider_id"]


async def load_register(connection: Connection, provider_id: ProviderId, *, form: Form) -> Register:
    """All that a provider has of a kind, published or waiting, and what its listings of the kind may name."""
    kept = await getattr(STATEMENTS, f"kept_{form.relation}").rows(connection, provider_id=provider_id, kind=form.place)
    nameable = await STATEMENTS.nameable.rows(connection, provider_id=provider_id)
    waiting = await STATEMENTS.waiting.rows(connection, provider_id=provider_id, kind=form.kind)
    external = await STATEMENTS.external_ids.rows(connection, provider_id=provider_id, kind=form.kind)
    things = {row["id"]: _published(row, form) for row in kept}
    things |= {thing.id: thing for thing in _waiting(waiting, form)}
    return Register(
        things.values(),
        nameable=[*map(_nameable, nameable), *_nameable_soon(waiting)],
        external_ids={row["external_id"]: row["resource_id"] for row in external},
    )


def _published(row: Row, form: Form) -> Thing:
    content = {name: row["content"][name] for name in (*form.names, "geometry")}
    return Thing(id=row["id"], content=content, new=False)


def _waiting(rows: Sequence[Row], form: Form) -> Iterator[Thing]:
    for row in rows:
        if row["kind"] == form.kind and row["content"] is not None:
            yield Thing(id=row["resource_id"], content=row["content"], new=row["action"] == Action.CREATE)


def _nameable(row: Row) -> Nameable:
    labels = frozenset(text for text in row["labels"] if text)
    return Nameable(kind=row["kind"], id=row["id"], labels=labels, whole_id=row["whole_id"])


def _nameable_soon(rows: Sequence[Row]) -> Iterator[Nameable]:
    """What waits may be named, too: it has its id from the start."""
    for row in rows:
        content = row["content"]
        if content is not None and row["action"] == Action.CREATE:
            yield Nameable(
                kind=row["kind"],
                id=row["resource_id"],
                labels=frozenset(str(text).casefold() for name in _LABELS if (text := content.get(name))),
                whole_id=_uuid(content.get("harbor_id") or content.get("area_id")),
            )


_LABELS = ("name_fi", "name_sv", "name_en", "identifier", "code")


def _uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
