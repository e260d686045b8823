"""Knows the lists that staff take along, and how they are written so that a spreadsheet runs nothing in them."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from harbors.text import Language, Translated
from harbors.worklists.records import Sheet

# A cell that begins so is a formula, or the call of another program, to some spreadsheet.
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
_HEADINGS: Mapping[str, Translated] = {
    "reference": Translated(fi="Viite", sv="Referens", en="Reference"),
    "public_id": Translated(fi="Julkinen tunnus", sv="Offentlig kod", en="Public id"),
    "status": Translated(fi="Tila", sv="Status", en="Status"),
    "mode": Translated(fi="Laji", sv="Typ", en="Mode"),
    "channel": Translated(fi="Kanava", sv="Kanal", en="Channel"),
    "class_number": Translated(fi="Luokka", sv="Klass", en="Class"),
    "submitted_at": Translated(fi="Lähetetty", sv="Inlämnad", en="Submitted"),
    "first_name": Translated(fi="Etunimi", sv="Förnamn", en="First name"),
    "last_name": Translated(fi="Sukunimi", sv="Efternamn", en="Last name"),
    "email": Translated(fi="Sähköposti", sv="E-post", en="E-mail"),
    "phone": Translated(fi="Puhelin", sv="Telefon", en="Phone"),
    "municipality": Translated(fi="Kotikunta", sv="Hemkommun", en="Municipality"),
    "language": Translated(fi="Kieli", sv="Språk", en="Language"),
    "boat_registration": Translated(fi="Rekisterinumero", sv="Registernummer", en="Registration"),
    "length_mm": Translated(fi="Pituus mm", sv="Längd mm", en="Length mm"),
    "beam_mm": Translated(fi="Leveys mm", sv="Bredd mm", en="Beam mm"),
    "draught_mm": Translated(fi="Syväys mm", sv="Djupgående mm", en="Draught mm"),
    "mass_kg": Translated(fi="Paino kg", sv="Vikt kg", en="Mass kg"),
    "choices": Translated(fi="Hakutoiveet", sv="Önskemål", en="Choices"),
    "position": Translated(fi="Sija jonossa", sv="Plats i kön", en="Position"),
    "rank": Translated(fi="Saatu toive (0 = 1.)", sv="Fått önskemål (0 = första)", en="Choice won (0 = first)"),
}


def sheet_of_applications(rows: Iterable[Mapping[str, Any]], *, name: str, language: Language) -> Sheet:
    """A row for each application, headed in a language."""
    return Sheet(
        name=name,
        headings=tuple(words.in_language(language) or column for column, words in _HEADINGS.items()),
        rows=tuple(tuple(_cell(row[column]) for column in _HEADINGS) for row in rows),
    )


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte order mark, semicolons, and no cell that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(heading) for heading in sheet.headings])
    for row in sheet.rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip(" \N{NO-BREAK SPACE}").startswith(_BEGINS_A_FORMULA) else text


def _cell(value: Any) -> str | int | None:
    if value is None or isinstance(value, int):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
