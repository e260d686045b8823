"""Knows how somebody is invited by mail to act for a provider, and how such an invitation ends."""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.access.records import PersonId, Role
from harbors.chance import Chance, draw_id, draw_token, token_hash
from harbors.forms import tidy_text
from harbors.members.commands import add_member
from harbors.members.reads import STATEMENTS, invitation_from_row, roles_at
from harbors.members.records import INVITATION_HOLDS, Invitation, InvitationId, InvitationState
from harbors.members.refusals import invitation_unknown
from harbors.members.rules import check_address, require_acceptable, require_handling, require_open, require_room
from harbors.members.words import ROLES
from harbors.notices.commands import notify
from harbors.notices.records import Recipient, Template
from harbors.places.records import ProviderId
from harbors.sql import Connection
from harbors.text import Language, Translated


async def invite(
    connection: Connection,
    *,
    provider_id: ProviderId,
    email: str,
    role: Role,
    acting: Role,
    by: PersonId,
    language: Language,
    accept_url: str,
    now: datetime,
    chance: Chance,
) -> Invitation:
    """Invite whoever reads the mail of an address; the link in it leads to ``accept_url``.

    Raises ``Invalid``, ``Refused``. The token is in the mail alone.
    """
    email = tidy_text(email)
    check_address(email)
    require_handling(acting, role)
    row = await STATEMENTS.hold_provider.row(connection, provider_id=provider_id)
    require_room(await STATEMENTS.open_invitations.value(connection, provider_id=provider_id, now=now))
    token = draw_token(chance)
    invitation = Invitation(
        id=InvitationId(draw_id(chance)),
        provider_id=provider_id,
        email=email,
        role=role,
        language=language,
        invited_by=by,
        state=InvitationState.OPEN,
        expires_at=now + INVITATION_HOLDS,
    )
    await _add(connection, invitation, token=token, now=now)
    provider = Translated(fi=row["name_fi"], sv=row["name_sv"], en=row["name_en"]) if row else Translated()
    link = f"{accept_url}?token={token}"
    await _mail(connection, invitation, provider.in_language(language) or "", link=link, now=now, chance=chance)
    return invitation


async def accept_invitation(connection: Connection, token: str, *, by: PersonId, now: datetime) -> Invitation:
    """Whoever is signed in and has the token acts for the provider. Acts as the system.

    The token was mailed to one address and works once, so it says who was meant; the provider sees who came.
    Raises ``NotFound``, ``Conflict`` for a member.
    """
    await act_as_system(connection)
    row = await STATEMENTS.lock_invitation_with.row(connection, token_hash=token_hash(token))
    if row is None:
        raise invitation_unknown(field="token")
    invitation = invitation_from_row(row)
    roles = await roles_at(connection, invitation.provider_id)
    require_acceptable(invitation, inviter=roles.get(invitation.invited_by), now=now)
    await add_member(connection, provider_id=invitation.provider_id, person_id=by, role=invitation.role, now=now)
    await _answer(connection, invitation, InvitationState.ACCEPTED, accepted_by=by, now=now)
    return invitation


async def withdraw_invitation(
    connection: Connection, id: InvitationId, *, provider_id: ProviderId, acting: Role, now: datetime
) -> Invitation:
    """Take an open invitation back. Raises ``NotFound``, ``Refused``.

    The database shows nobody an answered one for a change, nor an owner's to a manager.
    """
    locked = await STATEMENTS.lock_invitation.value(connection, id=id, provider_id=provider_id)
    row = await STATEMENTS.load_invitation.row(connection, id=id, provider_id=provider_id)
    if row is None:
        raise invitation_unknown(field="invitationId")
    invitation = invitation_from_row(row)
    require_handling(acting, invitation.role, field="invitationId")
    require_open(invitation, held=locked)
    await _answer(connection, invitation, InvitationState.WITHDRAWN, accepted_by=None, now=now)
    return invitation


async def _add(connection: Connection, invitation: Invitation, *, token: str, now: datetime) -> None:
    await STATEMENTS.add_invitation.run(
        connection,
        id=invitation.id,
        provider_id=invitation.provider_id,
        email=invitation.email,
        role=invitation.role,
        language=invitation.language,
        token_hash=token_hash(token),
        invited_by=invitation.invited_by,
        now=now,
        expires_at=invitation.expires_at,
    )


async def _answer(
    connection: Connection,
    invitation: Invitation,
    state: InvitationState,
    *,
    accepted_by: PersonId | None,
    now: datetime,
) -> None:
    await STATEMENTS.answer_invitation.run(connection, id=invitation.id, state=state, now=now, accepted_by=accepted_by)


async def _mail(
    connection: Connection, invitation: Invitation, provider: str, *, link: str, now: datetime, chance: Chance
) -> None:
    """The inviter is the provider: no member's own name goes to a stranger."""
    figures = {
        "inviter": provider,
        "provider": provider,
        "role": ROLES[invitation.role].in_language(invitation.language) or "",
        "link": link,
        "until": f"{invitation.expires_at:%d.%m.%Y}",
    }
    recipient = Recipient(address=invitation.email, language=invitation.language)
    key = f"invitation {invitation.id}"
    await notify(connection, recipient, Template.PROVIDER_INVITATION, figures, key=key, now=now, chance=chance)
