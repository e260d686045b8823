"""Knows a tenant who would exchange, an exchange that is proposed, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.draws.records import Choice, Place
from harbors.leases.records import Lease, LeaseId
from harbors.places.records import PlaceId, ProviderId
from harbors.queues.records import EntryId
from harbors.rounds.records import RoundRules

ExchangeId = NewType("ExchangeId", UUID)
MemberId = NewType("MemberId", UUID)


class ExchangeStatus(StrEnum):
    """Where an exchange stands."""

    PROPOSED = "PROPOSED"
    AGREED = "AGREED"
    DONE = "DONE"
    FAILED = "FAILED"


EXCHANGE_TRANSITIONS: Mapping[ExchangeStatus, frozenset[ExchangeStatus]] = MappingProxyType(
    {
        # Until all of its members have accepted, or one of them has not.
        ExchangeStatus.PROPOSED: frozenset({ExchangeStatus.AGREED, ExchangeStatus.DONE, ExchangeStatus.FAILED}),
        # A swap that the provider has to approve.
        ExchangeStatus.AGREED: frozenset({ExchangeStatus.DONE, ExchangeStatus.FAILED}),
        ExchangeStatus.DONE: frozenset(),
        ExchangeStatus.FAILED: frozenset(),
    }
)


class Failure(StrEnum):
    """Why an exchange is not done."""

    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"
    CHANGED = "CHANGED"
    WITHDRAWN = "WITHDRAWN"
    REFUSED = "REFUSED"


class ExchangeOrigin(StrEnum):
    """Who thought of it: a search among those who would exchange, or one of two holders."""

    SEARCH = "SEARCH"
    SWAP = "SWAP"


class AnswerGiven(StrEnum):
    """What a member said."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"


@dataclass(frozen=True, slots=True)
class Exchanger:
    """A tenant with a standing wish to exchange, the best choice first; earlier wishes come first."""

    entry_id: EntryId
    lease: Lease
    choices: tuple[Choice, ...]
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Everybody at a provider who would exchange, and their places."""

    provider_id: ProviderId
    rules: RoundRules
    places: tuple[Place, ...]
    exchangers: tuple[Exchanger, ...]


@dataclass(frozen=True, slots=True)
class Swap:
    """One member of a cycle, and the place that is got."""

    entry_id: EntryId
    lease_id: LeaseId
    place_id: PlaceId


Cycle = tuple[Swap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of an exchange as it is kept; in a swap there are no standing wishes."""

    id: MemberId
    entry_id: EntryId | None
    lease_id: LeaseId
    place_id: PlaceId
    answer: AnswerGiven
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A proposed exchange that stands still until the transaction ends; the first member proposed a swap."""

    id: ExchangeId
    provider_id: ProviderId
    status: ExchangeStatus
    expires_at: datetime
    members: tuple[Member, ...]
    origin: ExchangeOrigin = ExchangeOrigin.SEARCH
