"""Knows how the reasons of a source take the place of those that it brought before."""

from collections.abc import Sequence
from datetime import datetime

from harbors.places.comparison import Counts
from harbors.sql import Connection, Statements
from harbors.switch_reasons.records import SwitchReason
from harbors.text import Translated

STATEMENTS = Statements(__package__)


async def load_reasons(
    connection: Connection, reasons: Sequence[SwitchReason], *, source: str, now: datetime
) -> Counts:
    """Bring reasons in, and say how many are new, read otherwise, read the same, and are there no longer."""
    rows = await STATEMENTS.known_reasons.rows(connection, source=source)
    known = {
        row["id"]: None
        if row["retired"]
        else (row["number"], Translated(row["name_fi"], row["name_sv"], row["name_en"]))
        for row in rows
    }
    gone = [id for id, told in known.items() if told and id not in {reason.id for reason in reasons}]
    same = [reason for reason in reasons if known.get(reason.id) == (reason.number, reason.name)]
    created = [reason for reason in reasons if reason.id not in known]
    coming = [reason for reason in reasons if reason not in same]
    await STATEMENTS.keep_reasons.run(
        connection,
        ids=[reason.id for reason in coming],
        numbers=[reason.number for reason in coming],
        fi=[reason.name.fi for reason in coming],
        sv=[reason.name.sv for reason in coming],
        en=[reason.name.en for reason in coming],
        source=source,
    )
    await STATEMENTS.retire_reasons.run(connection, ids=gone, now=now)
    return Counts(created=len(created), changed=len(coming) - len(created), unchanged=len(same), gone=len(gone))
