"""Knows the words for what cannot be done with payments and refunds."""

from collections.abc import Mapping

from harbors.errors import Conflict, NotFound, Problem, Refused
from harbors.payments.records import RefundStatus
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "METHOD_NOT_OFFERED": Translated(
        fi="Tätä maksutapaa ei tarjota.",
        sv="Det här betalningssättet erbjuds inte.",
        en="This way to pay is not offered.",
    ),
    "AMOUNT_WRONG": Translated(
        fi="Summan on oltava yli nolla, sentin tarkkuudella.",
        sv="Beloppet måste vara över noll, på centen när.",
        en="The amount has to be above nothing, to the cent.",
    ),
    "RETURN_NOT_ALLOWED": Translated(
        fi="Tähän osoitteeseen ei palata: se ei ole ohjelman ilmoittamien joukossa.",
        sv="Hit kan man inte återvända: adressen hör inte till dem som programmet har uppgett.",
        en="Nobody is sent back there: the address is not among those of the program.",
    ),
}
_UNKNOWN_PAYMENT = Translated(
    fi="Maksua ei ole, tai se ei ole sinun.",
    sv="Betalningen finns inte, eller är inte din.",
    en="There is no such payment, or it is not yours.",
)
_UNKNOWN_REFUND = Translated(
    fi="Palautusta ei ole, tai se ei ole sinun.",
    sv="Återbetalningen finns inte, eller är inte din.",
    en="There is no such refund, or it is not yours.",
)
_STANDS: Mapping[RefundStatus, Translated] = {
    RefundStatus.OWED: Translated(
        fi="Palautusta ei ole lähetetty.", sv="Återbetalningen är inte skickad.", en="The refund has not been sent."
    ),
    RefundStatus.SENT: Translated(
        fi="Palautus on jo lähetetty.", sv="Återbetalningen är redan skickad.", en="The refund has been sent."
    ),
    RefundStatus.DONE: Translated(
        fi="Palautus on jo maksettu.", sv="Återbetalningen är redan betald.", en="The refund has been paid."
    ),
    RefundStatus.FAILED: Translated(
        fi="Palautus epäonnistui.", sv="Återbetalningen misslyckades.", en="The refund has failed."
    ),
}
_ABOVE_PAID = Translated(
    fi="Maksettua tilausta ei voi korottaa: lisästä tehdään oma tilaus.",
    sv="En betald beställning kan inte höjas: tillägget blir en egen beställning.",
    en="What has been paid cannot become dearer: the difference is an order of its own.",
)
_TWICE = Translated(
    fi="Maksutapahtuma on jo kirjattu.",
    sv="Transaktionen är redan bokförd.",
    en="This transaction has been noted already.",
)


def payment_fault(code: str, field: str) -> Problem:
    """What an input cannot be."""
    return Problem(code, field, _FAULTS[code])


def unknown_payment() -> NotFound:
    """No payment has this id, or it is somebody else's: the answer does not tell which."""
    return NotFound(Problem("PAYMENT_UNKNOWN", "paymentId", _UNKNOWN_PAYMENT))


def unknown_refund() -> NotFound:
    """No refund has this id, or it is somebody else's: the answer does not tell which."""
    return NotFound(Problem("REFUND_UNKNOWN", "refundId", _UNKNOWN_REFUND))


def refund_stands(status: RefundStatus) -> Refused:
    """A refund that stands there does not go where it was to go: ``REFUND_DONE`` and so on."""
    return Refused(Problem(f"REFUND_{status}", "refundId", _STANDS[status]))


def price_above_paid() -> Refused:
    """An order that is paid cannot come to cost more."""
    return Refused(Problem("PRICE_ABOVE_PAID", "amount", _ABOVE_PAID))


def captured_twice() -> Conflict:
    """One transaction is money once."""
    return Conflict(Problem("TRANSACTION_NOTED", "transactionId", _TWICE))
