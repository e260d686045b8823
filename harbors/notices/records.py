"""Knows messages: to whom, what about, and where each stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.access.records import PersonId
from harbors.text import Language

MessageId = NewType("MessageId", UUID)


class MessageKind(StrEnum):
    """How a message travels."""

    MAIL = "MAIL"
    SMS = "SMS"


class MessageStatus(StrEnum):
    """Where a message stands."""

    WAITING = "WAITING"
    SENDING = "SENDING"
    SENT = "SENT"
    REFUSED = "REFUSED"
    KEPT = "KEPT"


MESSAGE_TRANSITIONS: Mapping[MessageStatus, frozenset[MessageStatus]] = MappingProxyType(
    {
        # To be sent, for the first time or again.
        MessageStatus.WAITING: frozenset({MessageStatus.SENDING}),
        # Given to the server, which may have it: whoever was killed here sends it again under the same Message-ID.
        # Where nothing is set up that would send it, it is kept.
        MessageStatus.SENDING: frozenset(
            {
                MessageStatus.SENDING,
                MessageStatus.SENT,
                MessageStatus.REFUSED,
                MessageStatus.WAITING,
                MessageStatus.KEPT,
            }
        ),
        # The server has taken it over.
        MessageStatus.SENT: frozenset(),
        # The server will not have it, now or ever: the address does not exist.
        MessageStatus.REFUSED: frozenset(),
        # Stays in the outbox, for those who look there.
        MessageStatus.KEPT: frozenset(),
    }
)


class Template(StrEnum):
    """What a message is about; the words are in ``words/<name in lower case>.toml``; the database checks the set."""

    MAIL_CONFIRM = "MAIL_CONFIRM"
    APPLICATION_CONFIRM = "APPLICATION_CONFIRM"
    APPLICATION_CLAIMED = "APPLICATION_CLAIMED"
    PROVIDER_RECEIVED = "PROVIDER_RECEIVED"
    PROVIDER_APPROVED = "PROVIDER_APPROVED"
    PROVIDER_REJECTED = "PROVIDER_REJECTED"
    PROVIDER_INVITATION = "PROVIDER_INVITATION"
    LISTING_APPROVED = "LISTING_APPROVED"
    LISTING_REJECTED = "LISTING_REJECTED"
    DATA_EXPORTED = "DATA_EXPORTED"
    DATA_ERASED = "DATA_ERASED"
    PROGRAM_GRANTED = "PROGRAM_GRANTED"
    API_KEY_EXPIRING = "API_KEY_EXPIRING"
    LEASE_ENDED = "LEASE_ENDED"
    TENANT_MOVED = "TENANT_MOVED"
    EXCHANGE_PROPOSED = "EXCHANGE_PROPOSED"
    EXCHANGE_DONE = "EXCHANGE_DONE"
    EXCHANGE_FAILED = "EXCHANGE_FAILED"
    PLACE_GIVEN = "PLACE_GIVEN"
    PLACE_KEPT = "PLACE_KEPT"
    PLACE_NOT_GIVEN = "PLACE_NOT_GIVEN"
    CORRECTION_DECIDED = "CORRECTION_DECIDED"
    APPLICATION_ASKED = "APPLICATION_ASKED"
    APPLICATION_WITHDRAWN = "APPLICATION_WITHDRAWN"
    PLACE_CAME_FREE = "PLACE_CAME_FREE"
    PLACE_IMPROVED = "PLACE_IMPROVED"
    STILL_WAITING = "STILL_WAITING"
    APPLICATION_CARRIED = "APPLICATION_CARRIED"
    DRAFT_WAITING = "DRAFT_WAITING"
    APPLICATION_NOT_CARRIED = "APPLICATION_NOT_CARRIED"
    OFFER_MADE = "OFFER_MADE"
    OFFER_DUE = "OFFER_DUE"
    OFFER_CONFIRMED = "OFFER_CONFIRMED"
    OFFER_EXPIRED = "OFFER_EXPIRED"
    OFFER_WITHDRAWN = "OFFER_WITHDRAWN"
    OFFER_EXTENDED = "OFFER_EXTENDED"
    SEASON_MOVED = "SEASON_MOVED"
    GATE_CHANGED = "GATE_CHANGED"
    RENEWAL_MADE = "RENEWAL_MADE"
    CIRCULAR = "CIRCULAR"
    MONEY_RETURNED = "MONEY_RETURNED"
    STORAGE_NOTED = "STORAGE_NOTED"
    STORAGE_DUE = "STORAGE_DUE"
    STORAGE_OVERDUE = "STORAGE_OVERDUE"
    STORAGE_PAID = "STORAGE_PAID"
    STORAGE_UNPAID = "STORAGE_UNPAID"
    STORAGE_CHANGED = "STORAGE_CHANGED"
    STORAGE_ENDED = "STORAGE_ENDED"
    SWAP_PROPOSED = "SWAP_PROPOSED"
    SWAP_FAILED = "SWAP_FAILED"
    LEASE_TRANSFERRED = "LEASE_TRANSFERRED"
    LEASE_TAKEN_OVER = "LEASE_TAKEN_OVER"
    SWITCH_UNPAID = "SWITCH_UNPAID"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who is told: an address, in the language that they read; the person, where it is known who that is."""

    address: str
    language: Language
    person_id: PersonId | None = None
    kind: MessageKind = MessageKind.MAIL

    @property
    def key(self) -> str:
        """One for each person or address, for keys of messages: an address is not to be read in it."""
        return str(self.person_id or sha256(self.address.encode()).hexdigest()[:32])


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to one address. ``address`` is ``None`` when it has been forgotten."""

    id: MessageId
    kind: MessageKind
    template: Template
    language: Language
    reference: str
    address: str | None
    person_id: PersonId | None
    figures: Mapping[str, str]
    status: MessageStatus
    attempts: int
    last_error: str | None
    created_at: datetime
    sent_at: datetime | None
