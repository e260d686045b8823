"""Knows how members and invitations are looked up."""

from harbors.access.records import PersonId, Role
from harbors.members.records import Invitation, InvitationId, InvitationState, MemberId
from harbors.members.rules import Roles
from harbors.places.records import ProviderId
from harbors.sql import Connection, Row, Statements
from harbors.text import Language

STATEMENTS = Statements(__package__)


async def roles_at(connection: Connection, provider_id: ProviderId) -> Roles:
    """Who acts for a provider, as far as this transaction sees."""
    rows = await STATEMENTS.roles_at.rows(connection, provider_id=provider_id)
    return {PersonId(row["person_id"]): Role(row["role"]) for row in rows}


async def member_with(connection: Connection, id: MemberId) -> tuple[ProviderId, PersonId] | None:
    """For whom a member acts, and who that is, as far as this transaction sees."""
    row = await STATEMENTS.member_with.row(connection, id=id)
    return None if row is None else (ProviderId(row["provider_id"]), PersonId(row["person_id"]))


async def id_of_member(connection: Connection, *, provider_id: ProviderId, person_id: PersonId) -> MemberId:
    """The id of a membership that is there."""
    found = await STATEMENTS.id_of_member.value(connection, provider_id=provider_id, person_id=person_id)
    return MemberId(found)


async def provider_of_invitation(connection: Connection, id: InvitationId) -> ProviderId | None:
    """The provider of an invitation that this transaction sees."""
    found = await STATEMENTS.provider_of_invitation.value(connection, id=id)
    return None if found is None else ProviderId(found)


def invitation_from_row(row: Row) -> Invitation:
    """An invitation from its columns."""
    return Invitation(
        id=InvitationId(row["id"]),
        provider_id=ProviderId(row["provider_id"]),
        email=row["email"],
        role=Role(row["role"]),
        language=Language(row["language"]),
        invited_by=PersonId(row["invited_by"]),
        state=InvitationState(row["state"]),
        expires_at=row["expires_at"],
    )
