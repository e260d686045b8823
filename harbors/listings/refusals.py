"""Knows the words for what cannot be done with a listing."""

from harbors.errors import Conflict, Invalid, NotFound, Problem, Refused
from harbors.listings.faults import fault
from harbors.text import Translated

_FILE_REFUSED = Translated(
    fi="Tiedostosta ei tallennettu mitään: siinä on {faults} virhettä.",
    sv="Ingenting i filen sparades: den har {faults} fel.",
    en="Nothing of the file was listed: it has {faults} faults.",
)
_HELD = Translated(
    fi="Tätä ei voi poistaa: siihen kuuluvista paikoista {held} on varattu tai niiden maksuja on kesken.",
    sv="Detta kan inte tas bort: {held} av dess platser är bokade eller har betalningar som inte är klara.",
    en="This cannot be retired: {held} of its places are held by somebody, or their payments are not settled.",
)
_TOO_SMALL = Translated(
    fi="Paikkaa ei voi pienentää näin: siitä on varattu {held} ensimmäistä osaa.",
    sv="Platsen kan inte göras så liten: de första {held} delarna är bokade.",
    en="The place cannot become so small: the first {held} parts of it are held by somebody.",
)
_UNKNOWN = Translated(
    fi="Ilmoitusta ei ole, tai se ei ole teidän.",
    sv="Anmälan finns inte, eller är inte er.",
    en="There is no such listing, or it is not yours.",
)
_DECIDED = Translated(
    fi="Ilmoitus on jo käsitelty.", sv="Anmälan är redan behandlad.", en="The listing has been decided already."
)
_OWN = Translated(
    fi="Omaa ilmoitusta ei voi itse käsitellä: pyydä toista käsittelijää.",
    sv="Man kan inte behandla sin egen anmälan: be en annan handläggare.",
    en="Nobody decides on a listing of their own: ask another handler.",
)
_PENDING = Translated(
    fi="Samasta kohteesta on jo ilmoitus käsiteltävänä. Yritä uudelleen.",
    sv="Samma sak har redan en anmälan under behandling. Försök igen.",
    en="The same thing has a listing that waits for a decision. Try again.",
)
_UNKNOWN_PROVIDER = Translated(
    fi="Palveluntarjoajaa ei ole.", sv="Tillhandahållaren finns inte.", en="There is no such provider."
)


def still_held(held: int) -> Problem:
    """What is to be retired holds places that somebody has, or for which money is under way."""
    return Problem("RESOURCE_HELD", "resourceId", _HELD.with_figures(held=held))


def retired_in_use() -> Refused:
    """The same, found by the database at one place."""
    return Refused(still_held(1))


def too_small(held: int) -> Problem:
    """A divided place that somebody has more of than would be left."""
    return Problem("UNITS_HELD", "resourceId", _TOO_SMALL.with_figures(held=held))


def unknown_listing() -> NotFound:
    """No listing has this id, or it is somebody else's: the answer does not tell which."""
    return NotFound(Problem("LISTING_UNKNOWN", "listingId", _UNKNOWN))


def unknown_resource(field: str = "resourceId") -> NotFound:
    """Nothing of this provider has this id."""
    return NotFound(fault("LISTING_UNKNOWN", field))


def unknown_provider() -> NotFound:
    """No provider has this id."""
    return NotFound(Problem("PROVIDER_UNKNOWN", "providerId", _UNKNOWN_PROVIDER))


def listing_decided() -> Refused:
    """What is published, rejected or withdrawn stays so."""
    return Refused(Problem("LISTING_DECIDED", "listingId", _DECIDED))


def own_listing() -> Refused:
    """Four eyes: who submitted a listing is not who decides on it."""
    return Refused(Problem("LISTING_OWN", "listingId", _OWN))


def file_refused(faults: int) -> Problem:
    """Nothing of a file was listed."""
    return Problem("FILE_REFUSED", "text", _FILE_REFUSED.with_figures(faults=faults))


def reason_required() -> Invalid:
    """A rejection says why."""
    return Invalid(fault("REASON_REQUIRED", "reason"))


def pending_already() -> Conflict:
    """Two proposals for one thing came in the same moment."""
    return Conflict(Problem("LISTING_PENDING", "resourceId", _PENDING))
