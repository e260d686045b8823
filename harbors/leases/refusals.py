"""Knows the words for what cannot be done with a lease, and for what a lease cannot be."""

from collections.abc import Mapping

from harbors.errors import Conflict, Invalid, NotFound, Problem, Refused
from harbors.places.fit import Dimension, Shortfall
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "PLACE_UNKNOWN": Translated(
        fi="Paikkaa ei ole, tai se ei ole teidän.",
        sv="Platsen finns inte, eller är inte er.",
        en="There is no such place, or it is not yours.",
    ),
    "PLACE_INACTIVE": Translated(
        fi="Paikka ei ole käytössä.", sv="Platsen är inte i bruk.", en="The place is not in use."
    ),
    "PLACE_NOT_LEASED": Translated(
        fi="Kaudeksi vuokrataan vain venepaikkoja ja numeroituja talvisäilytyspaikkoja.",
        sv="Bara båtplatser och numrerade vinterplatser hyrs ut för en säsong.",
        en="Only berths and numbered winter storage places are leased for a season.",
    ),
    "SAME_PLACE": Translated(
        fi="Vuokralaisella on jo tämä paikka.",
        sv="Hyresgästen har redan denna plats.",
        en="The tenant has this place already.",
    ),
    "TENANT_UNKNOWN": Translated(
        fi="Vuokralaista ei ole.", sv="Hyresgästen finns inte.", en="There is no such tenant."
    ),
    "TENANT_AMBIGUOUS": Translated(
        fi="Vuokralainen on joko henkilö tai organisaatio.",
        sv="Hyresgästen är antingen en person eller en organisation.",
        en="A tenant is either a person or an organisation.",
    ),
    "SEASON_ORDER": Translated(
        fi="Kauden on alettava ennen kuin se päättyy.",
        sv="Säsongen måste börja innan den slutar.",
        en="A season has to begin before it ends.",
    ),
    "SEASON_LONG": Translated(
        fi="Kausi on enintään vuoden mittainen.", sv="En säsong är högst ett år.", en="A season is a year at most."
    ),
    "PLACE_IN_DRAW": Translated(
        fi="Paikkaa jaetaan parhaillaan: odota, että tulokset julkaistaan.",
        sv="Platsen delas ut just nu: vänta tills resultaten har publicerats.",
        en="The place is being given in a round just now: wait until its results are told.",
    ),
    "SEASON_OVER": Translated(fi="Kausi on jo ohi.", sv="Säsongen är redan slut.", en="The season is over already."),
    "OUTSIDE_SEASON": Translated(
        fi="Aika ei ole kauden sisällä.", sv="Tiden är inte inom säsongen.", en="The time is not within the season."
    ),
    "IN_THE_PAST": Translated(fi="Aika on jo mennyt.", sv="Tiden har redan gått.", en="That time has passed already."),
    "BOAT_OF_ANOTHER": Translated(
        fi="Tällä rekisteritunnuksella on jonkun muun vene.",
        sv="Båten med denna registerbeteckning är någon annans.",
        en="The boat with this registration is somebody else's.",
    ),
    "BOAT_HAS_PLACE": Translated(
        fi="Veneellä on jo paikka tälle kaudelle.",
        sv="Båten har redan en plats för säsongen.",
        en="The boat has a place for this season already.",
    ),
}

_REGISTER: Mapping[str, Translated] = {
    "NOT_CSV": Translated(fi="Tämä ei ole CSV:tä.", sv="Detta är inte CSV.", en="This is not CSV."),
    "CELLS": Translated(
        fi="Rivillä ei ole yhtä monta kenttää kuin otsikkorivillä.",
        sv="Raden har inte lika många fält som rubrikraden.",
        en="The line has not as many cells as the header.",
    ),
    "TOO_MANY_LINES": Translated(
        fi="Tiedostossa on liian monta riviä.", sv="Filen har för många rader.", en="The file has too many lines."
    ),
    "COLUMN_MISSING": Translated(fi="Sarake puuttuu.", sv="Kolumnen saknas.", en="The column is missing."),
    "COLUMN_UNKNOWN": Translated(
        fi="Tällaista saraketta ei ole.", sv="En sådan kolumn finns inte.", en="There is no such column."
    ),
    "COLUMN_REPEATED": Translated(
        fi="Sarake on kahdesti.", sv="Kolumnen finns två gånger.", en="The column is there twice."
    ),
    "CELL_EMPTY": Translated(fi="Tieto puuttuu.", sv="Uppgiften saknas.", en="This is missing."),
    "NO_FIGURE": Translated(fi="Tämä ei ole luku.", sv="Detta är inget tal.", en="This is no figure."),
    "NO_DAY": Translated(
        fi="Päivä kirjoitetaan 2027-06-10.", sv="En dag skrivs 2027-06-10.", en="A day is written as 2027-06-10."
    ),
    "NO_LANGUAGE": Translated(
        fi="Kieli on fi, sv tai en.", sv="Språket är fi, sv eller en.", en="A language is fi, sv or en."
    ),
    "PLACE_AMBIGUOUS": Translated(
        fi="Tällä nimellä on monta paikkaa.", sv="Flera platser heter så.", en="Several places are called so."
    ),
    "PLACE_TWICE": Translated(
        fi="Paikka on tiedostossa jo rivillä {line}.",
        sv="Platsen finns redan på rad {line} i filen.",
        en="The place is in the file already, on line {line}.",
    ),
    "BOAT_TWICE": Translated(
        fi="Vene on tiedostossa jo rivillä {line}.",
        sv="Båten finns redan på rad {line} i filen.",
        en="The boat is in the file already, on line {line}.",
    ),
    "PLACE_TAKEN": Translated(
        fi="Paikka on jo annettu täksi ajaksi.",
        sv="Platsen är redan upptagen för denna tid.",
        en="The place is taken for that time.",
    ),
    "LEASE_DIFFERS": Translated(
        fi="Sopimus on jo tallessa toisin tiedoin.",
        sv="Avtalet finns redan med andra uppgifter.",
        en="The lease is kept already, and differs in this.",
    ),
}

_SHORT: Mapping[Dimension, tuple[str, Translated]] = {
    Dimension.BEAM: (
        "boat.beamMm",
        Translated(
            fi="Vene ei mahdu: se on {figure} cm liian leveä.",
            sv="Båten ryms inte: den är {figure} cm för bred.",
            en="The boat does not fit: it is {figure} cm too wide.",
        ),
    ),
    Dimension.LENGTH: (
        "boat.lengthMm",
        Translated(
            fi="Vene ei mahdu: se on {figure} cm liian pitkä.",
            sv="Båten ryms inte: den är {figure} cm för lång.",
            en="The boat does not fit: it is {figure} cm too long.",
        ),
    ),
    Dimension.DRAUGHT: (
        "boat.draughtMm",
        Translated(
            fi="Vene ei mahdu: sen syväys on {figure} cm liian suuri.",
            sv="Båten ryms inte: dess djupgående är {figure} cm för stort.",
            en="The boat does not fit: it draws {figure} cm too much.",
        ),
    ),
    Dimension.MASS: (
        "boat.massKg",
        Translated(
            fi="Vene ei mahdu: se on {figure} kg liian painava.",
            sv="Båten ryms inte: den är {figure} kg för tung.",
            en="The boat does not fit: it is {figure} kg too heavy.",
        ),
    ),
}

_UNKNOWN = Translated(
    fi="Vuokrasopimusta ei ole, tai se ei ole teidän.",
    sv="Hyresavtalet finns inte, eller är inte ert.",
    en="There is no such lease, or it is not yours.",
)
_ENDED = Translated(
    fi="Vuokrasopimus on jo päättynyt.", sv="Hyresavtalet har redan upphört.", en="The lease has ended already."
)


def lease_fault(code: str, *, field: str | None) -> Problem:
    """Something in the description of a lease that cannot be."""
    return Problem(code, field, _FAULTS[code])


def register_fault(code: str, *, field: str, **figures: object) -> Problem:
    """Something in a file of tenants that cannot be."""
    return Problem(code, field or None, _REGISTER[code].with_figures(**figures))


def does_not_fit(shortfall: Shortfall) -> Problem:
    """The boat is too large for the place in one dimension, by so many centimetres (kilograms of mass)."""
    field, words = _SHORT[shortfall.dimension]
    short = shortfall.short_by
    figure = short if shortfall.dimension is Dimension.MASS else -(-short // 10)
    return Problem("BOAT_DOES_NOT_FIT", field, words.with_figures(figure=figure))


def unknown_lease() -> NotFound:
    """No lease has this id, or it is somebody else's: the answer does not tell which."""
    return NotFound(Problem("LEASE_UNKNOWN", "leaseId", _UNKNOWN))


def unknown_place() -> NotFound:
    """No place of this provider has this id."""
    return NotFound(lease_fault("PLACE_UNKNOWN", field="placeId"))


def unknown_tenant() -> Invalid:
    """Nobody has the id that was given for the tenant."""
    return Invalid(lease_fault("TENANT_UNKNOWN", field="tenant"))


def lease_ended() -> Refused:
    """What has ended neither ends again nor moves."""
    return Refused(Problem("LEASE_ENDED", "leaseId", _ENDED))


def boat_of_another() -> Refused:
    """The boat is kept here by somebody else, and not by the tenant."""
    return Refused(lease_fault("BOAT_OF_ANOTHER", field="boat.registration"))


def boat_has_place() -> Conflict:
    """The boat lies elsewhere in the same time."""
    return Conflict(lease_fault("BOAT_HAS_PLACE", field="boat.registration"))
