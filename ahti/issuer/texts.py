"""Knows the words of the sign-in pages."""

from collections.abc import Mapping

from harbors.access.records import Assurance
from harbors.programs.words import SCOPE_WORDS
from harbors.text import Translated

PAGE: Mapping[str, Translated] = {
    "title": Translated(fi="Kirjaudu sisään", sv="Logga in", en="Sign in"),
    "demonstration": Translated(fi="Kokeilu", sv="Demonstration", en="Demonstration"),
    "choose": Translated(
        fi="Valitse, kenenä kirjaudut. Henkilöt ovat keksittyjä, eikä salasanaa tarvita.",
        sv="Välj vem du vill vara. Personerna är påhittade och inget lösenord behövs.",
        en="Choose who you want to be. The people are invented, and no password is needed.",
    ),
    "asks": Translated(fi="{program} pyytää lupaa", sv="{program} ber om att få", en="{program} asks to"),
    "people": Translated(fi="Henkilöt", sv="Personer", en="People"),
    "decline": Translated(fi="Peruuta", sv="Avbryt", en="Cancel"),
    "languages": Translated(fi="Kieli", sv="Språk", en="Language"),
    "refused_title": Translated(
        fi="Kirjautuminen ei onnistu", sv="Inloggningen lyckas inte", en="This sign-in cannot go on"
    ),
    "refused": Translated(
        fi="Linkki, jolla tulit, ei ole peräisin tuntemastamme ohjelmasta. Palaa palveluun ja yritä uudelleen.",
        sv="Länken du kom med hör inte till något program som vi känner. Gå tillbaka till tjänsten och försök igen.",
        en="The link that brought you here is not of a program that we know. Go back to the service and try again.",
    ),
    "stale": Translated(
        fi="Sivu on vanhentunut, tai selain ei hyväksy evästeitä. Palaa palveluun ja yritä uudelleen.",
        sv="Sidan är för gammal, eller så tar webbläsaren inte emot kakor. Gå tillbaka till tjänsten och försök igen.",
        en="This page is too old, or the browser takes no cookies. Go back to the service and try again.",
    ),
    "signed_out_title": Translated(fi="Olet kirjautunut ulos", sv="Du är utloggad", en="You are signed out"),
    "signed_out": Translated(
        fi="Voit sulkea tämän sivun.", sv="Du kan stänga den här sidan.", en="You can close this page."
    ),
}

LEVELS: Mapping[Assurance, Translated] = {
    Assurance.NONE: Translated(fi="Ei tunnistettu", sv="Inte identifierad", en="Not identified"),
    Assurance.LOW: Translated(
        fi="Ilman vahvaa tunnistusta", sv="Utan stark autentisering", en="Without strong identification"
    ),
    Assurance.SUBSTANTIAL: Translated(fi="Vahvasti tunnistettu", sv="Starkt autentiserad", en="Strongly identified"),
    Assurance.HIGH: Translated(
        fi="Vahvasti tunnistettu, korkea taso", sv="Starkt autentiserad, hög nivå", en="Strongly identified, high level"
    ),
}

SCOPES: Mapping[str, Translated] = {
    "openid": Translated(fi="tietää, kuka olet", sv="veta vem du är", en="know who you are"),
    "profile": Translated(
        fi="nähdä nimesi ja kotikuntasi", sv="se ditt namn och din hemkommun", en="see your name and municipality"
    ),
    "email": Translated(fi="nähdä sähköpostiosoitteesi", sv="se din e-postadress", en="see your e-mail address"),
    "phone": Translated(fi="nähdä puhelinnumerosi", sv="se ditt telefonnummer", en="see your phone number"),
    "offline_access": Translated(
        fi="toimia puolestasi, kun et ole paikalla",
        sv="handla för dig när du inte är på plats",
        en="act for you while you are away",
    ),
    **SCOPE_WORDS,
}
