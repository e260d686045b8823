"""Knows how the database learns who acts, and how somebody who signs in becomes a person here."""

from dataclasses import replace
from datetime import datetime

from harbors.access.records import NOBODY, Assurance, Identity, PersonId, Principal, Role, Scope
from harbors.access.rules import providers_of, reaches
from harbors.chance import Chance, draw_id
from harbors.places.records import ProviderId
from harbors.sql import Connection, Row, Statements

STATEMENTS = Statements(__package__)
_NO_ROLES: Row = {"provider_ids": (), "roles": (), "handles_city": False}


async def present(connection: Connection, principal: Principal) -> None:
    """Tell row security, until the transaction ends, who acts."""
    if principal is NOBODY:
        return
    await STATEMENTS.present_principal.run(
        connection,
        person=str(principal.person_id or ""),
        city="handler" if principal.handles_city and reaches(principal, Scope.CITY) else "",
        **{f"{role.lower()}_of": _listed(principal, role) for role in Role},
    )


async def act_as_system(connection: Connection) -> None:
    """Tell row security that the service itself acts, until the transaction ends."""
    await STATEMENTS.act_as_system.run(connection)


async def person_of(
    connection: Connection, identity: Identity, *, assurance: Assurance, now: datetime, chance: Chance
) -> Principal:
    """The person with this identity, made at the first sign-in, and whom they act for. Acts as the system."""
    await act_as_system(connection)
    row = await _find(connection, identity)
    if row is None:
        row = await _add(connection, identity, now=now, chance=chance)
    return with_roles(Principal(person_id=PersonId(row["person_id"]), assurance=assurance), row)


async def principal_of(connection: Connection, person_id: PersonId, *, assurance: Assurance) -> Principal:
    """A person who is known already, and whom they act for. Acts as the system."""
    await act_as_system(connection)
    row = await STATEMENTS.roles_of.row(connection, person_id=person_id)
    return with_roles(Principal(person_id=person_id, assurance=assurance), row or _NO_ROLES)


def with_roles(principal: Principal, row: Row) -> Principal:
    """The principal with whom they act for: ``provider_ids``, ``roles`` and ``handles_city`` of the row."""
    pairs = zip(row["provider_ids"], row["roles"], strict=True)
    roles = {ProviderId(id): Role(role) for id, role in pairs}
    return replace(principal, roles=roles, handles_city=row["handles_city"])


async def _find(connection: Connection, identity: Identity) -> Row | None:
    return await STATEMENTS.find_person.row(connection, issuer=identity.issuer, subject=identity.subject)


async def _add(connection: Connection, identity: Identity, *, now: datetime, chance: Chance) -> Row:
    named = {"issuer": identity.issuer, "subject": identity.subject}
    await STATEMENTS.hold_identity.run(connection, **named)
    if (found := await _find(connection, identity)) is not None:
        return found
    person_id = draw_id(chance)
    await STATEMENTS.add_person.run(connection, person_id=person_id, now=now)
    await STATEMENTS.add_identity.run(connection, person_id=person_id, now=now, **named)
    return {"person_id": person_id, **_NO_ROLES}


def _listed(principal: Principal, role: Role) -> str:
    return ",".join(str(id) for id in providers_of(principal, role=role))
