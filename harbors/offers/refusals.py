"""Knows the words for what cannot be done with an offer."""

from collections.abc import Mapping

from harbors.errors import Conflict, Invalid, NotFound, Problem, Refused
from harbors.offers.records import OfferStatus
from harbors.text import Translated

_UNKNOWN = Translated(
    fi="Tarjousta ei ole, tai se ei ole sinun.",
    sv="Erbjudandet finns inte, eller är inte ditt.",
    en="There is no such offer, or it is not yours.",
)
_STANDS: Mapping[OfferStatus, Translated] = {
    OfferStatus.OPEN: Translated(fi="Tarjous on voimassa.", sv="Erbjudandet gäller.", en="The offer stands."),
    OfferStatus.ACCEPTED: Translated(
        fi="Tarjous on hyväksytty, ja paikka on vuokrattu.",
        sv="Erbjudandet är godkänt, och platsen är uthyrd.",
        en="The offer has been accepted, and the place is let.",
    ),
    OfferStatus.DECLINED: Translated(
        fi="Tarjous on hylätty.", sv="Erbjudandet är avböjt.", en="The offer has been declined."
    ),
    OfferStatus.EXPIRED: Translated(
        fi="Tarjous on rauennut, koska sitä ei maksettu ajoissa.",
        sv="Erbjudandet har förfallit, eftersom det inte betalades i tid.",
        en="The offer has expired, as it was not paid for in time.",
    ),
    OfferStatus.WITHDRAWN: Translated(
        fi="Tarjous on peruttu.", sv="Erbjudandet är återtaget.", en="The offer has been withdrawn."
    ),
}
_FAULTS: Mapping[str, Translated] = {
    "NOT_BY_INVOICE": Translated(
        fi="Tästä tarjouksesta ei saa laskua: maksa se verkossa.",
        sv="Detta erbjudande faktureras inte: betala det på nätet.",
        en="No invoice is given for this offer: please pay it online.",
    ),
    "LEASE_STANDS": Translated(
        fi="Paikka on jo maksettu ja vuokrattu: vuokrasopimus on päätettävä.",
        sv="Platsen är redan betald och uthyrd: hyresavtalet måste avslutas.",
        en="The place is paid for and let already: the lease has to be ended instead.",
    ),
    "MONEY_CAME": Translated(
        fi="Arvonnan tarjouksia on jo maksettu: siitä ei voi tehdä uutta versiota.",
        sv="Erbjudanden av lottningen är redan betalda: den kan inte göras på nytt.",
        en="Offers of the draw have been paid for already: it cannot be made again.",
    ),
    "NO_PRICE": Translated(fi="Paikalla ei ole hintaa.", sv="Platsen har inget pris.", en="The place has no price."),
    "NO_LETTER": Translated(
        fi="Palveluntarjoaja ei ole kertonut, kenelle maksetaan.",
        sv="Tillhandahållaren har inte berättat vem som ska ha betalt.",
        en="The provider has not told who is to be paid.",
    ),
    "NOBODY_TO_OFFER_TO": Translated(
        fi="Kerro yksi, jolle paikkaa tarjotaan: jonossa oleva tai vuokralainen.",
        sv="Ange en som erbjuds platsen: någon i kön eller en hyresgäst.",
        en="Name one to whom the place is offered: somebody in the queue, or a tenant.",
    ),
    "MOVE_INSTEAD": Translated(
        fi="Hakijalla on jo paikka, josta on maksettu: siirrä vuokralainen toiselle paikalle.",
        sv="Den sökande har redan en plats som är betald: flytta hyresgästen till en annan plats.",
        en="The applicant has a place that is paid for already: move the tenant to another one.",
    ),
    "NOT_WAITING": Translated(
        fi="Hän ei enää odota jonossa.",
        sv="Hen väntar inte längre i kön.",
        en="They do not wait in the queue any more.",
    ),
}
_TIMES: Mapping[str, Translated] = {
    "DUE_NOT_LATER": Translated(
        fi="Uuden eräpäivän on oltava nykyistä myöhemmin, ja tulevaisuudessa.",
        sv="Den nya förfallodagen måste vara senare än den nuvarande, och i framtiden.",
        en="The new due date has to be later than the one that stands, and ahead.",
    ),
    "TERMS_OUT_OF_RANGE": Translated(
        fi="Päivien on oltava 1–100, armonajan 0–100, muistutuksia enintään kymmenen eri päivää.",
        sv="Dagarna ska vara 1–100, respiten 0–100, påminnelserna högst tio olika dagar.",
        en="Days are 1 to 100, days of grace 0 to 100, and reminders at most ten different days.",
    ),
}
_ANOTHER = Translated(
    fi="Hänelle on jo tarjottu paikkaa.", sv="Hen har redan erbjudits en plats.", en="They have an offer already."
)


def unknown_offer() -> NotFound:
    """No offer has this id, or it is somebody else's: the answer does not tell which."""
    return NotFound(Problem("OFFER_UNKNOWN", "offerId", _UNKNOWN))


def offer_stands(status: OfferStatus) -> Refused:
    """An offer that stands there does not go where it was to go: ``OFFER_ACCEPTED``, ``OFFER_EXPIRED`` and so on."""
    return Refused(Problem(f"OFFER_{status}", "offerId", _STANDS[status]))


def offer_refused(code: str, *, field: str | None = "offerId") -> Refused:
    """Why the rules of the trade say no."""
    return Refused(Problem(code, field, _FAULTS[code]))


def offer_invalid(code: str, *, field: str | None) -> Invalid:
    """What an input about an offer cannot be."""
    return Invalid(Problem(code, field, _TIMES[code]))


def offered_already() -> Conflict:
    """One offer stands for an application, a lease or a place at a time."""
    return Conflict(Problem("OFFERED_ALREADY", None, _ANOTHER))
