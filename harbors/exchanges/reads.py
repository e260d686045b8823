"""Knows how an exchange is looked up: for the system, once it is known that the acting person is a member."""

from uuid import UUID

from harbors.exchanges.records import (
    AnswerGiven,
    Exchange,
    ExchangeId,
    ExchangeOrigin,
    ExchangeStatus,
    Member,
    MemberId,
)
from harbors.exchanges.refusals import unknown_exchange
from harbors.places.records import ProviderId
from harbors.sql import Connection, Row, Statements

STATEMENTS = Statements(__package__)


async def lock_exchange(connection: Connection, id: UUID) -> Exchange:
    """An exchange that stands still until the transaction ends. Raises ``NotFound``."""
    row = await STATEMENTS.lock_exchange.row(connection, id=id)
    if row is None:
        raise unknown_exchange()
    members = await STATEMENTS.members_of.rows(connection, id=id)
    return Exchange(
        id=ExchangeId(row["id"]),
        provider_id=row["provider_id"],
        status=ExchangeStatus(row["status"]),
        expires_at=row["expires_at"],
        members=tuple(map(_member, members)),
        origin=ExchangeOrigin(row["origin"]),
    )


async def provider_of_exchange(connection: Connection, id: MemberId) -> ProviderId | None:
    """Whose places an exchange of a member is about, as far as the acting clerk keeps them."""
    row = await STATEMENTS.exchange_in_charge.row(connection, id=id)
    return None if row is None else ProviderId(row["provider_id"])


def _member(row: Row) -> Member:
    return Member(
        id=row["id"],
        entry_id=row["entry_id"],
        lease_id=row["lease_id"],
        place_id=row["place_id"],
        answer=AnswerGiven(row["answer"]),
        waits=row["waits"],
    )
