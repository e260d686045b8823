"""Knows whom to tell by mail: a person that a program may act for them, a key's maker that it is about to end."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from harbors.access.commands import act_as_system
from harbors.access.records import PersonId, Scope
from harbors.chance import Chance
from harbors.customers.reads import profile_of
from harbors.notices.commands import notify
from harbors.notices.records import Recipient, Template
from harbors.programs.clients import STATEMENTS
from harbors.programs.records import Client, GrantId
from harbors.programs.words import SCOPE_WORDS
from harbors.sql import Connection
from harbors.text import Language, Translated

TOLD_BEFORE = timedelta(days=14)


async def tell_of_grant(
    connection: Connection,
    client: Client,
    scopes: Iterable[Scope],
    *,
    grant_id: GrantId,
    person_id: PersonId,
    now: datetime,
    chance: Chance,
) -> None:
    """Have a person told, so that nobody allows something in their name unnoticed."""
    recipient = await _recipient(connection, person_id)
    if recipient is not None:
        words = (SCOPE_WORDS[scope].in_language(recipient.language) or "" for scope in sorted(scopes))
        figures = {"program": client.form.name, "scopes": ", ".join(words)}
        key = f"program granted {grant_id} {now.isoformat()}"
        await notify(connection, recipient, Template.PROGRAM_GRANTED, figures, key=key, now=now, chance=chance)


async def tell_of_ending_keys(connection: Connection, *, now: datetime, chance: Chance) -> None:
    """Have the makers of keys told that end within two weeks and were not replaced: each once. Acts as the system."""
    await act_as_system(connection)
    for row in await STATEMENTS.keys_that_end.rows(connection, now=now, until=now + TOLD_BEFORE):
        recipient = await _recipient(connection, PersonId(row["made_by"]))
        if recipient is not None:
            name = Translated(fi=row["name_fi"], sv=row["name_sv"], en=row["name_en"])
            figures = {
                "key": row["name"],
                "provider": name.in_language(recipient.language) or "",
                "until": row["expires_on"].isoformat(),
            }
            key = f"api key expiring {row['id']}"
            await notify(connection, recipient, Template.API_KEY_EXPIRING, figures, key=key, now=now, chance=chance)


async def _recipient(connection: Connection, person_id: PersonId) -> Recipient | None:
    """The person, at an address that is known to be theirs."""
    profile = await profile_of(connection, person_id)
    if profile is None or not profile.told.email or not profile.email_verified_at:
        return None
    return Recipient(address=profile.told.email, language=profile.told.language or Language.FI, person_id=person_id)
