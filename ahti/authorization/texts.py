"""Knows the words of the pages on which people allow programs something."""

from collections.abc import Mapping

from harbors.text import Translated

PAGE: Mapping[str, Translated] = {
    "demonstration": Translated(),
    "title": Translated(fi="Annatko luvan?", sv="Ger du tillstånd?", en="Do you allow this?"),
    "asks": Translated(
        fi="{program} pyytää lupaa toimia puolestasi Ahdissa.",
        sv="{program} ber om att få handla för dig i Ahti.",
        en="{program} asks to act for you in Ahti.",
    ),
    "may": Translated(fi="Se saisi", sv="Det skulle få", en="It could"),
    "home": Translated(fi="Ohjelman kotisivu", sv="Programmets hemsida", en="The program's home"),
    "privacy": Translated(
        fi="Miten se käsittelee tietojasi",
        sv="Hur det behandlar dina uppgifter",
        en="What it does with your data",
    ),
    "opens": Translated(
        fi="Kaupunki ei ole tarkastanut näitä sivuja.",
        sv="Staden har inte granskat dessa sidor.",
        en="The city has not examined these pages.",
    ),
    "trial": Translated(
        fi="Ohjelma on kokeilussa: se toimii vain omistajiensa puolesta.",
        sv="Programmet är på prov: det handlar bara för sina ägare.",
        en="The program is on trial: it acts only for those whose it is.",
    ),
    "lasts": Translated(
        fi="Lupa on voimassa, kunnes perut sen, tai kunnes ohjelma on ollut käyttämättä {days} päivää.",
        sv="Tillståndet gäller tills du återtar det, eller tills programmet inte har använts på {days} dagar.",
        en="This holds until you take it back, or until the program has not been used for {days} days.",
    ),
    "withdraw": Translated(
        fi="Voit perua luvan milloin tahansa omissa tiedoissasi, ja se päättyy heti.",
        sv="Du kan när som helst återta tillståndet bland dina uppgifter, och det upphör genast.",
        en="You can take it back at any time among your own details, and it ends at once.",
    ),
    "sends_back": Translated(
        fi="Tämän jälkeen siirryt osoitteeseen {host}",
        sv="Efter detta kommer du till {host}",
        en="After this you go on to {host}",
    ),
    "allow": Translated(fi="Annan luvan", sv="Jag ger tillstånd", en="Allow"),
    "refuse": Translated(fi="En anna", sv="Jag nekar", en="Do not allow"),
    "languages": Translated(fi="Kieli", sv="Språk", en="Language"),
    "refused_title": Translated(
        fi="Lupaa ei voi pyytää", sv="Det går inte att be om tillstånd", en="Nothing can be asked of you"
    ),
    "refused": Translated(
        fi="Linkki, jolla tulit, ei ole peräisin ohjelmasta, joka saa toimia täällä. Palaa ohjelmaan ja yritä "
        "uudelleen.",
        sv="Länken du kom med hör inte till något program som får handla här. Gå tillbaka till programmet och försök "
        "igen.",
        en="The link that brought you here is not of a program that may act here. Go back to it and try again.",
    ),
    "stale_title": Translated(fi="Aloita alusta", sv="Börja om", en="Please start again"),
    "stale": Translated(
        fi="Sivu on vanhentunut, tai selain ei hyväksy evästeitä. Palaa ohjelmaan ja yritä uudelleen.",
        sv="Sidan är för gammal, eller så tar webbläsaren inte emot kakor. Gå tillbaka till programmet och försök "
        "igen.",
        en="This page is too old, or the browser takes no cookies. Go back to the program and try again.",
    ),
    "away_title": Translated(
        fi="Kirjautuminen ei onnistu juuri nyt", sv="Inloggningen fungerar inte just nu", en="Nobody can sign in now"
    ),
    "away": Translated(
        fi="Tunnistautumispalvelu ei vastaa. Yritä hetken kuluttua uudelleen.",
        sv="Inloggningstjänsten svarar inte. Försök igen om en stund.",
        en="The service for signing in does not answer. Try again in a moment.",
    ),
}
