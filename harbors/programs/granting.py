"""Knows what a program is given after a person allowed it: a code, once; tokens for it; and the next tokens.

All of it is done by the system, which alone sees codes and tokens. What is refused is an answer here, and no exception:
that a code or a token was used up, and that its family ends, has to stay.
"""

from collections.abc import Collection
from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.access.records import Assurance, ClientId, PersonId, Scope
from harbors.chance import Chance, draw_id, token_hash
from harbors.programs.clients import STATEMENTS
from harbors.programs.records import (
    ACCESS_LASTS,
    CODE_LASTS,
    REFRESHING_LASTS,
    Client,
    FamilyId,
    GrantId,
    Tokens,
)
from harbors.programs.rules import answers
from harbors.programs.spelling import ACCESS, REFRESH, draw_opaque
from harbors.sql import Connection


class ScopeTooWide(Exception):
    """More is asked than the person allowed; nothing was used up."""


async def find_client(connection: Connection, id: ClientId) -> Client | None:
    """Any program. Acts as the system."""
    await act_as_system(connection)
    row = await STATEMENTS.find_client.row(connection, id=id)
    return Client.from_row(row) if row else None


async def allow(
    connection: Connection,
    *,
    person_id: PersonId,
    client_id: ClientId,
    scopes: Collection[Scope],
    assurance: Assurance,
    redirect_uri: str,
    challenge: str,
    now: datetime,
    chance: Chance,
) -> tuple[GrantId, str]:
    """What a person allows from now on, beside what was allowed before, and the code that tells the program so."""
    await act_as_system(connection)
    words = sorted(scope.value for scope in scopes)
    grant_id = await _grant(connection, person_id, client_id, words, now=now, chance=chance)
    family_id = draw_id(chance)
    await STATEMENTS.begin_family.run(
        connection, id=family_id, grant_id=grant_id, scopes=words, assurance=assurance.value, now=now
    )
    code = draw_opaque("", chance)
    await STATEMENTS.add_code.run(
        connection,
        hash=token_hash(code),
        family_id=family_id,
        redirect_uri=redirect_uri,
        challenge=challenge,
        expires_at=now + CODE_LASTS,
    )
    return grant_id, code


async def redeem_code(
    connection: Connection,
    code: str,
    *,
    client_id: ClientId,
    redirect_uri: str,
    verifier: str,
    now: datetime,
    chance: Chance,
) -> Tokens | None:
    """Tokens for a code; a code that comes again takes back what it gave, one with a wrong verifier is used up."""
    await act_as_system(connection)
    hash = token_hash(code)
    row = await STATEMENTS.use_code.row(connection, hash=hash, client_id=client_id, now=now)
    if row is None:
        await STATEMENTS.end_family_of_code.run(connection, hash=hash, client_id=client_id, now=now)
        return None
    if row["redirect_uri"] != redirect_uri or not answers(row["challenge"], verifier):
        return None
    return await _give(connection, FamilyId(row["family_id"]), row["scopes"], now=now, chance=chance)


async def refresh(
    connection: Connection,
    token: str,
    *,
    client_id: ClientId,
    scopes: frozenset[Scope] | None,
    now: datetime,
    chance: Chance,
) -> Tokens | None:
    """The next tokens, with fewer ``scopes`` if that is asked; a used token that comes again ends its family.

    Raises ``ScopeTooWide``.
    """
    await act_as_system(connection)
    hash = token_hash(token)
    row = await STATEMENTS.use_refresh_token.row(connection, hash=hash, client_id=client_id, now=now)
    if row is None:
        await STATEMENTS.end_family_of_refresh_token.run(connection, hash=hash, client_id=client_id, now=now)
        return None
    allowed = frozenset(Scope(word) for word in row["scopes"])
    if scopes is not None and not scopes <= allowed:
        raise ScopeTooWide
    words = sorted(scopes or allowed)
    return await _give(connection, FamilyId(row["family_id"]), words, now=now, chance=chance) if words else None


async def give_back(connection: Connection, token: str, *, client_id: ClientId, now: datetime) -> None:
    """End all that came with a token of this program; what is none is no good already."""
    await act_as_system(connection)
    await STATEMENTS.end_family_of_any.run(connection, hash=token_hash(token), client_id=client_id, now=now)


async def _grant(
    connection: Connection,
    person_id: PersonId,
    client_id: ClientId,
    scopes: list[str],
    *,
    now: datetime,
    chance: Chance,
) -> GrantId:
    """The one grant that is alive, widened or new; of two that are first at once, the second widens."""
    named = {"person_id": person_id, "client_id": client_id, "scopes": scopes, "now": now}
    row = (
        await STATEMENTS.widen_grant.row(connection, **named)
        or await STATEMENTS.add_grant.row(connection, id=draw_id(chance), **named)
        or await STATEMENTS.widen_grant.row(connection, **named)
    )
    assert row is not None
    return GrantId(row["id"])


async def _give(
    connection: Connection, family_id: FamilyId, scopes: Collection[str], *, now: datetime, chance: Chance
) -> Tokens:
    given = Tokens(
        access_token=draw_opaque(ACCESS, chance),
        refresh_token=draw_opaque(REFRESH, chance),
        scopes=frozenset(Scope(word) for word in scopes),
    )
    await STATEMENTS.add_access_token.run(
        connection,
        hash=token_hash(given.access_token),
        family_id=family_id,
        scopes=sorted(scopes),
        expires_at=now + ACCESS_LASTS,
    )
    await STATEMENTS.add_refresh_token.run(
        connection,
        hash=token_hash(given.refresh_token),
        family_id=family_id,
        expires_at=now + REFRESHING_LASTS,
    )
    return given
