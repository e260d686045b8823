"""Knows a listing as it is kept, and what a submission comes to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType
from uuid import UUID

from harbors.access.records import PersonId
from harbors.listings.fields import Content
from harbors.listings.files.lines import LineProblem
from harbors.listings.kinds import Action, ListingState, ResourceKind
from harbors.places.records import ProviderId
from harbors.sql import Row

ListingId = NewType("ListingId", UUID)
BatchId = NewType("BatchId", UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What is to become of a resource of a provider, and what became of that; ``reviewed``: the city decides."""

    id: ListingId
    provider_id: ProviderId
    kind: ResourceKind
    action: Action
    resource_id: UUID
    external_id: str | None
    content: Content | None
    state: ListingState
    reviewed: bool
    batch_id: BatchId | None
    submitted_at: datetime
    submitted_by: PersonId | None
    decided_at: datetime | None
    decided_by: PersonId | None
    reason: str | None

    @classmethod
    def from_row(cls, row: Row) -> "Listing":
        return cls(
            **{
                **row,
                "kind": ResourceKind(row["kind"]),
                "action": Action(row["action"]),
                "state": ListingState(row["state"]),
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a file of resources comes to; nothing of it is done while there are problems, or in a dry run."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: Sequence[LineProblem] = ()
    batch_id: BatchId | None = None
    listing_ids: Sequence[ListingId] = field(default_factory=tuple)
