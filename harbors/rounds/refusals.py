"""Knows the words for what cannot be done with a round, and for what a round cannot be."""

from collections.abc import Mapping

from harbors.errors import Conflict, NotFound, Problem, Refused
from harbors.rounds.records import RoundStatus
from harbors.text import Translated

_DRAWN = Translated(
    fi="Paikat on jo arvottu.", sv="Platserna har redan lottats ut.", en="The places have been drawn already."
)
_NOT_OPEN: Mapping[RoundStatus, Translated] = {
    RoundStatus.PLANNED: Translated(
        fi="Haku ei ole vielä alkanut.", sv="Ansökningstiden har inte börjat.", en="Applications are not taken yet."
    ),
    RoundStatus.CLOSED: Translated(
        fi="Hakuaika on päättynyt.", sv="Ansökningstiden har gått ut.", en="The time to apply is over."
    ),
    RoundStatus.FROZEN: Translated(
        fi="Hakemukset on lukittu arvontaa varten.",
        sv="Ansökningarna är låsta inför lottningen.",
        en="The applications are frozen for the draw.",
    ),
    RoundStatus.DRAWN: _DRAWN,
    RoundStatus.RELEASED: _DRAWN,
    RoundStatus.PUBLISHED: _DRAWN,
}

_UNKNOWN = Translated(fi="Hakukierrosta ei ole.", sv="Ansökningsomgången finns inte.", en="There is no such round.")
_UNKNOWN_PROVIDER = Translated(
    fi="Palveluntarjoajaa ei ole.", sv="Tillhandahållaren finns inte.", en="There is no such provider."
)
_WINDOW_OVER = Translated(
    fi="Tätä ei voi enää siirtää: se on jo ollut.",
    sv="Detta kan inte längre flyttas: det har redan varit.",
    en="This cannot be moved any more: it has been already.",
)
_CODE_TAKEN = Translated(
    fi="Tällä tunnuksella on jo hakukierros.",
    sv="Det finns redan en ansökningsomgång med denna kod.",
    en="There is a round with this code already.",
)

_FAULTS: Mapping[str, Translated] = {
    "CODE_SPELLING": Translated(
        fi="Tunnuksessa on pieniä kirjaimia a–z, numeroita ja yhdysviivoja, enintään 60 merkkiä.",
        sv="Koden består av små bokstäver a–z, siffror och bindestreck, högst 60 tecken.",
        en="A code has small letters a–z, digits and hyphens between them, 60 characters at most.",
    ),
    "NAME_MISSING": Translated(fi="Nimi puuttuu.", sv="Namnet saknas.", en="There is no name."),
    "WINDOW_ORDER": Translated(
        fi="Haun on alettava ennen kuin se päättyy.",
        sv="Ansökningstiden måste börja innan den går ut.",
        en="A round has to open before it closes.",
    ),
    "PUBLICATION_ORDER": Translated(
        fi="Tulokset voidaan julkaista vasta, kun haku on päättynyt.",
        sv="Resultatet kan publiceras först när ansökningstiden har gått ut.",
        en="Results can be told only when the time to apply is over.",
    ),
    "UPGRADES_ORDER": Translated(
        fi="Parempia paikkoja voidaan antaa vasta tulosten jälkeen.",
        sv="Bättre platser kan ges först efter resultatet.",
        en="Something better can be given only after the results.",
    ),
    "NAME_SPELLING": Translated(
        fi="Tunnus alkaa kirjaimella, ja siinä on vain kirjaimia ja numeroita, enintään 40 merkkiä.",
        sv="Namnet börjar med en bokstav och har bara bokstäver och siffror, högst 40 tecken.",
        en="The name begins with a letter and has letters and digits only, 40 characters at most.",
    ),
    "NAMED_TWICE": Translated(
        fi="Sama nimi on kahdesti.", sv="Samma namn finns två gånger.", en="The same name is there twice."
    ),
    "WORDS_MISSING": Translated(
        fi="Teksti tarvitaan suomeksi, ruotsiksi ja englanniksi.",
        sv="Texten behövs på finska, svenska och engelska.",
        en="The words are needed in Finnish, Swedish and English.",
    ),
    "SEASON_ORDER": Translated(
        fi="Kauden on alettava ennen kuin se päättyy.",
        sv="Säsongen måste börja innan den slutar.",
        en="A season has to begin before it ends.",
    ),
    "CHOICES_MAX": Translated(
        fi="Hakutoiveita voi olla 1–50.", sv="Önskemålen kan vara 1–50.", en="There can be 1 to 50 choices."
    ),
    "CORRECTION_DAYS": Translated(
        fi="Oikaisua voi pyytää 1–366 päivän ajan.",
        sv="Rättelse kan begäras under 1–366 dagar.",
        en="A correction can be asked for during 1 to 366 days.",
    ),
    "CLASS_NUMBERS": Translated(
        fi="Luokat numeroidaan järjestyksessä 1, 2, 3 ...",
        sv="Klasserna numreras i ordning 1, 2, 3 ...",
        en="Classes are numbered in order 1, 2, 3 ...",
    ),
    "CLASS_FOR_EVERYBODY_ELSE": Translated(
        fi="Vain viimeinen luokka on kaikille muille, ja sellainen on oltava.",
        sv="Den sista klassen, och bara den, är för alla andra.",
        en="The last class, and only that, is for everybody else.",
    ),
    "CLASS_JUSTIFICATION": Translated(
        fi="Jokaisella luokalla on oltava nimi ja kirjallinen perustelu.",
        sv="Varje klass måste ha ett namn och en skriftlig motivering.",
        en="Every class needs a name and a written justification.",
    ),
    "MUNICIPALITY_SPELLING": Translated(
        fi="Kunnat kirjoitetaan pienillä kirjaimilla.",
        sv="Kommunerna skrivs med små bokstäver.",
        en="Municipalities are written in small letters.",
    ),
    "MARGIN_RANGE": Translated(
        fi="Väljyys on enintään 10 metriä suuntaansa.",
        sv="Marginalen är högst 10 meter åt vartdera hållet.",
        en="A margin is at most 10 metres either way.",
    ),
}


def unknown_round(*, field: str | None) -> NotFound:
    """No round is called so."""
    return NotFound(Problem("ROUND_UNKNOWN", field, _UNKNOWN))


def unknown_provider() -> NotFound:
    """Nobody lists resources under this id."""
    return NotFound(Problem("PROVIDER_UNKNOWN", "provider", _UNKNOWN_PROVIDER))


def round_not_open(status: RoundStatus, *, field: str | None) -> Problem:
    """Nobody can apply while the round stands at ``status``."""
    return Problem("ROUND_NOT_OPEN", field, _NOT_OPEN[status])


def round_drawn() -> Refused:
    """The round has been drawn; that is final."""
    return Refused(Problem("ROUND_DRAWN", None, _DRAWN))


def round_frozen() -> Refused:
    """The round stands still for its draw, or has been drawn."""
    return Refused(Problem("ROUND_FROZEN", None, _NOT_OPEN[RoundStatus.FROZEN]))


def window_over(*, field: str) -> Problem:
    """What has been cannot be at another time."""
    return Problem("WINDOW_OVER", field, _WINDOW_OVER)


def code_taken() -> Conflict:
    """Another round has this code."""
    return Conflict(Problem("ROUND_CODE_TAKEN", "code", _CODE_TAKEN))


def fault(code: str, *, field: str) -> Problem:
    """Something in the description of a round that cannot be."""
    return Problem(code, field, _FAULTS[code])
