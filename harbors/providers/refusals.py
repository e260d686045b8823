"""Knows the words for what cannot be with sign-ups and with what providers tell of themselves."""

from collections.abc import Mapping

from harbors.errors import Conflict, NotFound, Problem, Refused
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "NAME_REQUIRED": Translated(
        fi="Anna nimi ainakin yhdellä kielellä.",
        sv="Ange namnet på minst ett språk.",
        en="Give the name in one language at least.",
    ),
    "KIND_NOT_OPEN": Translated(
        fi="Kaupunki ei ilmoittaudu täällä: sen lisää ylläpito.",
        sv="En stad anmäler sig inte här: den läggs till av driften.",
        en="A city does not sign up here: whoever runs the service adds it.",
    ),
    "BUSINESS_ID_REQUIRED": Translated(
        fi="Yritys tarvitsee Y-tunnuksen.",
        sv="Ett företag behöver ett FO-nummer.",
        en="A company needs its business id.",
    ),
    "BUSINESS_ID_OF_A_PERSON": Translated(
        fi="Yksityishenkilöllä ei ole Y-tunnusta. Ilmoittaudu yrityksenä, jos toimit yrityksenä.",
        sv="En privatperson har inget FO-nummer. Anmäl dig som företag om du verkar som företag.",
        en="A private person has no business id. Sign up as a company if you act as one.",
    ),
    "BUSINESS_ID_WRONG": Translated(
        fi="Y-tunnus ei ole oikein: tarkista numerot.",
        sv="FO-numret är inte rätt: kontrollera siffrorna.",
        en="The business id is not right: check its digits.",
    ),
    "BUSINESS_ID_TAKEN": Translated(
        fi="Tällä Y-tunnuksella on jo palveluntarjoaja tai ilmoittautuminen. Pyydä sen omistajalta kutsu.",
        sv="Det finns redan en tillhandahållare eller en anmälan med detta FO-nummer. Be ägaren om en inbjudan.",
        en="There is a provider or a sign-up with this business id already. Ask its owner for an invitation.",
    ),
    "SIGN_UP_WAITING": Translated(
        fi="Sinulla on jo ilmoittautuminen, jota ei ole ratkaistu. Odota päätöstä tai peru se ensin.",
        sv="Du har redan en anmälan som inte är avgjord. Vänta på beslutet eller återta den först.",
        en="You have a sign-up already that is not decided. Wait for the decision, or withdraw it first.",
    ),
    "PRIVATE_PERSON_ALREADY": Translated(
        fi="Olet jo palveluntarjoaja yksityishenkilönä.",
        sv="Du är redan tillhandahållare som privatperson.",
        en="You are a provider as a private person already.",
    ),
    "SIGN_UP_UNKNOWN": Translated(
        fi="Ilmoittautumista ei ole.", sv="Anmälan finns inte.", en="There is no such sign-up."
    ),
    "SIGN_UP_DECIDED": Translated(
        fi="Ilmoittautuminen on jo ratkaistu tai peruttu.",
        sv="Anmälan är redan avgjord eller återtagen.",
        en="The sign-up has been decided or withdrawn already.",
    ),
    "OWN_SIGN_UP": Translated(
        fi="Omasta ilmoittautumisesta päättää joku muu.",
        sv="Någon annan beslutar om din egen anmälan.",
        en="Somebody else decides on your own sign-up.",
    ),
    "URL_SHAPE": Translated(
        fi="Anna osoite, joka alkaa https:// tai http://.",
        sv="Ange en adress som börjar med https:// eller http://.",
        en="Give an address that begins with https:// or http://.",
    ),
    "PROVIDER_UNKNOWN": Translated(
        fi="Palveluntarjoajaa ei ole.", sv="Tillhandahållaren finns inte.", en="There is no such provider."
    ),
}


def provider_fault(code: str, *, field: str) -> Problem:
    """Something told of a provider that cannot be."""
    return Problem(code, field, _FAULTS[code])


def business_id_taken() -> Conflict:
    """There is a provider with this business id, or a sign-up that waits."""
    return Conflict(provider_fault("BUSINESS_ID_TAKEN", field="businessId"))


def sign_up_waiting() -> Conflict:
    """The person has a sign-up that waits."""
    return Conflict(Problem("SIGN_UP_WAITING", None, _FAULTS["SIGN_UP_WAITING"]))


def private_person_already() -> Conflict:
    """A person is a provider once."""
    return Conflict(provider_fault("PRIVATE_PERSON_ALREADY", field="kind"))


def sign_up_unknown() -> NotFound:
    """No such sign-up, or another person's."""
    return NotFound(provider_fault("SIGN_UP_UNKNOWN", field="signUpId"))


def sign_up_decided() -> Refused:
    """The sign-up does not wait any more."""
    return Refused(provider_fault("SIGN_UP_DECIDED", field="signUpId"))


def own_sign_up() -> Refused:
    """Nobody decides on what is their own."""
    return Refused(provider_fault("OWN_SIGN_UP", field="signUpId"))


def provider_unknown() -> NotFound:
    """No such provider, or one that has retired."""
    return NotFound(provider_fault("PROVIDER_UNKNOWN", field="providerId"))
