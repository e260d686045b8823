"""Knows the words for what can be wrong with a boat."""

from collections.abc import Mapping

from harbors.errors import Conflict, NotFound, Problem
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
    "REGISTRATION_REQUIRED": Translated(
        fi="Vähintään 5,5 metrin tai 15 kilowatin vene on rekisteröitävä: anna rekisteritunnus.",
        sv="En båt på minst 5,5 meter eller 15 kilowatt ska vara registrerad: uppge registerbeteckningen.",
        en="A boat of 5.5 metres or 15 kilowatts or more has to be registered: give its registration.",
    ),
    "COUNTRY_SHAPE": Translated(
        fi="Maa kerrotaan kahdella kirjaimella, kuten FI.",
        sv="Landet anges med två bokstäver, till exempel FI.",
        en="A country is told by two letters, as FI.",
    ),
    "HEIGHT_RANGE": Translated(
        fi="Veneen korkeus on enintään 40 metriä.",
        sv="Båtens höjd är högst 40 meter.",
        en="A boat is 40 metres high at most.",
    ),
    "ENGINE_RANGE": Translated(
        fi="Moottorin teho on 0–10 000 kilowattia.",
        sv="Motorns effekt är 0–10 000 kilowatt.",
        en="An engine has from 0 to 10,000 kilowatts.",
    ),
    "TITLE_IN_THE_FUTURE": Translated(
        fi="Päivä ei voi olla tulevaisuudessa.",
        sv="Dagen kan inte ligga i framtiden.",
        en="The day cannot lie in the future.",
    ),
    "SHARE_RANGE": Translated(
        fi="Osuus on yli 0 ja enintään 100 prosenttia.",
        sv="Andelen är över 0 och högst 100 procent.",
        en="A share is more than 0 and at most 100 per cent.",
    ),
    "SHARES_ARE_A_WHOLE": Translated(
        fi="Osuuksien summa on 100 prosenttia.",
        sv="Andelarna blir tillsammans 100 procent.",
        en="The shares make 100 per cent together.",
    ),
    "ONE_ANSWERS": Translated(
        fi="Yksi omistajista vastaa veneestä.",
        sv="En av ägarna ansvarar för båten.",
        en="One of the owners answers for the boat.",
    ),
    "OWNERS_TOO_MANY": Translated(
        fi="Veneellä on enintään 20 omistajaa.",
        sv="En båt har högst 20 ägare.",
        en="A boat has 20 owners at most.",
    ),
    "CERTIFICATE_EXPIRED": Translated(
        fi="Todistus ei ole enää voimassa.",
        sv="Intyget gäller inte längre.",
        en="The certificate is no longer good.",
    ),
    "CERTIFICATE_REPEATED": Translated(
        fi="Tämä todistus on jo tallennettu.", sv="Intyget finns redan.", en="This certificate is here already."
    ),
    "BOAT_UNKNOWN": Translated(fi="Venettä ei ole.", sv="Båten finns inte.", en="There is no such boat."),
    "CERTIFICATE_UNKNOWN": Translated(
        fi="Todistusta ei ole.", sv="Intyget finns inte.", en="There is no such certificate."
    ),
}


def boat_fault(code: str, *, field: str) -> Problem:
    """Something told of a boat that cannot be."""
    return Problem(code, field, _FAULTS[code])


def boat_unknown() -> NotFound:
    """No such boat, or not this caller's: the answer does not tell which."""
    return NotFound(boat_fault("BOAT_UNKNOWN", field="boatId"))


def certificate_unknown() -> NotFound:
    """No such paper, or not of this caller's boat."""
    return NotFound(boat_fault("CERTIFICATE_UNKNOWN", field="certificateId"))


def certificate_repeated() -> Conflict:
    """The boat has a paper of this kind with this number already."""
    return Conflict(boat_fault("CERTIFICATE_REPEATED", field="number"))
