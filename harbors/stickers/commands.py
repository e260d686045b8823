"""Knows how stickers are given, in the transaction in which the money is found to be in, and posted."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from harbors.access.commands import act_as_system
from harbors.chance import Chance, draw_id
from harbors.leases.keeping import hold_leases
from harbors.leases.records import LeaseId
from harbors.places.records import ProviderId
from harbors.sql import Connection
from harbors.stickers.reads import STATEMENTS, sticker_of
from harbors.stickers.records import Sticker, StickerId, StickerKind, Subject
from harbors.stickers.refusals import no_stickers, unknown_sticker


async def give_sticker(
    connection: Connection,
    subject: Subject,
    *,
    provider_id: ProviderId,
    season_starts: date,
    by_hand: bool = False,
    now: datetime,
    chance: Chance,
) -> Sticker:
    """Give the next number, or tell the one that was given before. For the system, which holds the subject.

    The counter is held until the transaction ends: give stickers last, when nothing else is waited for.
    """
    known = await sticker_of(connection, notice_id=subject.notice_id, lease_id=subject.lease_id)
    if known is not None:
        return known
    number = await STATEMENTS.take_number.value(
        connection, provider_id=provider_id, kind=subject.kind, season_starts=season_starts
    )
    sticker = Sticker(
        id=StickerId(draw_id(chance)),
        provider_id=provider_id,
        subject=subject,
        season_starts=season_starts,
        number=number,
        by_hand=by_hand,
        given_at=now,
        posted_at=now if by_hand else None,
    )
    await STATEMENTS.add_sticker.run(
        connection,
        id=sticker.id,
        provider_id=provider_id,
        kind=subject.kind,
        season_starts=season_starts,
        number=number,
        notice_id=subject.notice_id,
        lease_id=subject.lease_id,
        by_hand=by_hand,
        now=now,
    )
    return sticker


async def give_lease_stickers(
    connection: Connection, lease_ids: Collection[LeaseId], *, by_hand: bool = False, now: datetime, chance: Chance
) -> list[Sticker]:
    """Give leases their stickers, where their providers want any. For the system, which holds the leases.

    As with one sticker: last, when nothing else is waited for.
    """
    return [
        await give_sticker(
            connection,
            Subject(kind=StickerKind(row["kind"]), lease_id=row["id"]),
            provider_id=row["provider_id"],
            season_starts=row["season_starts"],
            by_hand=by_hand,
            now=now,
            chance=chance,
        )
        for row in await STATEMENTS.leases_to_mark.rows(connection, lease_ids=list(lease_ids))
    ]


async def hand_sticker(connection: Connection, lease_id: LeaseId, *, now: datetime, chance: Chance) -> Sticker:
    """Give a lease its sticker over the counter. Acts as the system. Raises ``NotFound``, ``Refused``."""
    await act_as_system(connection)
    await hold_leases(connection, [lease_id])
    for sticker in await give_lease_stickers(connection, [lease_id], by_hand=True, now=now, chance=chance):
        return sticker
    raise no_stickers()


async def note_posted(
    connection: Connection, ids: Sequence[StickerId], *, provider_id: ProviderId, now: datetime
) -> None:
    """Note that stickers went out by post. Raises ``NotFound`` when one is not the provider's."""
    held = await STATEMENTS.hold_stickers.rows(connection, ids=list(ids), provider_id=provider_id)
    if {row["id"] for row in held} != set(ids):
        raise unknown_sticker()
    await STATEMENTS.mark_posted.run(connection, ids=list(ids), now=now)


async def choose_kinds(connection: Connection, provider_id: ProviderId, kinds: Collection[StickerKind]) -> None:
    """Give stickers for such leases of a provider from now on, and for no others."""
    await STATEMENTS.clear_kinds.run(connection, provider_id=provider_id)
    await STATEMENTS.add_kinds.run(connection, provider_id=provider_id, kinds=sorted(set(kinds)))
