"""Knows which addresses a message can go to, which figures are keys, and when a message is forgotten."""

import re
from collections.abc import Mapping
from datetime import timedelta

from harbors.forms import EMAIL
from harbors.notices.figures import GONE, LINK
from harbors.notices.records import MESSAGE_TRANSITIONS, Message, MessageKind, MessageStatus, Recipient, Template
from harbors.notices.refusals import not_by_sms, unusable_address
from harbors.notices.words import words_of

KEPT = timedelta(days=90)
# What strangers can have us write to an address that is not theirs, and a clerk's busy hour, differ by less than this.
MOST_AN_HOUR = 60
AN_HOUR = timedelta(hours=1)

# As E.164 has it: what a gateway takes.
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")


def check_recipient(recipient: Recipient, template: Template, *, field: str | None = None) -> None:
    """Raise ``Invalid``, naming the ``field``, for an address that is none or that this message does not go to."""
    if recipient.kind is MessageKind.MAIL:
        fits = not any(EMAIL.problems(recipient.address, field=field or ""))
    else:
        fits = _PHONE.fullmatch(recipient.address) is not None
    if not fits:
        raise unusable_address(field=field)
    if recipient.kind is MessageKind.SMS and words_of(template, recipient.language).sms is None:
        raise not_by_sms(field=field)


def can_begin(message: Message) -> bool:
    """Whether the message has still to be sent: also when an earlier attempt was cut off."""
    return message.address is not None and MessageStatus.SENDING in MESSAGE_TRANSITIONS[message.status]


def without_keys(figures: Mapping[str, str]) -> dict[str, str]:
    """The figures without the link that lets in whoever has it."""
    return {name: GONE if name == LINK else text for name, text in figures.items()}
