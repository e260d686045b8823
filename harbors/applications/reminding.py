"""Knows whom to remind of a draft: who has not applied three days before the round closes, once."""

from datetime import datetime, timedelta

from harbors.access.commands import act_as_system
from harbors.access.records import PersonId
from harbors.applications.reads import STATEMENTS
from harbors.chance import Chance
from harbors.customers.reads import profile_of
from harbors.notices.commands import notify
from harbors.notices.records import Recipient, Template
from harbors.sql import Connection
from harbors.text import Language, Translated, told_day

REMINDED_BEFORE = timedelta(days=3)


async def remind_of_drafts(connection: Connection, *, now: datetime, chance: Chance) -> None:
    """Have those told whose drafts are about to be of no use, at an address known to be theirs. Acts as the system."""
    await act_as_system(connection)
    for row in await STATEMENTS.drafts_to_tell.rows(connection, now=now, until=now + REMINDED_BEFORE):
        recipient = await _recipient(connection, PersonId(row["person_id"]))
        if recipient is not None:
            name = Translated(fi=row["name_fi"], sv=row["name_sv"], en=row["name_en"])
            figures = {"round": name.in_language(recipient.language) or "", "until": told_day(row["closes_at"])}
            key = f"draft {row['round_id']} {row['person_id']}"
            await notify(connection, recipient, Template.DRAFT_WAITING, figures, key=key, now=now, chance=chance)


async def _recipient(connection: Connection, person_id: PersonId) -> Recipient | None:
    profile = await profile_of(connection, person_id)
    if profile is None or not profile.told.email or not profile.email_verified_at:
        return None
    return Recipient(address=profile.told.email, language=profile.told.language or Language.FI, person_id=person_id)
