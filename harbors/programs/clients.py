"""Knows how programs are registered, changed, suspended and retired, and how a person takes leave from one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from harbors.access.records import ClientId, PersonId, Principal
from harbors.chance import Chance, draw_id, token_hash
from harbors.errors import Refused
from harbors.programs.records import Client, ClientForm, ClientState, GrantId, Owner
from harbors.programs.refusals import no_secret, unknown_client, unknown_grant
from harbors.programs.rules import (
    check_client,
    check_reason,
    owns,
    require_changeable,
    require_client_becomes,
    require_owner_in_test_mode,
)
from harbors.programs.spelling import CLIENT, draw_opaque
from harbors.sql import Connection, Statements

STATEMENTS = Statements(__package__)


@dataclass(frozen=True, slots=True)
class Registered:
    """A new program, and the secret of one that can keep it: it is shown now, and never again."""

    id: ClientId
    secret: str | None


async def register_client(
    connection: Connection,
    form: ClientForm,
    *,
    owner: Owner,
    confidential: bool,
    by: Principal,
    now: datetime,
    chance: Chance,
) -> Registered:
    """Register a program for its owner, who has been found to be one. Raises ``Invalid`` and ``Refused``."""
    check_client(form)
    require_owner_in_test_mode(by, form)
    secret = draw_opaque(CLIENT, chance) if confidential else None
    id = ClientId(draw_id(chance))
    await STATEMENTS.add_client.run(
        connection,
        id=id,
        person_id=owner.person_id,
        provider_id=owner.provider_id,
        registered_by=by.person_id,
        confidential=confidential,
        secret_hash=token_hash(secret) if secret else None,
        now=now,
        **_told(form),
    )
    return Registered(id, secret)


async def update_client(
    connection: Connection, id: ClientId, changes: Mapping[str, Any], *, by: Principal, now: datetime
) -> tuple[Client, ClientForm]:
    """Change what is told of a program, by the names of ``ClientForm``. The program before, and its form now."""
    client = await _own(connection, id, by=by)
    require_changeable(client)
    form = ClientForm(**{**_plain(client.form), **changes})
    check_client(form)
    require_owner_in_test_mode(by, form)
    await STATEMENTS.change_client.run(connection, id=id, now=now, **_told(form))
    return client, form


async def rotate_client_secret(
    connection: Connection, id: ClientId, *, by: Principal, now: datetime, chance: Chance
) -> tuple[Client, str]:
    """The new secret, which is shown now and never again; the old one is no good any more."""
    client = await _own(connection, id, by=by)
    require_changeable(client)
    if not client.confidential:
        raise Refused(no_secret())
    secret = draw_opaque(CLIENT, chance)
    await STATEMENTS.change_client_secret.run(connection, id=id, secret_hash=token_hash(secret), now=now)
    return client, secret


async def retire_client(connection: Connection, id: ClientId, *, by: Principal, now: datetime) -> Client:
    """Take a program out of use, for good. The program before."""
    client = await _own(connection, id, by=by)
    return await _move(connection, client, ClientState.RETIRED, reason=None, now=now)


async def suspend_client(connection: Connection, id: ClientId, *, reason: str, now: datetime) -> Client:
    """Keep a program from acting for anybody, as the city. The program before."""
    check_reason(reason)
    return await _move(connection, await _held(connection, id), ClientState.SUSPENDED, reason=reason, now=now)


async def reinstate_client(connection: Connection, id: ClientId, *, now: datetime) -> Client:
    """Lift a suspension, as the city. The program before."""
    return await _move(connection, await _held(connection, id), ClientState.ACTIVE, reason=None, now=now)


async def revoke_grant(connection: Connection, id: GrantId, *, person_id: PersonId, now: datetime) -> ClientId:
    """Take back what a person allowed; all tokens that follow from it end at once. The program that had it."""
    row = await STATEMENTS.revoke_grant.row(connection, id=id, person_id=person_id, now=now)
    if row is None:
        raise unknown_grant()
    return ClientId(row["client_id"])


async def _own(connection: Connection, id: ClientId, *, by: Principal) -> Client:
    client = await _held(connection, id)
    if not owns(by, client.owner):
        raise unknown_client()
    require_owner_in_test_mode(by, client.form)
    return client


async def _held(connection: Connection, id: ClientId) -> Client:
    row = await STATEMENTS.hold_client.row(connection, id=id)
    if row is None:
        raise unknown_client()
    return Client.from_row(row)


async def _move(
    connection: Connection, client: Client, state: ClientState, *, reason: str | None, now: datetime
) -> Client:
    require_client_becomes(client, state)
    await STATEMENTS.move_client.run(connection, id=client.id, state=state.value, reason=reason, now=now)
    return client


def _plain(form: ClientForm) -> dict[str, Any]:
    return {name: getattr(form, name) for name in ClientForm.__slots__}


def _told(form: ClientForm) -> dict[str, Any]:
    """The form as its columns."""
    told = _plain(form)
    scopes = sorted(scope.value for scope in form.scopes)
    return told | {"redirect_uris": list(form.redirect_uris), "scopes": scopes}
