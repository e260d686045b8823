"""Knows the words for a message that cannot be written."""

from harbors.errors import Invalid, Problem
from harbors.text import Translated

_NO_ADDRESS = Translated(
    fi="Tähän osoitteeseen ei voi lähettää viestiä.",
    sv="Det går inte att skicka meddelanden till denna adress.",
    en="No message can be sent to this address.",
)
_NOT_BY_SMS = Translated(
    fi="Tätä viestiä ei lähetetä tekstiviestinä: anna sähköpostiosoite.",
    sv="Detta meddelande skickas inte som sms: uppge en e-postadress.",
    en="This message is not sent by SMS: give an e-mail address.",
)


class AddressCrowded(Exception):
    """The address was sent so much within the hour that the next message has to wait."""

    def __init__(self, *, most: int) -> None:
        super().__init__(f"the address was sent {most} messages within the hour")


def unusable_address(*, field: str | None) -> Invalid:
    """The address is none of its kind."""
    return Invalid(Problem("ADDRESS_UNUSABLE", field, _NO_ADDRESS))


def not_by_sms(*, field: str | None) -> Invalid:
    """The template has no words that are short enough."""
    return Invalid(Problem("NOT_BY_SMS", field, _NOT_BY_SMS))
