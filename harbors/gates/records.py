"""Knows what lets a tenant in at a harbor, at a pier or in a winter storage area."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from harbors.places.records import ProviderId
from harbors.text import Translated

GateId = NewType("GateId", UUID)


class SiteKind(StrEnum):
    """Where something lets tenants in."""

    HARBOR = "HARBOR"
    PIER = "PIER"
    WINTER_STORAGE_AREA = "WINTER_STORAGE_AREA"


@dataclass(frozen=True, slots=True)
class Site:
    """A harbor, a pier or a winter storage area."""

    kind: SiteKind
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GateDraft:
    """What lets tenants in at a site, as a clerk tells it; ``lead_days`` before a lease begins it is shown.

    What opens the gate stands in no log: ``repr`` leaves it out.
    """

    site: Site
    code: str | None = field(default=None, repr=False)
    key: Translated = field(default=Translated(), repr=False)
    arrival: Translated = field(default=Translated())
    lead_days: int = 7
    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What lets tenants in at a site from an instant on, until the next is told there."""

    id: GateId
    provider_id: ProviderId
    site: Site
    called: Translated
    code: str | None = field(repr=False)
    key: Translated = field(repr=False)
    arrival: Translated
    lead_days: int
    starts_at: datetime
    ends_at: datetime | None
