"""Knows the words for a correction that cannot be asked for, or cannot be decided so."""

from harbors.errors import Conflict, Invalid, NotFound, Problem, Refused
from harbors.text import Translated

_LATE = Translated(
    fi="Aika pyytää oikaisua on päättynyt.",
    sv="Tiden för att begära rättelse har gått ut.",
    en="The time to ask for a correction is over.",
)
_NO_RESULT = Translated(
    fi="Hakemuksella ei ole julkaistua tulosta, johon voisi pyytää oikaisua.",
    sv="Ansökan har inget publicerat resultat som kunde rättas.",
    en="The application has no published result that could be corrected.",
)
_OPEN = Translated(
    fi="Oikaisupyyntösi on jo käsiteltävänä.",
    sv="Din begäran om rättelse behandlas redan.",
    en="Your request for a correction is being looked at already.",
)
_DECIDED = Translated(
    fi="Oikaisupyyntö on jo ratkaistu.",
    sv="Begäran om rättelse är redan avgjord.",
    en="The request for a correction is decided already.",
)
_UNKNOWN = Translated(
    fi="Oikaisupyyntöä ei ole.", sv="Begäran om rättelse finns inte.", en="There is no such request for a correction."
)
_PLACE_MISSING = Translated(
    fi="Kerro, mikä paikka annetaan.", sv="Berätta vilken plats som ges.", en="Tell which place is given."
)
_PLACE_NOT_ASKED = Translated(
    fi="Paikka annetaan vain yksittäisessä tarjouksessa.",
    sv="En plats ges bara i ett enskilt erbjudande.",
    en="A place is given by an individual offer only.",
)
_NOT_TO_GIVE = Translated(
    fi="Paikka ei ole kierroksen paikkoja, tai se ei ole vapaa koko kautta.",
    sv="Platsen hör inte till omgången, eller den är inte ledig hela säsongen.",
    en="The place is none of the round's, or is not free for the whole season.",
)
_DOES_NOT_FIT = Translated(
    fi="Paikka ei sovi veneelle kierroksen sääntöjen mukaan.",
    sv="Platsen passar inte båten enligt omgångens regler.",
    en="The place does not fit the boat by the rules of the round.",
)
_SUPERSEDED = Translated(
    fi="Tuloksesta on jo päätetty tehdä uusi versio.",
    sv="En ny version av resultatet har redan beslutats.",
    en="Another version of the result has been decided already.",
)
_GIVEN_ON = Translated(
    fi="Paikkoja on jo jaettu eteenpäin tai vuokrattu: vain yksittäinen tarjous on mahdollinen.",
    sv="Platser har redan getts vidare eller hyrts ut: bara ett enskilt erbjudande är möjligt.",
    en="Places have been given on or let already: only an individual offer is possible.",
)


def correction_late() -> Refused:
    """The applicant's own time is over."""
    return Refused(Problem("CORRECTION_LATE", "applicationId", _LATE))


def nothing_to_correct() -> Refused:
    """There is no result that was told."""
    return Refused(Problem("NOTHING_TO_CORRECT", "applicationId", _NO_RESULT))


def correction_open() -> Conflict:
    """One at a time."""
    return Conflict(Problem("CORRECTION_OPEN", "applicationId", _OPEN))


def correction_decided() -> Refused:
    """Decided once."""
    return Refused(Problem("CORRECTION_DECIDED", "correctionId", _DECIDED))


def unknown_correction() -> NotFound:
    """There is none, or none that can be seen."""
    return NotFound(Problem("CORRECTION_UNKNOWN", "correctionId", _UNKNOWN))


def place_missing() -> Invalid:
    """An offer is of a place."""
    return Invalid(Problem("PLACE_MISSING", "placeId", _PLACE_MISSING))


def place_not_asked() -> Invalid:
    """Only an offer is of a place."""
    return Invalid(Problem("PLACE_NOT_ASKED", "placeId", _PLACE_NOT_ASKED))


def place_not_to_give() -> Refused:
    """The round cannot give this place."""
    return Refused(Problem("PLACE_NOT_TO_GIVE", "placeId", _NOT_TO_GIVE))


def place_does_not_fit() -> Refused:
    """The boat does not fit, or the place is kept for others."""
    return Refused(Problem("PLACE_DOES_NOT_FIT", "placeId", _DOES_NOT_FIT))


def superseded_already() -> Refused:
    """Another version was called for before."""
    return Refused(Problem("SUPERSEDED_ALREADY", "correctionId", _SUPERSEDED))


def places_given_on() -> Refused:
    """Other people's places hang on this result by now."""
    return Refused(Problem("PLACES_GIVEN_ON", None, _GIVEN_ON))
