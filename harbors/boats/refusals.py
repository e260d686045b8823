"""Knows the words for what can be wrong with a boat."""

from collections.abc import Mapping

from harbors.errors import Problem
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "LENGTH_RANGE": Translated(
        fi="Veneen pituus on 2–24 metriä.",
        sv="Båtens längd är 2–24 meter.",
        en="A boat is from 2 to 24 metres long.",
    ),
    "BEAM_RANGE": Translated(
        fi="Veneen leveys on 0,5–12 metriä.",
        sv="Båtens bredd är 0,5–12 meter.",
        en="A boat is from 0.5 to 12 metres wide.",
    ),
    "BEAM_EXCEEDS_LENGTH": Translated(
        fi="Vene ei ole leveämpi kuin se on pitkä.",
        sv="En båt är inte bredare än den är lång.",
        en="A boat is not wider than it is long.",
    ),
    "DRAUGHT_RANGE": Translated(
        fi="Veneen syväys on enintään 6 metriä.",
        sv="Båtens djupgående är högst 6 meter.",
        en="A boat draws 6 metres at most.",
    ),
    "MASS_RANGE": Translated(
        fi="Veneen massa on 10–200 000 kiloa.",
        sv="Båtens massa är 10–200 000 kilo.",
        en="A boat weighs from 10 to 200,000 kilograms.",
    ),
    "BOAT_TYPE_UNKNOWN": Translated(
        fi="Venetyyppiä ei ole.", sv="Båttypen finns inte.", en="There is no such type of boat."
    ),
    "REGISTRATION_SHAPE": Translated(
        fi="Rekisteritunnuksessa on 2–20 kirjainta ja numeroa.",
        sv="Registerbeteckningen består av 2–20 bokstäver och siffror.",
        en="A registration has 2 to 20 letters and digits.",
    ),
}


def boat_fault(code: str, *, field: str) -> Problem:
    """Something told of a boat that cannot be."""
    return Problem(code, field, _FAULTS[code])
