"""Knows the words for what a listing cannot be, and for what is wrong in a file of them."""

from collections.abc import Mapping

from harbors.errors import Problem
from harbors.faults import WORDS
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    **WORDS,
    "NAME_MISSING": Translated(
        fi="Anna nimi ainakin yhdellä kielellä.",
        sv="Ange namnet på minst ett språk.",
        en="Give a name in at least one language.",
    ),
    "TEXT_EXPECTED": Translated(fi="Tähän kuuluu teksti.", sv="Här ska stå text.", en="This has to be a text."),
    "TOO_LONG": Translated(
        fi="Teksti on liian pitkä: enintään {most} merkkiä.",
        sv="Texten är för lång: högst {most} tecken.",
        en="This text is too long: {most} characters at most.",
    ),
    "FORMULA": Translated(
        fi="Teksti ei voi alkaa merkillä =, +, - tai @: taulukkolaskenta pitäisi sitä kaavana.",
        sv="Texten får inte börja med =, +, - eller @: ett kalkylprogram skulle ta den för en formel.",
        en="This text cannot begin with =, +, - or @: a spreadsheet would take it for a formula.",
    ),
    "NUMBER_EXPECTED": Translated(
        fi="Tähän kuuluu kokonaisluku.", sv="Här ska stå ett heltal.", en="This has to be a whole number."
    ),
    "MILLIMETRES_EXPECTED": Translated(
        fi="Mitat annetaan kokonaisina millimetreinä: 3,5 metriä on 3500.",
        sv="Mått anges i hela millimeter: 3,5 meter är 3500.",
        en="Measures are given in whole millimetres: 3.5 metres is 3500.",
    ),
    "OUT_OF_RANGE": Translated(
        fi="Arvon on oltava {least}–{most}.",
        sv="Värdet ska vara {least}–{most}.",
        en="This has to lie between {least} and {most}.",
    ),
    "FLAG_EXPECTED": Translated(
        fi="Tähän kuuluu tosi tai epätosi (true, false).",
        sv="Här ska stå sant eller falskt (true, false).",
        en="This has to be true or false.",
    ),
    "CHOICE_UNKNOWN": Translated(
        fi="Arvon on oltava jokin näistä: {choices}.",
        sv="Värdet ska vara något av dessa: {choices}.",
        en="This has to be one of {choices}.",
    ),
    "WEB_ADDRESS_SHAPE": Translated(
        fi="Osoitteen on alettava https:// tai http://.",
        sv="Adressen ska börja med https:// eller http://.",
        en="A web address begins with https:// or http://.",
    ),
    "ID_SHAPE": Translated(fi="Tämä ei ole tunniste.", sv="Detta är ingen identifierare.", en="This is not an id."),
    "REFERENCE_UNKNOWN": Translated(
        fi="Tällaista kohdetta ei ole, tai se ei ole teidän.",
        sv="Det som anges finns inte, eller är inte ert.",
        en="There is no such thing, or it is not yours.",
    ),
    "REFERENCE_AMBIGUOUS": Translated(
        fi="Tämän nimisiä on useita: anna tunniste.",
        sv="Det finns flera med detta namn: ange identifieraren.",
        en="Several are called so: give the id.",
    ),
    "NOT_TOGETHER": Translated(
        fi="Laituri ei ole tässä satamassa.",
        sv="Bryggan finns inte i denna hamn.",
        en="The pier is not in this harbor.",
    ),
    "NUMBER_TAKEN": Translated(
        fi="Tämä tunnus on siellä jo käytössä.",
        sv="Denna beteckning är redan i bruk där.",
        en="This number or name is in use there already.",
    ),
    "LINE_REPEATED": Translated(
        fi="Sama kohde on jo rivillä {line}.",
        sv="Samma sak finns redan på rad {line}.",
        en="The same thing is on line {line} already.",
    ),
    "LISTING_UNKNOWN": Translated(
        fi="Tällaista kohdetta ei ole, tai se ei ole teidän.",
        sv="Det som anges finns inte, eller är inte ert.",
        en="There is no such thing, or it is not yours.",
    ),
    "COLUMN_UNKNOWN": Translated(
        fi="Tuntematon tieto. Tunnetut ovat: {known}.",
        sv="Okänd uppgift. Kända är: {known}.",
        en="Nobody knows this field. Known are: {known}.",
    ),
    "COLUMN_REPEATED": Translated(
        fi="Tämä tieto on annettu kahdesti.", sv="Uppgiften är given två gånger.", en="This is told twice."
    ),
    "ROW_RAGGED": Translated(
        fi="Rivillä on {cells} saraketta, otsikoita on {headings}.",
        sv="Raden har {cells} kolumner, rubrikerna är {headings}.",
        en="This line has {cells} cells where there are {headings} headings.",
    ),
    "GEOMETRY_WRONG": Translated(
        fi="Muoto ei kelpaa (virhe englanniksi: {path} {reason}).",
        sv="Formen duger inte (felet på engelska: {path} {reason}).",
        en="The geometry cannot be kept: {path} {reason}.",
    ),
    "GEOMETRY_TYPE": Translated(
        fi="Muodon on oltava jokin näistä: {choices}.",
        sv="Formen ska vara någon av dessa: {choices}.",
        en="The geometry has to be one of {choices}.",
    ),
    "GEOMETRY_TOO_FINE": Translated(
        fi="Muodossa on liikaa pisteitä: enintään {most}.",
        sv="Formen har för många punkter: högst {most}.",
        en="The geometry has too many positions: {most} at most.",
    ),
    "COORDINATES_SWAPPED": Translated(
        fi="Pituus- ja leveysaste ovat väärin päin: ensin pituusaste ({longitude}), sitten leveysaste ({latitude}).",
        sv="Longitud och latitud har bytt plats: först longitud ({longitude}), sedan latitud ({latitude}).",
        en="Longitude and latitude are swapped: longitude comes first ({longitude}), then latitude ({latitude}).",
    ),
    "OUTSIDE_FINLAND": Translated(
        fi="Sijainti {longitude}, {latitude} on kaukana Suomesta (WGS 84, asteina).",
        sv="Läget {longitude}, {latitude} är långt från Finland (WGS 84, i grader).",
        en="The position {longitude}, {latitude} lies far from Finland (WGS 84, in degrees).",
    ),
    "POSITION_EXPECTED": Translated(
        fi="Sijaintiin tarvitaan sekä lat että lon desimaaliasteina.",
        sv="Ett läge behöver både lat och lon i decimalgrader.",
        en="A position needs both lat and lon, in decimal degrees.",
    ),
    "FILE_TOO_LARGE": Translated(
        fi="Tiedosto on liian suuri: enintään {most} tavua.",
        sv="Filen är för stor: högst {most} byte.",
        en="The file is too large: {most} bytes at most.",
    ),
    "FILE_TOO_LONG": Translated(
        fi="Tiedostossa on liikaa kohteita: enintään {most}.",
        sv="Filen har för många poster: högst {most}.",
        en="The file holds too many records: {most} at most.",
    ),
    "FILE_EMPTY": Translated(
        fi="Tiedostossa ei ole kohteita.", sv="Filen innehåller inga poster.", en="The file holds no records."
    ),
    "FILE_UNREADABLE": Translated(
        fi="Tiedostoa ei voi lukea (virhe englanniksi: {reason}).",
        sv="Filen går inte att läsa (felet på engelska: {reason}).",
        en="The file cannot be read: {reason}.",
    ),
    "FEATURE_EXPECTED": Translated(
        fi="Tämän on oltava GeoJSON-kohde (Feature).",
        sv="Detta ska vara ett GeoJSON-objekt (Feature).",
        en="This has to be a GeoJSON Feature.",
    ),
    "TOO_MANY_FAULTS": Translated(
        fi="Virheitä on enemmänkin; tässä ovat ensimmäiset {most}.",
        sv="Det finns fler fel; här är de första {most}.",
        en="There are more faults; these are the first {most}.",
    ),
    "REASON_REQUIRED": Translated(
        fi="Kerro, miksi ilmoitus hylätään.", sv="Ange varför anmälan avslås.", en="Say why the listing is rejected."
    ),
    "LISTINGS_REQUIRED": Translated(
        fi="Valitse ainakin yksi ilmoitus.", sv="Välj minst en anmälan.", en="Name at least one listing."
    ),
    "LISTINGS_TOO_MANY": Translated(
        fi="Valitse enintään {most} ilmoitusta kerralla.",
        sv="Välj högst {most} anmälningar på en gång.",
        en="Name {most} listings at most at once.",
    ),
}


def fault(code: str, field: str | None, **figures: object) -> Problem:
    """Something in a listing that cannot be."""
    return Problem(code, field, _FAULTS[code].with_figures(**figures))
