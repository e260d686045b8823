"""Who may give and take which role, and that an owner stays."""

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from harbors.access.records import PersonId, Role
from harbors.errors import HarborError
from harbors.members.records import INVITATION_TRANSITIONS, Invitation, InvitationId, InvitationState
from harbors.members.rules import changed, may_handle, require_acceptable
from harbors.places.records import ProviderId
from harbors.text import Language

NOON = datetime(2027, 2, 14, 12, tzinfo=UTC)
ONE, OTHER = PersonId(UUID(int=1)), PersonId(UUID(int=2))


def invitation(role: Role = Role.CLERK, state: InvitationState = InvitationState.OPEN) -> Invitation:
    return Invitation(
        id=InvitationId(UUID(int=3)),
        provider_id=ProviderId(UUID(int=4)),
        email="a@example.org",
        role=role,
        language=Language.FI,
        invited_by=ONE,
        state=state,
        expires_at=NOON + timedelta(days=1),
    )


def test_owners_handle_all_managers_all_but_owners_and_others_nobody() -> None:
    may = {(acting, role) for acting, role in product(Role, Role) if may_handle(acting, role)}
    assert may == {
        *((Role.OWNER, role) for role in Role),
        *((Role.MANAGER, role) for role in Role if role is not Role.OWNER),
    }
    assert all(may_handle(None, role) for role in Role)


@pytest.mark.parametrize("after", [None, Role.MANAGER, Role.CLERK, Role.VIEWER])
def test_the_last_owner_stays(after: Role | None) -> None:
    with pytest.raises(HarborError, match="LAST_OWNER"):
        changed({ONE: Role.OWNER, OTHER: Role.MANAGER}, ONE, after)
    left = changed({ONE: Role.OWNER, OTHER: Role.OWNER}, ONE, after)
    assert left == ({OTHER: Role.OWNER} if after is None else {OTHER: Role.OWNER, ONE: after})


def test_each_arrow_of_an_invitation() -> None:
    assert {
        InvitationState.OPEN: {InvitationState.ACCEPTED, InvitationState.WITHDRAWN},
        InvitationState.ACCEPTED: set(),
        InvitationState.WITHDRAWN: set(),
    } == INVITATION_TRANSITIONS


def test_an_invitation_holds_while_it_is_open_young_and_its_inviter_could_make_it() -> None:
    require_acceptable(invitation(), inviter=Role.MANAGER, now=NOON)
    require_acceptable(invitation(Role.OWNER), inviter=Role.OWNER, now=NOON)


@pytest.mark.parametrize(
    ("made", "inviter", "now"),
    [
        (invitation(), None, NOON),
        (invitation(), Role.CLERK, NOON),
        (invitation(Role.OWNER), Role.MANAGER, NOON),
        (invitation(), Role.OWNER, NOON + timedelta(days=1)),
        (invitation(state=InvitationState.ACCEPTED), Role.OWNER, NOON),
        (invitation(state=InvitationState.WITHDRAWN), Role.OWNER, NOON),
    ],
)
def test_an_invitation_holds_no_longer(made: Invitation, inviter: Role | None, now: datetime) -> None:
    with pytest.raises(HarborError, match="INVITATION_UNKNOWN"):
        require_acceptable(made, inviter=inviter, now=now)
