"""Knows what is found on a dock walk: a place, who has it, and whether that is paid."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from harbors.leases.records import LeaseId
from harbors.places.records import PlaceId
from harbors.storage_notices.records import StorageNoticeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A place, or a boat on unmarked ground; neither lease nor notice: nobody has the place.

    ``is_paid`` is ``None`` where nothing was ordered here, as of a lease from the provider's own register.
    """

    place_id: PlaceId
    lease_id: LeaseId | None
    notice_id: StorageNoticeId | None
    person_id: UUID | None
    name: str | None
    registration: str | None
    sticker_number: int | None
    is_paid: bool | None
    starts_at: datetime | None
    ends_at: datetime | None
