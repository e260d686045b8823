"""Knows who may make whom a member in which role, and that a provider is never without an owner."""

from collections.abc import Mapping
from datetime import datetime

from harbors.access.records import PersonId, Role
from harbors.errors import Invalid
from harbors.forms import EMAIL
from harbors.members.records import INVITATION_TRANSITIONS, Invitation, InvitationState
from harbors.members.refusals import (
    invitation_answered,
    invitation_unknown,
    last_owner,
    member_unknown,
    owners_by_owners,
    too_many_invitations,
)

INVITATIONS_AT_MOST = 50

Roles = Mapping[PersonId, Role]


def check_address(email: str) -> None:
    """Raise ``Invalid`` unless mail can go there."""
    if problems := list(EMAIL.problems(email, field="email")):
        raise Invalid(*problems)


def may_handle(acting: Role | None, *roles: Role) -> bool:
    """Whether somebody in the role ``acting`` may give and take these roles; the system, ``None``, may all."""
    return acting is None or acting is Role.OWNER or (acting.includes(Role.MANAGER) and Role.OWNER not in roles)


def require_handling(acting: Role | None, *roles: Role, field: str = "role") -> None:
    """Raise ``Refused`` unless somebody in the role ``acting`` may give and take these roles."""
    if not may_handle(acting, *roles):
        raise owners_by_owners(field=field)


def require_room(open_invitations: int) -> None:
    """Raise ``Refused`` when as many are invited as can be."""
    if open_invitations >= INVITATIONS_AT_MOST:
        raise too_many_invitations(most=INVITATIONS_AT_MOST)


def role_of(roles: Roles, person_id: PersonId) -> Role:
    """The member's role. Raises ``NotFound``."""
    if person_id not in roles:
        raise member_unknown()
    return roles[person_id]


def changed(roles: Roles, person_id: PersonId, after: Role | None) -> Roles:
    """The roles after somebody has another, or none. Raises ``Refused`` where no owner would be left."""
    others = {one: role for one, role in roles.items() if one != person_id}
    made = others if after is None else others | {person_id: after}
    if Role.OWNER in roles.values() and Role.OWNER not in made.values():
        raise last_owner()
    return made


def require_acceptable(invitation: Invitation, *, inviter: Role | None, now: datetime) -> None:
    """Raise ``NotFound`` unless the invitation still holds: its inviter, too, could make it today."""
    holds = InvitationState.ACCEPTED in INVITATION_TRANSITIONS[invitation.state] and now < invitation.expires_at
    if not holds or inviter is None or not may_handle(inviter, invitation.role):
        raise invitation_unknown(field="token")


def require_open(invitation: Invitation, *, held: bool) -> None:
    """Raise ``Refused`` unless the invitation can be taken back; the database lets nobody hold one that cannot."""
    if not held or InvitationState.WITHDRAWN not in INVITATION_TRANSITIONS[invitation.state]:
        raise invitation_answered()
