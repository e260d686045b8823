"""Knows the words for why no invoice is given, and for what a payee cannot be."""

from collections.abc import Mapping

from harbors.errors import Invalid, NotFound, Problem, Refused
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "NOTHING_TO_INVOICE": Translated(
        fi="Laskutettavaa ei ole.", sv="Det finns inget att fakturera.", en="There is nothing to invoice."
    ),
    "NOTHING_TO_CREDIT": Translated(
        fi="Hyvitettävää ei ole.", sv="Det finns inget att kreditera.", en="There is nothing to credit."
    ),
    "NO_INVOICING": Translated(
        fi="Palveluntarjoaja ei laskuta: maksa verkossa.",
        sv="Leverantören fakturerar inte: betala på nätet.",
        en="This provider gives no invoices: please pay online.",
    ),
    "NO_PAYEE": Translated(
        fi="Palveluntarjoajan tilinumeroa ei ole annettu.",
        sv="Leverantörens kontonummer har inte uppgetts.",
        en="The provider has not told its account.",
    ),
    "INVOICE_OF_NOBODY": Translated(
        fi="Tilauksen maksajaa ei enää tiedetä.",
        sv="Beställningens betalare är inte längre känd.",
        en="Who pays this order is not known any more.",
    ),
}
_UNKNOWN = Translated(
    fi="Laskua ei ole, tai se ei ole sinun.",
    sv="Fakturan finns inte, eller är inte din.",
    en="There is no such invoice, or it is not yours.",
)
_PAYEE: Mapping[str, Translated] = {
    "IBAN_WRONG": Translated(
        fi="Tilinumero (IBAN) on väärin.", sv="Kontonumret (IBAN) är fel.", en="The account (IBAN) is wrong."
    ),
    "BIC_WRONG": Translated(
        fi="Pankin tunnus (BIC) on väärin.", sv="Bankens kod (BIC) är fel.", en="The code of the bank (BIC) is wrong."
    ),
    "NAME_LENGTH": Translated(
        fi="Nimessä on 1–70 merkkiä.", sv="Namnet har 1–70 tecken.", en="The name has 1 to 70 characters."
    ),
}


def invoice_fault(code: str) -> Refused:
    """Why no invoice is given."""
    return Refused(Problem(code, "orderId", _FAULTS[code]))


def payee_faults(*faults: tuple[str, str]) -> Invalid:
    """What a payee cannot be: codes, each with its field."""
    return Invalid(*(Problem(code, field, _PAYEE[code]) for code, field in faults))


def unknown_invoice() -> NotFound:
    """No invoice has this id, or it is somebody else's: the answer does not tell which."""
    return NotFound(Problem("INVOICE_UNKNOWN", "invoiceId", _UNKNOWN))
