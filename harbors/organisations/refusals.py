"""Knows the words for what cannot be with organisations."""

from collections.abc import Mapping

from harbors.errors import Conflict, NotFound, Problem, Refused
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "BUSINESS_ID_WRONG": Translated(
        fi="Y-tunnus ei ole oikein: tarkista numerot.",
        sv="FO-numret är inte rätt: kontrollera siffrorna.",
        en="The business id is not right: check its digits.",
    ),
    "ORGANISATION_UNKNOWN": Translated(
        fi="Organisaatiota ei ole, tai et edusta sitä.",
        sv="Organisationen finns inte, eller så företräder du den inte.",
        en="There is no such organisation, or you do not act for it.",
    ),
    "REPRESENTATION_UNKNOWN": Translated(
        fi="Edustajaa ei ole.", sv="Företrädaren finns inte.", en="There is no such claim to act for an organisation."
    ),
    "REPRESENTATION_DECIDED": Translated(
        fi="Asia on jo ratkaistu näin.", sv="Ärendet är redan avgjort så.", en="That has been decided already."
    ),
    "REPRESENTATION_CLAIMED": Translated(
        fi="Olet jo ilmoittautunut tämän organisaation edustajaksi.",
        sv="Du har redan anmält dig som företrädare för organisationen.",
        en="You have already said that you act for this organisation.",
    ),
}


def organisation_fault(code: str, *, field: str) -> Problem:
    """Something told of an organisation that cannot be."""
    return Problem(code, field, _FAULTS[code])


def organisation_unknown() -> NotFound:
    """No such organisation, or one for which this caller may not act."""
    return NotFound(organisation_fault("ORGANISATION_UNKNOWN", field="organisationId"))


def representation_unknown() -> NotFound:
    """Nobody made this claim."""
    return NotFound(organisation_fault("REPRESENTATION_UNKNOWN", field="representationId"))


def representation_decided() -> Refused:
    """The claim stands where it would be put."""
    return Refused(organisation_fault("REPRESENTATION_DECIDED", field="representationId"))


def representation_claimed() -> Conflict:
    """The person made this claim before."""
    return Conflict(organisation_fault("REPRESENTATION_CLAIMED", field="businessId"))
