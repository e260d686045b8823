"""Knows the words for everything that can be wrong with an application."""

from collections.abc import Mapping

from harbors.errors import Conflict, NotFound, Problem, Refused
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "REQUIRED": Translated(fi="Tieto puuttuu.", sv="Uppgiften saknas.", en="This is missing."),
    "TOO_LONG": Translated(fi="Teksti on liian pitkä.", sv="Texten är för lång.", en="This text is too long."),
    "UNREADABLE": Translated(
        fi="Tekstissä on merkkejä, joita ei voi lukea.",
        sv="Texten innehåller tecken som inte går att läsa.",
        en="This text holds characters that cannot be read.",
    ),
    "EMAIL_SHAPE": Translated(
        fi="Tämä ei ole sähköpostiosoite.", sv="Detta är ingen e-postadress.", en="This is not an e-mail address."
    ),
    "PHONE_SHAPE": Translated(
        fi="Tämä ei ole puhelinnumero.", sv="Detta är inget telefonnummer.", en="This is not a phone number."
    ),
    "ZIP_CODE_SHAPE": Translated(
        fi="Tämä ei ole postinumero.", sv="Detta är inget postnummer.", en="This is not a postal code."
    ),
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
        fi="Vähintään 5,5 metrin vene on rekisteröitävä: anna rekisteritunnus. Jos venettä ei vielä ole, kerro se.",
        sv="En båt på minst 5,5 meter ska vara registrerad: uppge beteckningen. Om båten inte finns ännu, ange det.",
        en="A boat of 5.5 metres or more has to be registered: give its registration, or say that it is not there yet.",
    ),
    "CHOICES_REQUIRED": Translated(
        fi="Valitse ainakin yksi satama, laituri tai venepaikka.",
        sv="Välj minst en hamn, brygga eller båtplats.",
        en="Choose at least one harbor, pier or berth.",
    ),
    "CHOICE_REPEATED": Translated(
        fi="Tämä on jo listalla.", sv="Detta finns redan på listan.", en="This is on the list already."
    ),
    "CHOICE_UNKNOWN": Translated(
        fi="Tätä paikkaa ei ole.", sv="Platsen finns inte.", en="There is no such harbor, pier or berth."
    ),
    "CHOICE_NOT_OFFERED": Translated(
        fi="Täältä ei voi hakea paikkaa tässä haussa.",
        sv="Här finns inga platser att söka i denna omgång.",
        en="Nothing can be applied for here in this round.",
    ),
    "CONFIRMATION_REQUIRED": Translated(
        fi="Vahvista, että tiedot ovat oikein.",
        sv="Bekräfta att uppgifterna är riktiga.",
        en="Confirm that what you have told is right.",
    ),
}

_TOO_MANY = Translated(fi="Valitse enintään {most}.", sv="Välj högst {most}.", en="Choose {most} at most.")
_UNKNOWN = Translated(
    fi="Hakemusta ei ole, tai muokkausavain ei kuulu siihen.",
    sv="Ansökan finns inte, eller så hör nyckeln inte till den.",
    en="There is no such application, or the edit token is not for it.",
)
_WITHDRAWN = Translated(
    fi="Hakemus on peruttu.", sv="Ansökan har tagits tillbaka.", en="The application has been withdrawn."
)
_TRY_AGAIN = Translated(fi="Yritä uudelleen.", sv="Försök igen.", en="Try again.")


def fault(code: str, *, field: str) -> Problem:
    """Something in the form that cannot be."""
    return Problem(code, field, _FAULTS[code])


def too_many_choices(*, most: int) -> Problem:
    """More choices than the round allows."""
    return Problem("CHOICES_TOO_MANY", "choices", _TOO_MANY.with_figures(most=most))


def unknown_application() -> NotFound:
    """No application has this id, or the capability is not for it: the answer does not tell which."""
    return NotFound(Problem("APPLICATION_UNKNOWN", "applicationId", _UNKNOWN))


def application_withdrawn() -> Refused:
    """A withdrawn application stays withdrawn."""
    return Refused(Problem("APPLICATION_WITHDRAWN", "applicationId", _WITHDRAWN))


def drawn_twice_by_chance() -> Conflict:
    """Chance gave what it gave before; asked again it gives something else."""
    return Conflict(Problem("TRY_AGAIN", None, _TRY_AGAIN))
