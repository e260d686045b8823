"""Knows how members answer a proposal, and how an exchange is done: all leases at one instant, or nothing."""

from collections.abc import Sequence
from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.access.records import PersonId
from harbors.chance import Chance
from harbors.exchanges.reads import STATEMENTS, lock_exchange
from harbors.exchanges.records import (
    EXCHANGE_TRANSITIONS,
    AnswerGiven,
    Exchange,
    ExchangeOrigin,
    ExchangeStatus,
    Failure,
    Member,
    MemberId,
)
from harbors.exchanges.refusals import unknown_exchange
from harbors.exchanges.rules import is_accepted, require_open, starting, still_stands
from harbors.exchanges.telling import tell_of_exchange, tell_of_failure
from harbors.leases.keeping import hold_places
from harbors.leases.records import Ending, Lease, Origin, Period
from harbors.leases.rules import following
from harbors.queues.reads import STATEMENTS as QUEUES
from harbors.queues.records import EntryStatus
from harbors.sql import Connection
from harbors.switching.changing import Change, change_places
from harbors.switching.holding import hold
from harbors.switching.reads import switch_policy
from harbors.switching.words import SWITCHED


async def accept_exchange(
    connection: Connection, member_id: MemberId, *, person_id: PersonId, now: datetime, chance: Chance
) -> Exchange:
    """Note that the acting person says yes, and do the exchange where all have. Acts as the system.

    Raises ``NotFound``, ``Refused`` for what is no longer proposed. To accept twice has no second effect.
    """
    exchange, mine = await own(connection, member_id, person_id=person_id)
    if mine.answer is AnswerGiven.ACCEPTED:
        return exchange
    require_open(exchange, now=now)
    await STATEMENTS.answer.run(connection, id=mine.id, answer=AnswerGiven.ACCEPTED, now=now)
    exchange = await lock_exchange(connection, exchange.id)
    if is_accepted(exchange):
        await _agree(connection, exchange, now=now, chance=chance)
    return await lock_exchange(connection, exchange.id)


async def decline_exchange(
    connection: Connection, member_id: MemberId, *, person_id: PersonId, now: datetime, chance: Chance
) -> Exchange:
    """Note that the acting person says no: the exchange has failed, and the wish is taken back. Acts as the system.

    Raises ``NotFound``, ``Refused`` for what is no longer proposed.
    """
    exchange, mine = await own(connection, member_id, person_id=person_id)
    require_open(exchange, now=now)
    await STATEMENTS.answer.run(connection, id=mine.id, answer=AnswerGiven.DECLINED, now=now)
    await _leave(connection, [mine], EntryStatus.LEFT, now=now)
    await fail(connection, exchange, Failure.DECLINED, now=now, chance=chance)
    return await lock_exchange(connection, exchange.id)


async def expire_exchanges(connection: Connection, *, now: datetime, chance: Chance) -> None:
    """End what was not answered in time; who said nothing waits no more. Acts as the system."""
    await act_as_system(connection)
    for row in await STATEMENTS.expired.rows(connection, now=now):
        exchange = await lock_exchange(connection, row["id"])
        if ExchangeStatus.FAILED in EXCHANGE_TRANSITIONS[exchange.status]:
            silent = [member for member in exchange.members if member.answer is AnswerGiven.OPEN]
            await _leave(connection, silent, EntryStatus.LEFT, now=now)
            await fail(connection, exchange, Failure.EXPIRED, now=now, chance=chance)


async def own(connection: Connection, member_id: MemberId, *, person_id: PersonId) -> tuple[Exchange, Member]:
    """An exchange that is held, and the part of the acting person in it. Acts as the system. Raises ``NotFound``."""
    id = await STATEMENTS.exchange_of.value(connection, id=member_id, person_id=person_id)
    if id is None:
        raise unknown_exchange()
    await act_as_system(connection)
    exchange = await lock_exchange(connection, id)
    return exchange, next(member for member in exchange.members if member.id == member_id)


async def _agree(connection: Connection, exchange: Exchange, *, now: datetime, chance: Chance) -> None:
    """Do what all have accepted, unless it is a swap that the provider has to approve."""
    policy = await switch_policy(connection, exchange.provider_id)
    if exchange.origin is ExchangeOrigin.SWAP and policy.swaps_approved:
        await decide(connection, exchange, ExchangeStatus.AGREED, now=now)
    else:
        await do(connection, exchange, now=now, chance=chance)


async def do(connection: Connection, exchange: Exchange, *, now: datetime, chance: Chance) -> None:
    """End all leases, begin all new ones and settle what they cost; where anything has changed since the proposal it
    has failed instead. For the system, which holds the exchange."""
    held = await hold(connection, [member.lease_id for member in exchange.members])
    leases = {id: one.lease for id, one in held.items()}
    wanted = {lease.place_id for lease in leases.values()} | {member.place_id for member in exchange.members}
    places = await hold_places(connection, sorted(wanted), provider_id=exchange.provider_id)
    if not still_stands(exchange, leases, places, now=now):
        await fail(connection, exchange, Failure.CHANGED, now=now, chance=chance)
        return
    at = starting(leases, now=now)
    changes = [
        Change(
            held=held[member.lease_id],
            after=(_after(leases[member.lease_id], member, at=at, chance=chance),),
            time_zone=places[member.place_id].time_zone,
        )
        for member in exchange.members
    ]
    settled = await change_places(
        connection,
        changes,
        provider_id=exchange.provider_id,
        at=at,
        ending=Ending.EXCHANGED,
        reason=None,
        why=SWITCHED,
        now=now,
        chance=chance,
    )
    await _leave(connection, exchange.members, EntryStatus.SERVED, now=now)
    await decide(connection, exchange, ExchangeStatus.DONE, now=now)
    after = {member.lease_id: one for member, one in zip(exchange.members, settled, strict=True)}
    await tell_of_exchange(connection, exchange, after, now=now, chance=chance)


def _after(lease: Lease, member: Member, *, at: datetime, chance: Chance) -> Lease:
    period = Period(at, lease.period.end)
    return following(lease, member.place_id, period=period, origin=Origin.EXCHANGED, chance=chance)


async def fail(
    connection: Connection,
    exchange: Exchange,
    failure: Failure,
    *,
    refusal: str | None = None,
    now: datetime,
    chance: Chance,
) -> None:
    """Note that an exchange is not done, and why, and have all of its members told. For the system."""
    await decide(connection, exchange, ExchangeStatus.FAILED, failure=failure, refusal=refusal, now=now)
    await tell_of_failure(connection, exchange, now=now, chance=chance)


async def decide(
    connection: Connection,
    exchange: Exchange,
    status: ExchangeStatus,
    *,
    failure: Failure | None = None,
    refusal: str | None = None,
    now: datetime,
) -> None:
    """Note what becomes of an exchange that is held."""
    await STATEMENTS.decide.run(connection, id=exchange.id, status=status, failure=failure, refusal=refusal, now=now)


async def _leave(connection: Connection, members: Sequence[Member], status: EntryStatus, *, now: datetime) -> None:
    """Standing wishes that wait no more; members of a swap have none."""
    ids = [member.entry_id for member in members if member.entry_id is not None]
    await QUEUES.leave.run(connection, ids=ids, status=status, now=now)
