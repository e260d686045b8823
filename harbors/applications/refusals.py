"""Knows the words for everything that can be wrong with an application."""

from collections.abc import Mapping

from harbors.errors import Conflict, NotFound, Problem, Refused
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "REGISTRATION_REQUIRED": Translated(
        fi="Vähintään 5,5 metrin vene on rekisteröitävä: anna rekisteritunnus. Jos venettä ei vielä ole, kerro se.",
        sv="En båt på minst 5,5 meter ska vara registrerad: uppge beteckningen. Om båten inte finns ännu, ange det.",
        en="A boat of 5.5 metres or more has to be registered: give its registration, or say that it is not there yet.",
    ),
    "UNDER_AGE": Translated(
        fi="Paikan voi saada, kun on täyttänyt 18 vuotta.",
        sv="Man kan få en plats när man har fyllt 18 år.",
        en="A place is for people who are 18 or older.",
    ),
    "NOT_DISCLOSED": Translated(
        fi="Turvakiellon aikana osoitetta ja kotikuntaa ei kerrota.",
        sv="När det finns en spärrmarkering uppges varken adress eller hemkommun.",
        en="While there is an order of non-disclosure, neither address nor municipality is told.",
    ),
    "CLAIM_NAMES_DIFFER": Translated(
        fi="Hakemuksessa on toinen nimi kuin profiilissasi.",
        sv="Namnet i ansökan är ett annat än i din profil.",
        en="The name in the application is another than that in your profile.",
    ),
    "LEASE_MISSING": Translated(
        fi="Sinulla ei ole tältä palveluntarjoajalta paikkaa, jonka voisi pitää tai vaihtaa.",
        sv="Du har ingen plats hos denna tillhandahållare som du kunde behålla eller byta.",
        en="You have no place of this provider that could be kept or changed.",
    ),
    "LEASE_NOT_NEEDED": Translated(
        fi="Uuteen paikkaan ei tarvita nykyistä paikkaa.",
        sv="För en ny plats behövs ingen nuvarande plats.",
        en="For a new place no current place is told.",
    ),
    "CONSENT_UNKNOWN": Translated(
        fi="Haussa ei kysytä tällaista suostumusta.",
        sv="Ett sådant samtycke frågas inte efter i omgången.",
        en="The round does not ask for such a consent.",
    ),
    "CONSENT_REQUIRED": Translated(
        fi="Hakeminen edellyttää kaikkia pakollisia suostumuksia.",
        sv="För ansökan behövs alla obligatoriska samtycken.",
        en="To apply, all consents that are required have to be given.",
    ),
    "REACHABLE": Translated(
        fi="Anna sähköposti, postiosoite tai puhelinnumero.",
        sv="Ange e-post, postadress eller telefonnummer.",
        en="Give a mail address, a postal address or a telephone number.",
    ),
    "CLASS_UNKNOWN": Translated(
        fi="Haussa ei ole tällaista luokkaa.",
        sv="Omgången har ingen sådan klass.",
        en="The round has no such class.",
    ),
    "KEPT_OF_THE_PAIR": Translated(
        fi="Kerro, kumpi hakemuksista jää.",
        sv="Ange vilken av de två ansökningarna som blir kvar.",
        en="Tell which of the two applications stays.",
    ),
    "CHOICES_REQUIRED": Translated(
        fi="Valitse ainakin yksi satama tai alue, sen osa tai yksittäinen paikka.",
        sv="Välj minst en hamn eller ett område, en del av det eller en enda plats.",
        en="Choose at least one harbor or area, a part of it, or a single place.",
    ),
    "CHOICE_REPEATED": Translated(
        fi="Tämä on jo listalla.", sv="Detta finns redan på listan.", en="This is on the list already."
    ),
    "CHOICE_UNKNOWN": Translated(fi="Tätä paikkaa ei ole.", sv="Platsen finns inte.", en="There is no such place."),
    "CHOICE_NOT_OFFERED": Translated(
        fi="Täältä ei voi hakea paikkaa tässä haussa.",
        sv="Här finns inga platser att söka i denna omgång.",
        en="Nothing can be applied for here in this round.",
    ),
    "CHOICE_NOT_OF_BERTHS": Translated(
        fi="Tästä jaetaan venepaikkoja: valitse satama, laituri tai venepaikka.",
        sv="Här ges båtplatser: välj en hamn, en brygga eller en båtplats.",
        en="Berths are given here: choose a harbor, a pier or a berth.",
    ),
    "CHOICE_NOT_OF_WINTER_PLACES": Translated(
        fi="Tässä haussa jaetaan talvisäilytyspaikkoja: valitse talvisäilytysalue, sen osa tai ruutupaikka.",
        sv="I denna omgång ges vinterförvaringsplatser: välj ett område, en del av det eller en rutplats.",
        en="This round gives winter places: choose a winter storage area, a section of it or a marked place.",
    ),
    "CHOICE_BY_NOTICE": Translated(
        fi="Tällä alueella ei ole jaettavia paikkoja: tuo vene ensin ja tee sitten ilmoitus.",
        sv="På detta område finns inga platser att dela ut: för båten dit först och gör sedan en anmälan.",
        en="No places of this area are given in a round: bring the boat first, then notify.",
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
_PAIR_UNKNOWN = Translated(
    fi="Tällaista paria ei ole.", sv="Paret finns inte.", en="There is no such pair of applications."
)
_PAIR_RESOLVED = Translated(
    fi="Pari on jo ratkaistu.", sv="Paret är redan avgjort.", en="The pair has been decided already."
)
_LEASE_TAKEN = Translated(
    fi="Tällä paikalla on tässä haussa jo hakemus.",
    sv="För denna plats finns redan en ansökan i omgången.",
    en="There is an application with this current place in the round already.",
)
_DRAFT_UNKNOWN = Translated(fi="Luonnosta ei ole.", sv="Utkastet finns inte.", en="There is no such draft.")
_DRAFT_NEWER = Translated(
    fi="Luonnos on tallennettu muualla: uusin versio on {version}.",
    sv="Utkastet har sparats någon annanstans: den nyaste versionen är {version}.",
    en="The draft was saved elsewhere: the newest version is {version}.",
)
_DRAFT_GONE = Translated(
    fi="Luonnos on poistettu tai lähetetty hakemuksena.",
    sv="Utkastet har tagits bort eller skickats som ansökan.",
    en="The draft was discarded, or submitted as an application.",
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


def names_differ() -> Refused:
    """Who claims an application has to be the one who is named in it."""
    return Refused(fault("CLAIM_NAMES_DIFFER", field="applicationId"))


def lease_applied_with() -> Conflict:
    """A tenant keeps or changes a place once."""
    return Conflict(Problem("LEASE_APPLIED_WITH", "mode", _LEASE_TAKEN))


def unknown_pair() -> NotFound:
    """No pair that this transaction sees has this id."""
    return NotFound(Problem("DUPLICATE_UNKNOWN", "duplicateId", _PAIR_UNKNOWN))


def pair_resolved() -> Refused:
    """A pair does not go there any more."""
    return Refused(Problem("DUPLICATE_RESOLVED", "duplicateId", _PAIR_RESOLVED))


def unknown_draft() -> NotFound:
    """The acting person has no draft with this id."""
    return NotFound(Problem("DRAFT_UNKNOWN", "draftId", _DRAFT_UNKNOWN))


def draft_newer(version: int) -> Conflict:
    """Another device has saved since."""
    return Conflict(Problem("DRAFT_NEWER", "version", _DRAFT_NEWER.with_figures(version=version)))


def draft_gone() -> Conflict:
    """What was saved before is not there any more."""
    return Conflict(Problem("DRAFT_GONE", "version", _DRAFT_GONE))
