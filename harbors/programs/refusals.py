"""Knows the words for what a program or a key cannot be, and for what cannot be done with one."""

from collections.abc import Mapping

from harbors.errors import NotFound, Problem
from harbors.programs.records import ClientState
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "ADDRESS_TOO_LONG": Translated(
        fi="Osoite on liian pitkä: enintään 500 merkkiä.",
        sv="Adressen är för lång: högst 500 tecken.",
        en="This address is too long: 500 characters at most.",
    ),
    "ADDRESS_SHAPE": Translated(
        fi="Osoitteessa on merkkejä, jotka eivät kuulu osoitteeseen.",
        sv="Adressen har tecken som inte hör hemma i en adress.",
        en="This holds characters that do not belong in an address.",
    ),
    "PAGE_NOT_SECURE": Translated(
        fi="Anna sivun osoite, joka alkaa https://.",
        sv="Ange en adress som börjar med https://.",
        en="Give the address of a page; it begins with https://.",
    ),
    "REDIRECT_FRAGMENT": Translated(
        fi="Paluuosoitteessa ei voi olla #-merkkiä.",
        sv="En returadress kan inte innehålla #.",
        en="An address to come back to cannot have a fragment (#).",
    ),
    "REDIRECT_WILDCARD": Translated(
        fi="Anna paluuosoite kokonaan: * ei kelpaa.",
        sv="Ange returadressen i sin helhet: * duger inte.",
        en="Give the whole address to come back to: * stands for nothing.",
    ),
    "REDIRECT_KIND": Translated(
        fi="Paluuosoitteen on alettava https://, http://127.0.0.1 tai http://[::1], tai sillä on oltava oma "
        "skeema, jossa on piste, kuten fi.esimerkki.ohjelma:/paluu.",
        sv="En returadress ska börja med https://, http://127.0.0.1 eller http://[::1], eller ha ett eget schema "
        "med en punkt, som fi.exempel.program:/retur.",
        en="An address to come back to begins with https://, http://127.0.0.1 or http://[::1], or has a scheme of "
        "its own with a dot, like com.example.program:/back.",
    ),
    "REDIRECTS_NUMBER": Translated(
        fi="Anna vähintään yksi ja enintään {most} paluuosoitetta.",
        sv="Ange minst en och högst {most} returadresser.",
        en="Give at least one and at most {most} addresses to come back to.",
    ),
    "SCOPES_MISSING": Translated(
        fi="Valitse, mitä saa tehdä.", sv="Välj vad som får göras.", en="Say what it may do: name at least one scope."
    ),
    "KEY_DAYS": Translated(
        fi="Avain on voimassa 1–{most} päivää.",
        sv="En nyckel gäller 1–{most} dagar.",
        en="A key lasts between 1 and {most} days.",
    ),
    "KEY_OVERLAP": Translated(
        fi="Vanha avain voi olla voimassa vielä 0–{most} päivää.",
        sv="Den gamla nyckeln kan gälla ännu 0–{most} dagar.",
        en="The old key may go on for 0 to {most} days.",
    ),
}

_STATES: Mapping[ClientState, Translated] = {
    ClientState.ACTIVE: Translated(
        fi="Ohjelma on jo käytössä.", sv="Programmet är redan i bruk.", en="The program is in use already."
    ),
    ClientState.SUSPENDED: Translated(
        fi="Kaupunki on keskeyttänyt ohjelman käytön.",
        sv="Staden har stängt av programmet.",
        en="The city has suspended the program.",
    ),
    ClientState.RETIRED: Translated(
        fi="Ohjelma on poistettu käytöstä.", sv="Programmet är taget ur bruk.", en="The program is retired."
    ),
}
_UNKNOWN_CLIENT = Translated(
    fi="Ohjelmaa ei ole, tai se ei ole sinun.",
    sv="Programmet finns inte, eller är inte ditt.",
    en="There is no such program, or it is not yours.",
)
_NO_SECRET = Translated(
    fi="Ohjelmalla ei ole salaisuutta: se toimii käyttäjän laitteella.",
    sv="Programmet har ingen hemlighet: det körs på användarens apparat.",
    en="The program has no secret: it runs on the devices of people.",
)
_UNKNOWN_GRANT = Translated(
    fi="Lupaa ei ole, tai se on jo peruttu.",
    sv="Tillståndet finns inte, eller är redan återtaget.",
    en="There is no such grant, or it was revoked already.",
)
_UNKNOWN_KEY = Translated(
    fi="Avainta ei ole, tai se ei ole teidän.",
    sv="Nyckeln finns inte, eller är inte er.",
    en="There is no such key, or it is not yours.",
)
_KEY_OVER = Translated(
    fi="Avain ei ole enää voimassa: luo uusi.",
    sv="Nyckeln gäller inte längre: skapa en ny.",
    en="The key is over: make a new one.",
)
_KEY_REPLACED = Translated(
    fi="Avain on jo vaihdettu.", sv="Nyckeln är redan utbytt.", en="The key has been replaced already."
)
_ROLE = Translated(
    fi="Avain ei voi tehdä enempää kuin sinä itse: valitse oma roolisi tai suppeampi.",
    sv="En nyckel kan inte göra mer än du själv: välj din egen roll eller en mindre.",
    en="A key can do no more than you: choose your own role, or a lesser one.",
)
_SCOPES = Translated(
    fi="Ohjelma ei voi luoda avainta, joka saa tehdä enempää kuin se itse.",
    sv="Ett program kan inte skapa en nyckel som får göra mer än programmet självt.",
    en="A program cannot make a key that may do more than the program itself.",
)
_PERSON = Translated(
    fi="Avaimen luo ihminen: avaimella ei voi luoda toista.",
    sv="Nycklar skapas av människor: med en nyckel kan ingen annan skapas.",
    en="Keys are made by people: a key cannot make another.",
)
_TEST = Translated(
    fi="Kokeilussa oleva ohjelma voi luoda vain kokeiluun tarkoitettuja.",
    sv="Ett program på prov kan bara skapa sådant som är avsett för prov.",
    en="A program in test mode can only make what is in test mode, too.",
)


def fault(code: str, field: str, **figures: object) -> Problem:
    """Something in what is told of a program or a key that cannot be."""
    return Problem(code, field, _FAULTS[code].with_figures(**figures))


def client_state(state: ClientState) -> Problem:
    """Where the program stands, this cannot be done."""
    return Problem(f"CLIENT_{state}", "clientId", _STATES[state])


def unknown_client() -> NotFound:
    """No program has this id, or it is somebody else's: the answer does not tell which."""
    return NotFound(Problem("CLIENT_UNKNOWN", "clientId", _UNKNOWN_CLIENT))


def no_secret() -> Problem:
    """The program is public."""
    return Problem("CLIENT_PUBLIC", "clientId", _NO_SECRET)


def unknown_grant() -> NotFound:
    """No grant of this person has this id."""
    return NotFound(Problem("GRANT_UNKNOWN", "grantId", _UNKNOWN_GRANT))


def unknown_key() -> NotFound:
    """No key of this provider has this id."""
    return NotFound(Problem("API_KEY_UNKNOWN", "apiKeyId", _UNKNOWN_KEY))


def key_over() -> Problem:
    """It was revoked, or has expired."""
    return Problem("API_KEY_OVER", "apiKeyId", _KEY_OVER)


def key_replaced() -> Problem:
    """Another has taken over."""
    return Problem("API_KEY_REPLACED", "apiKeyId", _KEY_REPLACED)


def role_above_own() -> Problem:
    """Nobody passes on more than they have."""
    return Problem("ROLE_ABOVE_OWN", "role", _ROLE)


def beyond_own_scopes() -> Problem:
    """A program passes on no more than a person gave it."""
    return Problem("SCOPES_ABOVE_OWN", "scopes", _SCOPES)


def person_required() -> Problem:
    """No key makes others."""
    return Problem("PERSON_REQUIRED", None, _PERSON)


def beyond_test_mode() -> Problem:
    """A trial stays one."""
    return Problem("TEST_MODE_ONLY", "testMode", _TEST)
