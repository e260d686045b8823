"""Knows how everybody in a published draw is written to: some at a time, each once, whoever is killed in between."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from harbors.access.records import PersonId
from harbors.allocations.reads import STATEMENTS
from harbors.allocations.records import DrawId
from harbors.chance import Chance
from harbors.notices.commands import notify
from harbors.notices.records import Recipient, Template
from harbors.rounds.records import RoundKind
from harbors.sql import Connection, Row
from harbors.text import Language, Translated, told_time

MOST_AT_ONCE = 200
_NEXT = {
    True: Translated(
        fi="Hakemuksesi siirtyy seuraavaan hakuun automaattisesti; voit perua sen.",
        sv="Din ansökan går vidare till nästa omgång av sig själv; du kan återta den.",
        en="Your application takes part in the next round by itself; you can withdraw it.",
    ),
    False: Translated(
        fi="Vapautuvia paikkoja jaetaan jonon järjestyksessä; näet sijasi hakemuksestasi.",
        sv="Platser som blir lediga ges i köns ordning; du ser din plats i din ansökan.",
        en="Places that come free are given in the order of the queue; you see your position in your application.",
    ),
}

# What it is about, as it stands in the subject of each mail.
_WHAT: Mapping[tuple[RoundKind, Template], Translated] = {
    (RoundKind.BERTH, Template.PLACE_GIVEN): Translated(fi="venepaikan", sv="en båtplats", en="a berth"),
    (RoundKind.BERTH, Template.PLACE_KEPT): Translated(fi="Venepaikkasi", sv="Din båtplats", en="your berth"),
    (RoundKind.BERTH, Template.PLACE_NOT_GIVEN): Translated(fi="Venepaikkaa", sv="Ingen båtplats", en="No berth"),
    (RoundKind.WINTER_STORAGE, Template.PLACE_GIVEN): Translated(
        fi="talvisäilytyspaikan", sv="en vinterförvaringsplats", en="a winter storage place"
    ),
    (RoundKind.WINTER_STORAGE, Template.PLACE_KEPT): Translated(
        fi="Talvisäilytyspaikkasi", sv="Din vinterförvaringsplats", en="your winter storage place"
    ),
    (RoundKind.WINTER_STORAGE, Template.PLACE_NOT_GIVEN): Translated(
        fi="Talvisäilytyspaikkaa", sv="Ingen vinterförvaringsplats", en="No winter storage place"
    ),
}


async def tell_some(connection: Connection, draw_id: DrawId, *, now: datetime, chance: Chance) -> bool:
    """Write to the next of those who were not told, and note when; whether there may be more. Acts as the system."""
    rows = await STATEMENTS.to_be_told.rows(connection, draw_id=draw_id, most=MOST_AT_ONCE)
    for row in rows:
        if row["email"] is not None:
            await _tell(connection, row, draw_id=draw_id, now=now, chance=chance)
    await STATEMENTS.add_notices.run(connection, draw_id=draw_id, application_ids=[row["id"] for row in rows], now=now)
    return len(rows) == MOST_AT_ONCE


async def _tell(connection: Connection, row: Row, *, draw_id: DrawId, now: datetime, chance: Chance) -> None:
    recipient, template = recipient_of(row), _template(row)
    await notify(
        connection,
        recipient,
        template,
        _figures(row, template, recipient.language, until=until_of(row, now=now)),
        key=f"draw {draw_id} {row['id']}",
        now=now,
        chance=chance,
    )


def recipient_of(row: Row) -> Recipient:
    """Who is written to about an application, in which language."""
    return Recipient(address=row["email"], language=Language(row["language"]), person_id=_person(row["person_id"]))


def until_of(row: Row, *, now: datetime) -> str:
    """Until when a correction can be asked for by whoever is told now."""
    return told_time(now + timedelta(days=row["correction_days"]))


def _template(row: Row) -> Template:
    if not row["placed"]:
        return Template.PLACE_NOT_GIVEN
    return Template.PLACE_KEPT if row["kept"] else Template.PLACE_GIVEN


def _figures(row: Row, template: Template, language: Language, *, until: str) -> Mapping[str, str]:
    name = Translated(fi=row["name_fi"], sv=row["name_sv"], en=row["name_en"])
    figures = {
        "application": row["reference"],
        "what": _WHAT[RoundKind(row["kind"]), template].in_language(language) or "",
        "round": name.in_language(language) or "",
        "until": until,
    }
    if template is Template.PLACE_NOT_GIVEN:
        figures["next"] = _NEXT[row["carried"]].in_language(language) or ""
    if template is Template.PLACE_GIVEN:
        figures["choice"] = str(row["rank"] + 1)
    return figures


def _person(id: UUID | None) -> PersonId | None:
    return None if id is None else PersonId(id)
