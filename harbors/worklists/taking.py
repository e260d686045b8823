"""Knows how a clerk takes the applications of a round along: read at once, and everybody in them can see who did."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from harbors.access.records import Principal
from harbors.audit.commands import write_all
from harbors.audit.records import Behalf, BehalfKind, Entry
from harbors.audit.rules import actor_of
from harbors.chance import Chance
from harbors.rounds.records import Round
from harbors.sql import Connection
from harbors.text import Language
from harbors.worklists.reads import listed_applications
from harbors.worklists.records import Sheet
from harbors.worklists.sheets import sheet_of_applications

TAKEN = "EXPORT"


async def take_applications(
    connection: Connection,
    a_round: Round,
    *,
    by: Principal,
    language: Language,
    request_id: str,
    now: datetime,
    chance: Chance,
) -> Sheet:
    """The list of a round's applications; the audit trail says of each person in it that it was taken along."""
    rows = await listed_applications(connection, a_round.id)
    about = [*{row["person_id"]: None for row in rows if row["person_id"] is not None}]
    await write_all(connection, _entries(a_round, about, by=by, request_id=request_id, now=now), chance=chance)
    return sheet_of_applications(rows, name=a_round.code, language=language)


def _entries(a_round: Round, about: Iterable[UUID], *, by: Principal, request_id: str, now: datetime) -> list[Entry]:
    """One for the round, which also stands for those without account, and one for each person."""
    return [
        Entry(
            at=now,
            actor=actor_of(by),
            operation=TAKEN,
            request_id=request_id,
            on_behalf=Behalf(BehalfKind.PROVIDER, a_round.provider_id),
            client_id=by.client_id,
            subject_type="Round",
            subject_id=a_round.id,
            person_id=person_id,
            provider_id=a_round.provider_id,
        )
        for person_id in (None, *about)
    ]
