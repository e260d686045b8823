"""Knows the words for what cannot be done with an order."""

from collections.abc import Mapping

from harbors.errors import NotFound, Problem, Refused
from harbors.orders.records import OrderStatus
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "NO_LINES": Translated(
        fi="Tilauksessa ei ole rivejä.", sv="Beställningen har inga rader.", en="The order has no lines."
    ),
    "AMOUNT_WRONG": Translated(
        fi="Rivin summa tai vero on väärin.",
        sv="Radens belopp eller skatt är fel.",
        en="The amount or the tax of a line is wrong.",
    ),
    "SIGN_WRONG": Translated(
        fi="Hyvitys ei voi lisätä eikä hinta vähentää.",
        sv="En kreditering kan inte öka och ett pris inte minska.",
        en="A credit cannot add, nor a price take off.",
    ),
    "GROUND_MISSING": Translated(
        fi="Alennukselta puuttuu peruste.", sv="Rabatten saknar grund.", en="A subsidy needs its ground."
    ),
    "REASON_MISSING": Translated(
        fi="Hinnan muutokselta puuttuu syy.",
        sv="Prisändringen saknar orsak.",
        en="A change of the price needs a reason.",
    ),
    "BELOW_NOTHING": Translated(
        fi="Tilauksen summa ei voi olla alle nollan.",
        sv="Beställningens summa kan inte vara under noll.",
        en="An order cannot come to less than nothing.",
    ),
}
_UNKNOWN = Translated(
    fi="Tilausta ei ole, tai se ei ole sinun.",
    sv="Beställningen finns inte, eller är inte din.",
    en="There is no such order, or it is not yours.",
)
_STANDS: Mapping[OrderStatus, Translated] = {
    OrderStatus.OPEN: Translated(
        fi="Tilausta ei ole maksettu.", sv="Beställningen är inte betald.", en="The order has not been paid."
    ),
    OrderStatus.PAID: Translated(
        fi="Tilaus on jo maksettu.", sv="Beställningen är redan betald.", en="The order has been paid."
    ),
    OrderStatus.EXPIRED: Translated(
        fi="Tilauksen maksuaika on päättynyt.",
        sv="Beställningens betalningstid har gått ut.",
        en="The time to pay this order is over.",
    ),
    OrderStatus.CANCELLED: Translated(
        fi="Tilaus on peruttu.", sv="Beställningen är återtagen.", en="The order has been cancelled."
    ),
}


def order_fault(code: str, *, field: str | None = "lines") -> Problem:
    """What lines cannot be."""
    return Problem(code, field, _FAULTS[code])


def unknown_order() -> NotFound:
    """No order has this id, or it is somebody else's: the answer does not tell which."""
    return NotFound(Problem("ORDER_UNKNOWN", "orderId", _UNKNOWN))


def order_stands(status: OrderStatus) -> Refused:
    """An order that stands there does not go where it was to go: ``ORDER_OPEN``, ``ORDER_PAID`` and so on."""
    return Refused(Problem(f"ORDER_{status}", "orderId", _STANDS[status]))
