"""Knows how somebody shows to read the mail of an address: by following a link that was sent there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from harbors.access.commands import act_as_system
from harbors.access.records import PersonId
from harbors.chance import Chance, draw_token, token_hash
from harbors.customers.reads import STATEMENTS
from harbors.customers.records import Profile
from harbors.customers.refusals import link_unknown
from harbors.customers.rules import require_confirmable
from harbors.sql import Connection, Row

LINK_WORKS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Link:
    """What goes into a mail: the token, shown there only, and until when it works."""

    email: str
    token: str
    until: datetime

    @property
    def reference(self) -> str:
        """Names the link without letting anybody in."""
        return token_hash(self.token).hex()


async def send_link(connection: Connection, profile: Profile, *, now: datetime, chance: Chance) -> Link:
    """A link by which a person shows to read the own mail. Raises ``Refused``."""
    return await new_link(connection, require_confirmable(profile), now=now, chance=chance, person_id=profile.person_id)


async def new_link(
    connection: Connection,
    email: str,
    *,
    now: datetime,
    chance: Chance,
    person_id: PersonId | None = None,
    application_id: UUID | None = None,
) -> Link:
    """A link for the mail address of a person, or of an application."""
    link = Link(email, draw_token(chance), now + LINK_WORKS)
    await STATEMENTS.add_confirmation.run(
        connection,
        token_hash=token_hash(link.token),
        person_id=person_id,
        application_id=application_id,
        email=email,
        now=now,
        expires_at=link.until,
    )
    return link


async def follow_link(connection: Connection, token: str, *, of_a_person: bool, now: datetime) -> Row:
    """Whose address a link confirms: it works once. Raises ``NotFound``."""
    if not (token.isascii() and token.isalnum()):
        raise link_unknown()
    await STATEMENTS.present_link.run(connection, token=token)
    row = await STATEMENTS.take_confirmation.row(
        connection, token_hash=token_hash(token), of_a_person=of_a_person, now=now
    )
    if row is None:
        raise link_unknown()
    return row


async def confirm_mail(connection: Connection, token: str, *, now: datetime) -> PersonId:
    """The person whose mail address is confirmed now. Acts as the system. Raises ``NotFound``."""
    followed = await follow_link(connection, token, of_a_person=True, now=now)
    await act_as_system(connection)
    person_id = await STATEMENTS.mark_verified.value(
        connection, person_id=followed["person_id"], email=followed["email"], now=now
    )
    if person_id is None:
        raise link_unknown()
    return PersonId(person_id)
