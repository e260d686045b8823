"""Knows what applicants are told of a batch: who got a place, who moved up and what that cost, and who still waits."""

from collections.abc import Mapping
from datetime import datetime

from harbors.allocations.reads import STATEMENTS
from harbors.allocations.records import DrawId
from harbors.allocations.telling import MOST_AT_ONCE, recipient_of, until_of
from harbors.chance import Chance
from harbors.leases.telling import called
from harbors.notices.commands import notify
from harbors.notices.records import Template
from harbors.sql import Connection, Row
from harbors.text import Language, Translated


async def tell_some_of_batch(connection: Connection, draw_id: DrawId, *, now: datetime, chance: Chance) -> bool:
    """Write to the next of those to whom a batch says something, and note when; whether there may be more.

    Acts as the system. Who keeps what there was is not written to, nor is who gave a place back meanwhile.
    """
    rows = await STATEMENTS.batch_to_be_told.rows(connection, draw_id=draw_id, most=MOST_AT_ONCE)
    told = {row["id"]: template for row in rows if (template := template_for(row)) is not None}
    for row in rows:
        template = told.get(row["id"])
        if template is not None and row["email"] is not None:
            figures = await _figures(connection, row, template, now=now)
            key = f"draw {draw_id} {row['id']}"
            await notify(connection, recipient_of(row), template, figures, key=key, now=now, chance=chance)
    await STATEMENTS.add_batch_notices.run(
        connection, draw_id=draw_id, application_ids=[row["id"] for row in rows], told=list(told), now=now
    )
    return len(rows) == MOST_AT_ONCE


def template_for(row: Row) -> Template | None:
    """What fits: a place now, a better one, or none yet."""
    if row["status"] == "WITHDRAWN" or (row["awarded"] and not row["placed"]):
        return None
    if not row["placed"]:
        return Template.STILL_WAITING
    if row["before_id"] is None:
        return Template.PLACE_CAME_FREE
    return None if row["before_id"] == row["place_id"] else Template.PLACE_IMPROVED


async def _figures(connection: Connection, row: Row, template: Template, *, now: datetime) -> Mapping[str, str]:
    language = Language(row["language"])
    name = Translated(fi=row["name_fi"], sv=row["name_sv"], en=row["name_en"])
    figures = {
        "application": row["reference"],
        "round": name.in_language(language) or "",
        "until": until_of(row, now=now),
    }
    if template is Template.STILL_WAITING:
        return figures | {"position": str(row["waiting_position"])}
    figures |= {
        "choice": str(row["rank"] + 1),
        "place": (await called(connection, row["place_id"])).in_language(language),
    }
    if template is Template.PLACE_IMPROVED:
        figures["from"] = (await called(connection, row["before_id"])).in_language(language)
    return figures
