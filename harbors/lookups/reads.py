"""Knows how a clerk looks up what stands where: row security decides what is seen."""

from datetime import datetime

from harbors.forms import tidy_text
from harbors.lookups.records import Standing
from harbors.places.records import ProviderId
from harbors.sql import Connection, Statements

STATEMENTS = Statements(__package__)
_LARGEST = 2**31


async def look_up(
    connection: Connection, text: str, *, provider_id: ProviderId, most: int, now: datetime
) -> list[Standing]:
    """What stands under a number of a place or sticker, a registration or a reference, and free places of a number."""
    wanted = tidy_text(text).upper()
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else -_LARGEST
    rows = await STATEMENTS.standing.rows(
        connection, provider_id=provider_id, text=wanted, number=number, most=most, now=now
    )
    return [Standing(**dict(row)) for row in rows]
