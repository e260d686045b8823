"""Knows the words for what can be wrong with a single field of a form, whoever fills it in."""

from collections.abc import Mapping

from harbors.errors import Problem
from harbors.text import Translated

WORDS: Mapping[str, Translated] = {
    "REQUIRED": Translated(fi="Tieto puuttuu.", sv="Uppgiften saknas.", en="This is missing."),
    "TOO_LONG": Translated(fi="Teksti on liian pitkä.", sv="Texten är för lång.", en="This text is too long."),
    "UNREADABLE": Translated(
        fi="Tekstissä on merkkejä, joita ei voi lukea.",
        sv="Texten innehåller tecken som inte går att läsa.",
        en="This text holds characters that cannot be read.",
    ),
    "EMAIL_SHAPE": Translated(
        fi="Tämä ei ole sähköpostiosoite.", sv="Detta är ingen e-postadress.", en="This is not an e-mail address."
    ),
    "PHONE_SHAPE": Translated(
        fi="Tämä ei ole puhelinnumero.", sv="Detta är inget telefonnummer.", en="This is not a phone number."
    ),
    "ZIP_CODE_SHAPE": Translated(
        fi="Tämä ei ole postinumero.", sv="Detta är inget postnummer.", en="This is not a postal code."
    ),
}


def field_fault(code: str, *, field: str) -> Problem:
    """Something in a field that cannot be."""
    return Problem(code, field, WORDS[code])
