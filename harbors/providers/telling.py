"""Knows what the one who signed up is told, and by which address."""

from datetime import datetime

from harbors.chance import Chance
from harbors.notices.commands import notify
from harbors.notices.records import Recipient, Template
from harbors.providers.records import SignUp
from harbors.sql import Connection


async def tell(
    connection: Connection,
    sign_up: SignUp,
    template: Template,
    *,
    now: datetime,
    chance: Chance,
    reason: str | None = None,
) -> None:
    """Have the person told where the sign-up stands; a rejection comes with its ``reason``."""
    address = sign_up.form.contact.email
    assert address is not None
    figures = {"provider": sign_up.form.name.in_language(sign_up.language) or ""}
    await notify(
        connection,
        Recipient(address=address, language=sign_up.language, person_id=sign_up.person_id),
        template,
        figures | ({} if reason is None else {"reason": reason}),
        key=f"{template} {sign_up.id}",
        now=now,
        chance=chance,
    )
