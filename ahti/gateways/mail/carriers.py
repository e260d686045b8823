"""Knows what a carrier of messages is, and in which two ways it fails."""

from dataclasses import dataclass, field
from typing import Protocol

from harbors.notices.records import Message, MessageKind

_LONGEST_REASON = 200


class NotCarried(Exception):
    """The message is not on its way. The reason names no address: it stands where others than the addressee look."""

    def __init__(self, reason: str, *, address: str | None) -> None:
        told = reason.replace(address, "the address") if address else reason
        super().__init__(" ".join(told.split())[:_LONGEST_REASON])


class NotNow(NotCarried):
    """It may go later."""


class Never(NotCarried):
    """It will not go however often it is tried."""


class Carrier(Protocol):
    """Takes a message to the next server on its way.

    Gives what that server calls it, if it says. Raises ``NotNow`` or ``Never``. A message that is carried twice says so
    by the same id.
    """

    async def carry(self, message: Message) -> str | None: ...


@dataclass(frozen=True, slots=True)
class NoSms:
    """Refuses every SMS, where no gateway is set up."""

    async def carry(self, message: Message) -> str | None:
        raise Never("no SMS gateway is set up: AHTI_SMS_URL says where it is", address=message.address)


@dataclass(frozen=True, slots=True)
class Carriers:
    """Who carries what; without a carrier for mail, mail stays in the outbox."""

    mail: Carrier | None = None
    sms: Carrier = field(default_factory=NoSms)

    def of(self, kind: MessageKind) -> Carrier | None:
        """The carrier of this kind of message."""
        return {MessageKind.MAIL: self.mail, MessageKind.SMS: self.sms}[kind]
