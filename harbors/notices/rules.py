"""Knows which addresses a message can go to, which figures are keys, and when a message is forgotten."""

import re
from collections.abc import Mapping
from datetime import timedelta

from harbors.notices.figures import GONE, LINK
from harbors.notices.records import MESSAGE_TRANSITIONS, Message, MessageKind, MessageStatus, Recipient, Template
from harbors.notices.refusals import not_by_sms, unusable_address
from harbors.notices.words import words_of

KEPT = timedelta(days=90)

# Narrower than the standard: nothing that a mail server would have to be told in quotes.
_MAIL = re.compile(
    r"(?=.{3,254}$)[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?=.{1,253}$)"
    r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])",
    re.IGNORECASE | re.ASCII,
)
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
_LONGEST_LOCAL_PART = 64


def check_recipient(recipient: Recipient, template: Template, *, field: str | None = None) -> Recipient:
    """The recipient with a plain address. Raises ``Invalid``, which names the ``field``."""
    if recipient.kind is MessageKind.MAIL:
        fits = _MAIL.fullmatch(recipient.address) and recipient.address.index("@") <= _LONGEST_LOCAL_PART
    else:
        fits = _PHONE.fullmatch(recipient.address)
        if words_of(template, recipient.language).sms is None:
            raise not_by_sms(field=field)
    if not fits:
        raise unusable_address(field=field)
    return recipient


def can_begin(message: Message) -> bool:
    """Whether the message has still to be sent: also when an earlier attempt was cut off."""
    return message.address is not None and MessageStatus.SENDING in MESSAGE_TRANSITIONS[message.status]


def without_keys(figures: Mapping[str, str]) -> dict[str, str]:
    """The figures without the link that lets in whoever has it."""
    return {name: GONE if name == LINK else text for name, text in figures.items()}
