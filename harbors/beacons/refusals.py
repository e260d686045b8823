"""Knows the words for what cannot be with public randomness: a source, a plan, and a beacon that is not to be had."""

from collections.abc import Mapping

from harbors.errors import Problem, Refused
from harbors.text import Translated

_NOT_AHEAD = Translated(
    fi="Arvonnan satunnaisluku on jo julkaistu tai julkaistaan ennen kuin hakemukset on lukittu.",
    sv="Lottningens slumptal har redan publicerats eller publiceras innan ansökningarna har låsts.",
    en="The random number of the draw is published already, or before the applications are sealed.",
)
_NOT_THERE = Translated(
    fi="Arvonnan satunnaislukua ei ole vielä julkaistu.",
    sv="Lottningens slumptal har inte publicerats ännu.",
    en="The random number of the draw is not published yet.",
)
_REFUSED = Translated(
    fi="Saatu satunnaisluku ei ole lähteensä allekirjoittama, eikä sitä käytetä.",
    sv="Det mottagna slumptalet är inte undertecknat av sin källa och används inte.",
    en="The random number that came is not signed by its source, and is not used.",
)
_UNREACHABLE = Translated(
    fi="Satunnaisluvun lähde ei vastaa.",
    sv="Slumptalets källa svarar inte.",
    en="The source of the random number does not answer.",
)
_UNKNOWN = Translated(
    fi="Satunnaisluvun lähdettä {name} ei tunneta.",
    sv="Slumptalskällan {name} är okänd.",
    en="There is no source of random numbers called {name}.",
)

_FAULTS: Mapping[str, Translated] = {
    "BEACON_NAME": Translated(
        fi="Nimessä on pieniä kirjaimia a–z, numeroita ja yhdysviivoja, enintään 60 merkkiä.",
        sv="Namnet består av små bokstäver a–z, siffror och bindestreck, högst 60 tecken.",
        en="A name has small letters a–z, digits and hyphens between them, 60 characters at most.",
    ),
    "BEACON_WITHOUT_ADDRESS": Translated(
        fi="Lähteellä on oltava osoite.", sv="Källan måste ha en adress.", en="A source needs an address."
    ),
    "BEACON_HEX": Translated(
        fi="Arvo kirjoitetaan pienin heksadesimaalinumeroin, ja sen pituus on määrätty.",
        sv="Värdet skrivs med små hexadecimala siffror och har en bestämd längd.",
        en="This is written in lower-case hexadecimal digits, and has one length.",
    ),
    "BEACON_PERIOD": Translated(
        fi="Kierrosten väli on 1–86400 sekuntia.",
        sv="Rundornas mellanrum är 1–86400 sekunder.",
        en="Rounds are 1 to 86400 seconds apart.",
    ),
    "BEACON_GENESIS": Translated(
        fi="Ensimmäisen kierroksen aika annetaan sekunteina vuodesta 1970.",
        sv="Den första rundans tid anges i sekunder sedan 1970.",
        en="The time of the first round is in seconds since 1970.",
    ),
    "BEACON_CHAIN_HASH": Translated(
        fi="Ketjun tiiviste ei vastaa muita tietoja.",
        sv="Kedjans kondensat motsvarar inte de andra uppgifterna.",
        en="The chain hash is not that of the other facts.",
    ),
}


def fault(code: str, *, field: str) -> Problem:
    """Something in the description of a source that cannot be."""
    return Problem(code, field, _FAULTS[code])


def unknown_beacon(name: str) -> Problem:
    """The rules of a round name a source that the operator has not."""
    return Problem("BEACON_UNKNOWN", "rules.beacons", _UNKNOWN.with_figures(name=name))


def beacon_not_ahead() -> Problem:
    """The randomness could be known when the root is published."""
    return Problem("BEACON_NOT_AHEAD", None, _NOT_AHEAD)


def beacon_not_there() -> Refused:
    """The round is not published yet."""
    return Refused(Problem("BEACON_NOT_THERE", None, _NOT_THERE))


def beacon_refused() -> Refused:
    """What came is not the beacon."""
    return Refused(Problem("BEACON_REFUSED", None, _REFUSED))


def beacon_unreachable() -> Refused:
    """Nobody answers for the source."""
    return Refused(Problem("BEACON_UNREACHABLE", None, _UNREACHABLE))
