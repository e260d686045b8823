"""Knows the words for what cannot be in a profile."""

from collections.abc import Mapping

from harbors.errors import NotFound, Problem, Refused
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "BIRTH_YEAR_RANGE": Translated(
        fi="Syntymävuosi ei voi olla tämä.",
        sv="Det kan inte vara ett födelseår.",
        en="Nobody here was born in that year.",
    ),
    "NOT_DISCLOSED": Translated(
        fi="Turvakiellon aikana osoitetta ja kotikuntaa ei tallenneta.",
        sv="När det finns en spärrmarkering sparas varken adress eller hemkommun.",
        en="While there is an order of non-disclosure, neither address nor municipality is kept.",
    ),
    "EMAIL_MISSING": Translated(
        fi="Anna ensin sähköpostiosoitteesi.", sv="Uppge först din e-postadress.", en="Give your e-mail address first."
    ),
    "EMAIL_CONFIRMED": Translated(
        fi="Sähköpostiosoite on jo vahvistettu.",
        sv="E-postadressen är redan bekräftad.",
        en="The e-mail address is confirmed already.",
    ),
    "LINK_UNKNOWN": Translated(
        fi="Linkki ei ole enää voimassa. Pyydä uusi.",
        sv="Länken gäller inte längre. Be om en ny.",
        en="The link is no longer good. Ask for a new one.",
    ),
    "PERSON_UNKNOWN": Translated(fi="Henkilöä ei ole.", sv="Personen finns inte.", en="There is no such person."),
}


def profile_fault(code: str, *, field: str) -> Problem:
    """Something told of a person that cannot be."""
    return Problem(code, field, _FAULTS[code])


def link_unknown() -> NotFound:
    """The link was followed, is too old, or never was one: the answer does not tell which."""
    return NotFound(profile_fault("LINK_UNKNOWN", field="token"))


def person_unknown() -> NotFound:
    """No such person, or one of whom nothing is known."""
    return NotFound(profile_fault("PERSON_UNKNOWN", field="personId"))


def nothing_to_confirm(code: str) -> Refused:
    """There is no address, or it is confirmed already."""
    return Refused(Problem(code, None, _FAULTS[code]))
