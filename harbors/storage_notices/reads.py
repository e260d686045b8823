"""Knows how notices and ground are looked up: row security decides who sees a notice, and everybody sees ground."""

from collections.abc import Sequence
from decimal import Decimal

from harbors.leases.records import Period
from harbors.orders.records import OrderId
from harbors.places.records import PlaceId, ProviderId
from harbors.rounds.records import Season
from harbors.sql import Connection, Row, Statements
from harbors.storage_notices.records import (
    Holder,
    Stands,
    StorageChannel,
    StorageGround,
    StorageNotice,
    StorageNoticeId,
    StorageNoticeStatus,
    StorageRefund,
    StorageTerms,
    StoredBoat,
)
from harbors.storage_notices.refusals import unknown_notice
from harbors.text import Language

STATEMENTS = Statements(__package__)


async def ground_with(connection: Connection, id: PlaceId) -> StorageGround | None:
    """Unmarked ground that is listed."""
    row = await STATEMENTS.ground_with.row(connection, id=id)
    if row is None:
        return None
    return StorageGround(
        id=row["id"],
        provider_id=row["provider_id"],
        area_id=row["area_id"],
        in_use=row["in_use"],
        is_cut=row["is_cut"],
        time_zone=row["time_zone"],
        terms=None if row["usual_m2"] is None else terms_from_row(row),
    )


async def terms_of(connection: Connection, provider_id: ProviderId) -> StorageTerms | None:
    """The terms on which a provider takes notices; ``None``: it takes none."""
    row = await STATEMENTS.terms_of.row(connection, provider_id=provider_id)
    return None if row is None else terms_from_row(row)


async def ground_zone(connection: Connection, provider_id: ProviderId) -> str:
    """The time zone of a provider's ground."""
    zone: str = await STATEMENTS.time_zone_of.value(connection, provider_id=provider_id)
    return zone


async def room_on(connection: Connection, id: PlaceId, period: Period) -> Decimal:
    """How many square metres of ground are free for a whole time."""
    room: Decimal = await STATEMENTS.room.value(connection, id=id, starts_at=period.start, ends_at=period.end)
    return room


async def notices_with(connection: Connection, ids: Sequence[StorageNoticeId]) -> dict[StorageNoticeId, StorageNotice]:
    """The notices that this transaction sees, by id."""
    rows = await STATEMENTS.notices_with_ids.rows(connection, ids=list(ids))
    return {row["id"]: notice_from_row(row) for row in rows}


async def notice_with(connection: Connection, id: StorageNoticeId) -> StorageNotice:
    """One notice. Raises ``NotFound``."""
    if (found := (await notices_with(connection, [id])).get(id)) is None:
        raise unknown_notice()
    return found


async def provider_of_notice(connection: Connection, id: StorageNoticeId) -> ProviderId | None:
    """Whose the ground is; ``None`` for a notice that this transaction does not see."""
    found = await STATEMENTS.provider_of_notice.value(connection, id=id)
    return None if found is None else ProviderId(found)


async def differences_of(connection: Connection, id: StorageNoticeId) -> list[OrderId]:
    """The orders for what a boat takes more than was paid for, the newest first."""
    return [OrderId(row["order_id"]) for row in await STATEMENTS.differences_of.rows(connection, id=id)]


def terms_from_row(row: Row) -> StorageTerms:
    """Terms from the columns of their table."""
    return StorageTerms(
        usual_m2=row["usual_m2"],
        due_days=row["due_days"],
        remind_days=tuple(row["remind_days"]),
        regret_days=row["regret_days"],
        cradle_days=row["cradle_days"],
        refund=StorageRefund(row["refund"]),
    )


def notice_from_row(row: Row) -> StorageNotice:
    """A notice from the columns of ``notices_with_ids``."""
    return StorageNotice(
        id=row["id"],
        provider_id=row["provider_id"],
        place_id=row["place_id"],
        occupancy_id=row["occupancy_id"],
        order_id=row["order_id"],
        reference=row["reference"],
        season=Season(row["season_starts"], row["season_ends"]),
        period=Period(row["starts_at"], row["ends_at"]),
        holder=_holder(row),
        boat=StoredBoat(
            beam_mm=row["beam_mm"],
            length_mm=row["length_mm"],
            stands=Stands(row["stands"]),
            has_frame=row["has_frame"],
            registration=row["registration"],
            trailer_registration=row["trailer_registration"],
        ),
        status=StorageNoticeStatus(row["status"]),
        channel=StorageChannel(row["channel"]),
        due_at=row["due_at"],
        created_at=row["created_at"],
        paid_at=row["paid_at"],
        reminded_days=row["reminded_days"],
    )


def _holder(row: Row) -> Holder | None:
    if row["holder_name"] is None:
        return None
    return Holder(
        name=row["holder_name"],
        email=row["holder_email"],
        language=Language(row["holder_language"]),
        address=row["holder_address"],
        person_id=row["person_id"],
        organisation_id=row["organisation_id"],
    )
