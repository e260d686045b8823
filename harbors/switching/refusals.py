"""Knows the words for why a change of places, or its money, cannot be."""

from collections.abc import Mapping

from harbors.errors import Problem, Refused
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "NO_PRICE": Translated(
        fi="Paikalle ei ole hintaa, joten hinnan erotusta ei voi laskea.",
        sv="Platsen har inget pris, så skillnaden kan inte räknas.",
        en="The place has no price, so the difference cannot be told.",
    ),
    "SAME_TENANT": Translated(
        fi="Paikka on jo tällä vuokralaisella.",
        sv="Platsen är redan denna hyresgästs.",
        en="The place is this tenant's already.",
    ),
    "PROOF_REQUIRED": Translated(
        fi="Kerro, mihin siirto perustuu (esimerkiksi kauppakirja tai perukirja).",
        sv="Berätta vad överföringen grundar sig på (till exempel köpebrev eller bouppteckning).",
        en="Say what the transfer rests on (a bill of sale, an estate inventory).",
    ),
    "CO_OWNER_UNKNOWN": Translated(
        fi="Uusi vuokralainen ei ole veneen ilmoitettu yhteisomistaja.",
        sv="Den nya hyresgästen är inte en anmäld samägare till båten.",
        en="The new tenant is not a co-owner of the boat that was told here.",
    ),
    "FEE_WRONG": Translated(
        fi="Maksu on euroina ja sentteinä, vähintään nolla.",
        sv="Avgiften anges i euro och cent, minst noll.",
        en="A fee is euros and cents, nothing at least.",
    ),
    "STEPS_WRONG": Translated(
        fi="Taulukossa on päivät nousevassa järjestyksessä ja osuudet väliltä 0–100; muilla ei ole taulukkoa.",
        sv="Tabellen ska ha dagar i stigande ordning och andelar mellan 0 och 100; andra regler har ingen tabell.",
        en="A table has its days in rising order and shares from 0 to 100; other rules have no table.",
    ),
    "DAYS_WRONG": Translated(
        fi="Määräaika on 0–365 päivää.", sv="Fristen är 0–365 dagar.", en="A time limit is 0 to 365 days."
    ),
}


def switch_fault(code: str, *, field: str | None = None) -> Problem:
    """Something about a change of places, or its money, that cannot be."""
    return Problem(code, field, _FAULTS[code])


def no_price() -> Refused:
    """Nobody changes places for nothing, nor for an unknown price."""
    return Refused(switch_fault("NO_PRICE", field="placeId"))
