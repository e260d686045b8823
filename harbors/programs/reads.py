"""Knows who acts by a token or a key of ours, as of this moment."""

from dataclasses import replace
from datetime import datetime
from hmac import compare_digest

from harbors.access.commands import act_as_system, with_roles
from harbors.access.records import ApiKeyId, Assurance, ClientId, PersonId, Principal, Role, Scope
from harbors.chance import token_hash
from harbors.places.records import ProviderId
from harbors.programs.clients import STATEMENTS
from harbors.programs.spelling import ACCESS, is_opaque, read_key
from harbors.sql import Connection, Row


async def principal_of_token(connection: Connection, token: str, now: datetime) -> Principal | None:
    """Who acts; ``None`` for what is not good (any more). Writes at most once a day that it was used.

    Acts as the system.
    """
    if is_opaque(token, ACCESS):
        await act_as_system(connection)
        return await _by_access_token(connection, token, now=now)
    if read_key(token) is not None:
        await act_as_system(connection)
        return await _by_key(connection, token, now=now)
    return None


async def _by_access_token(connection: Connection, token: str, *, now: datetime) -> Principal | None:
    row = await STATEMENTS.access_token_principal.row(connection, hash=token_hash(token), now=now)
    if row is None:
        return None
    if row["last_used_on"] != now.date():
        await STATEMENTS.grant_used.run(connection, id=row["grant_id"], day=now.date())
    principal = Principal(
        person_id=PersonId(row["person_id"]),
        assurance=Assurance(row["assurance"]),
        client_id=ClientId(row["client_id"]),
        scopes=_scopes(row),
        test_mode=row["test_mode"],
    )
    return _within_scopes(with_roles(principal, row))


async def _by_key(connection: Connection, token: str, *, now: datetime) -> Principal | None:
    shown = read_key(token)
    row = shown and await STATEMENTS.key_principal.row(connection, id=shown.id, now=now)
    if not row or not compare_digest(row["secret_hash"], token_hash(token)):
        return None
    if row["last_used_on"] != now.date():
        await STATEMENTS.key_used.run(connection, id=row["id"], day=now.date())
    return _of_key(row)


async def principal_of_key(connection: Connection, id: ApiKeyId, *, now: datetime) -> Principal | None:
    """Who acts by a key that was shown before, as of this moment; ``None`` once it is over. Acts as the system."""
    await act_as_system(connection)
    row = await STATEMENTS.key_principal.row(connection, id=id, now=now)
    return None if row is None else _of_key(row)


def _of_key(row: Row) -> Principal:
    principal = Principal(
        key_id=ApiKeyId(row["id"]),
        roles={ProviderId(row["provider_id"]): Role(row["role"])},
        handles_city=row["handles_city"],
        scopes=_scopes(row),
        test_mode=row["test_mode"],
    )
    return _within_scopes(principal)


def _scopes(row: Row) -> frozenset[Scope]:
    return frozenset(Scope(word) for word in row["scopes"])


def _within_scopes(principal: Principal) -> Principal:
    """Row security shows the city's rows to no program that was not let into the city's affairs."""
    within = Scope.CITY in (principal.scopes or ())
    return replace(principal, handles_city=principal.handles_city and within)
