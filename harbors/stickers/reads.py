"""Knows how stickers are looked up: row security decides who sees them."""

from uuid import UUID

from harbors.access.commands import act_as_system
from harbors.places.records import ProviderId
from harbors.sql import Connection, Row, Statements
from harbors.stickers.records import Envelope, Sticker, StickerKind, Subject

STATEMENTS = Statements(__package__)


async def sticker_of(
    connection: Connection, *, notice_id: UUID | None = None, lease_id: UUID | None = None
) -> Sticker | None:
    """The sticker of a notice or of a lease, where there is one."""
    row = await STATEMENTS.sticker_of.row(connection, notice_id=notice_id, lease_id=lease_id)
    return None if row is None else sticker_from_row(row)


async def envelopes(connection: Connection, provider_id: ProviderId, *, most: int) -> list[Envelope]:
    """The stickers that a provider has still to post, the first given first. Acts as the system."""
    await act_as_system(connection)
    rows = await STATEMENTS.envelopes.rows(connection, provider_id=provider_id, most=most)
    return [Envelope(**(dict(row) | {"kind": StickerKind(row["kind"])})) for row in rows]


def sticker_from_row(row: Row) -> Sticker:
    """A sticker from the columns of its table."""
    return Sticker(
        id=row["id"],
        provider_id=row["provider_id"],
        subject=Subject(kind=StickerKind(row["kind"]), notice_id=row["notice_id"], lease_id=row["lease_id"]),
        season_starts=row["season_starts"],
        number=row["number"],
        by_hand=row["by_hand"],
        given_at=row["given_at"],
        posted_at=row["posted_at"],
    )
