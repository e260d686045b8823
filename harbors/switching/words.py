"""Knows the sentences about the money of a change of places, in the three languages."""

from decimal import Decimal

from harbors.orders.records import NOTHING
from harbors.text import Translated

_NOTHING = Translated(
    fi="Maksettavaa tai palautettavaa ei ole.",
    sv="Det finns inget att betala eller återbetala.",
    en="There is nothing to be paid or given back.",
)
_DUE = Translated(
    fi="Hinnan erotus {amount} on maksettava viimeistään {day}. Tilauksen tunnus on {reference}.",
    sv="Prisskillnaden {amount} ska betalas senast {day}. Beställningens referens är {reference}.",
    en="The difference of the prices, {amount}, is to be paid by {day}. The reference of the order is {reference}.",
)
_BACK = Translated(
    fi="Sinulle palautetaan {amount}.", sv="Du får tillbaka {amount}.", en="You are given back {amount}."
)
_WOULD_BE_DUE = Translated(
    fi="Tänään hinnan erotuksesta olisi maksettava {amount}.",
    sv="I dag skulle prisskillnaden att betala vara {amount}.",
    en="Today the difference of the prices to be paid would be {amount}.",
)
_WOULD_COME_BACK = Translated(
    fi="Tänään sinulle palautettaisiin {amount}.",
    sv="I dag skulle du få tillbaka {amount}.",
    en="Today you would be given back {amount}.",
)
GAVE_UP = Translated(fi="Luovuit paikasta.", sv="Du gav upp platsen.", en="You gave up the place.")
SWITCHED = "Paikan vaihto / platsbyte / change of places"
UNPAID = Translated(
    fi="Hinnan erotusta ei maksettu ajoissa.",
    sv="Prisskillnaden betalades inte i tid.",
    en="The difference of the prices was not paid in time.",
)


def euros(amount: Decimal) -> Translated:
    """An amount as people read it."""
    comma = f"{amount:.2f}".replace(".", ",")
    return Translated(fi=f"{comma} €", sv=f"{comma} €", en=f"€{amount:.2f}")


def about_money(*, due: Decimal = NOTHING, back: Decimal = NOTHING, day: str = "", reference: str = "") -> Translated:
    """What is to be paid and by when, or what comes back."""
    if due:
        return _DUE.with_figures(amount=euros(due), day=day, reference=reference)
    return _BACK.with_figures(amount=euros(back)) if back else _NOTHING


def if_it_came_to_it(*, due: Decimal, back: Decimal) -> Translated:
    """What a proposal would cost, if it were done today."""
    if due:
        return _WOULD_BE_DUE.with_figures(amount=euros(due))
    return _WOULD_COME_BACK.with_figures(amount=euros(back)) if back else _NOTHING
