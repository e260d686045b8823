"""Knows what each scope lets a program do, in words that follow "it may" and "it asks to"."""

from collections.abc import Mapping

from harbors.access.records import Scope
from harbors.text import Translated

SCOPE_WORDS: Mapping[str, Translated] = {
    Scope.PROFILE_READ: Translated(fi="lukea tietojasi", sv="läsa dina uppgifter", en="read your details"),
    Scope.PROFILE_WRITE: Translated(
        fi="muuttaa tietojasi ja veneitäsi",
        sv="ändra dina uppgifter och båtar",
        en="change your details and boats",
    ),
    Scope.APPLICATIONS_READ: Translated(
        fi="lukea hakemuksesi", sv="läsa dina ansökningar", en="read your applications"
    ),
    Scope.APPLICATIONS_WRITE: Translated(
        fi="hakea paikkoja puolestasi", sv="söka platser för dig", en="apply for places for you"
    ),
    Scope.LISTINGS_READ: Translated(fi="lukea ilmoituksesi", sv="läsa dina annonser", en="read your listings"),
    Scope.LISTINGS_WRITE: Translated(fi="muuttaa ilmoituksiasi", sv="ändra dina annonser", en="change your listings"),
    Scope.PROVIDER_READ: Translated(
        fi="lukea palveluntarjoajasi tiedot",
        sv="läsa din tillhandahållares uppgifter",
        en="read the details of your provider",
    ),
    Scope.PROVIDER_WRITE: Translated(
        fi="hoitaa palveluntarjoajasi asioita",
        sv="sköta din tillhandahållares ärenden",
        en="act for your provider",
    ),
    Scope.PROGRAMS_WRITE: Translated(
        fi="hallita ohjelmiasi ja avaimiasi",
        sv="förvalta dina program och nycklar",
        en="manage your programs and keys",
    ),
    Scope.CITY: Translated(
        fi="toimia kaupungin käsittelijänä", sv="handla som stadens handläggare", en="act as a handler of the city"
    ),
}
