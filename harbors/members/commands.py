"""Knows how somebody comes to act for a provider, in another role, or no longer.

``acting`` is the role of who does it; the system has none. Nothing is committed here; what raises has written nothing.
"""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.access.records import PersonId, Role
from harbors.members.reads import STATEMENTS, roles_at
from harbors.members.refusals import member_already
from harbors.members.rules import changed, require_handling, role_of
from harbors.places.records import ProviderId
from harbors.sql import Connection


async def add_member(
    connection: Connection, *, provider_id: ProviderId, person_id: PersonId, role: Role, now: datetime
) -> None:
    """Have somebody act for a provider. Acts as the system. Raises ``Conflict`` for a member."""
    await act_as_system(connection)
    await STATEMENTS.hold_provider.row(connection, provider_id=provider_id)
    if person_id in await roles_at(connection, provider_id):
        raise member_already()
    name = await _name_of(connection, person_id)
    await STATEMENTS.add_member.run(
        connection, provider_id=provider_id, person_id=person_id, role=role, name=name, now=now
    )


async def change_role(
    connection: Connection, *, provider_id: ProviderId, person_id: PersonId, role: Role, acting: Role | None
) -> Role:
    """Give a member another role, and tell which it was. Raises ``NotFound``, ``Refused``."""
    await STATEMENTS.hold_provider.row(connection, provider_id=provider_id)
    roles = await roles_at(connection, provider_id)
    before = role_of(roles, person_id)
    require_handling(acting, before, role)
    changed(roles, person_id, role)
    await STATEMENTS.change_role.run(connection, provider_id=provider_id, person_id=person_id, role=role)
    return before


async def remove_member(
    connection: Connection, *, provider_id: ProviderId, person_id: PersonId, acting: Role | None, by: PersonId | None
) -> Role:
    """End that somebody acts for a provider, and tell the role it was; everybody may leave. Raises as a change."""
    await STATEMENTS.hold_provider.row(connection, provider_id=provider_id)
    roles = await roles_at(connection, provider_id)
    before = role_of(roles, person_id)
    if person_id != by:
        require_handling(acting, before, field="memberId")
    changed(roles, person_id, None)
    await STATEMENTS.remove_member.run(connection, provider_id=provider_id, person_id=person_id)
    return before


async def _name_of(connection: Connection, person_id: PersonId) -> str | None:
    row = await STATEMENTS.known_name.row(connection, person_id=person_id)
    names = (row["first_name"], row["last_name"]) if row else ()
    return " ".join(name for name in names if name) or None
