"""Knows a browser on its way from a program over sign-in and consent, and back; and forgets what is long over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType
from uuid import UUID

from harbors.access.commands import act_as_system
from harbors.access.records import Assurance, PersonId
from harbors.chance import Chance, draw_id, draw_token, token_hash
from harbors.programs.clients import STATEMENTS
from harbors.sql import Connection

RequestId = NewType("RequestId", UUID)
REQUEST_LASTS = timedelta(minutes=15)
REMEMBERED = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What the browser keeps (``word``), and what goes along to the issuer where the person signs in."""

    id: RequestId
    word: str
    verifier: str
    nonce: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Underway:
    """What a program asked (``query``), and who signed in since, if anybody did."""

    id: RequestId
    query: bytes
    verifier: str
    nonce: str
    person_id: PersonId | None
    assurance: Assurance | None


async def begin(connection: Connection, query: bytes, *, now: datetime, chance: Chance) -> Begun:
    """A browser sets out."""
    await act_as_system(connection)
    begun = Begun(
        id=RequestId(draw_id(chance)),
        word=draw_token(chance),
        verifier=draw_token(chance),
        nonce=draw_token(chance),
    )
    await STATEMENTS.add_request.run(
        connection,
        id=begun.id,
        word_hash=token_hash(begun.word),
        query=query.decode("ascii"),
        verifier=begun.verifier,
        nonce=begun.nonce,
        expires_at=now + REQUEST_LASTS,
    )
    return begun


async def find(connection: Connection, id: RequestId, *, word: str, now: datetime) -> Underway | None:
    """Where the browser with this word is; held until the transaction ends."""
    await act_as_system(connection)
    row = await STATEMENTS.find_request.row(connection, id=id, word_hash=token_hash(word), now=now)
    if row is None:
        return None
    return Underway(
        id=RequestId(row["id"]),
        query=row["query"].encode("ascii"),
        verifier=row["verifier"],
        nonce=row["nonce"],
        person_id=row["person_id"],
        assurance=Assurance(row["assurance"]) if row["assurance"] else None,
    )


async def signed_in(
    connection: Connection, id: RequestId, *, person_id: PersonId, assurance: Assurance, chance: Chance
) -> str:
    """Who signed in. The new word of the browser: whoever planted the old one is left behind."""
    await act_as_system(connection)
    word = draw_token(chance)
    await STATEMENTS.sign_in_request.run(
        connection, id=id, word_hash=token_hash(word), person_id=person_id, assurance=assurance.value
    )
    return word


async def arrive(connection: Connection, id: RequestId) -> None:
    """The browser has been sent back: nothing of this way can be gone again."""
    await act_as_system(connection)
    await STATEMENTS.end_request.run(connection, id=id)


async def forget_tokens(connection: Connection, *, now: datetime) -> None:
    """Forget what has been over for a day. Acts as the system."""
    await act_as_system(connection)
    before = now - REMEMBERED
    for statement in (
        STATEMENTS.forget_requests,
        STATEMENTS.forget_codes,
        STATEMENTS.forget_access_tokens,
        STATEMENTS.forget_refresh_tokens,
        STATEMENTS.forget_families,
    ):
        await statement.run(connection, before=before)
