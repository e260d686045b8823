"""Knows how members answer a proposal, and how an exchange is done: all leases at one instant, or nothing."""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.access.records import PersonId
from harbors.chance import Chance
from harbors.exchanges.reads import STATEMENTS, lock_exchange
from harbors.exchanges.records import AnswerGiven, Exchange, ExchangeStatus, Failure, Member, MemberId
from harbors.exchanges.refusals import unknown_exchange
from harbors.exchanges.rules import is_accepted, require_open, starting, still_stands
from harbors.exchanges.telling import tell_of_exchange, tell_of_failure
from harbors.leases.keeping import hold_leases, hold_places, keep_leases, mark_ended
from harbors.leases.moving import following
from harbors.leases.records import Ending, Lease, Origin, Period
from harbors.queues.reads import STATEMENTS as QUEUES
from harbors.queues.records import EntryStatus
from harbors.sql import Connection


async def accept_exchange(
    connection: Connection, member_id: MemberId, *, person_id: PersonId, now: datetime, chance: Chance
) -> Exchange:
    """Note that the acting person says yes, and do the exchange where all have. Acts as the system.

    Raises ``NotFound``, ``Refused`` for what is no longer proposed. To accept twice has no second effect.
    """
    exchange, mine = await _own(connection, member_id, person_id=person_id)
    if mine.answer is AnswerGiven.ACCEPTED:
        return exchange
    require_open(exchange, now=now)
    await STATEMENTS.answer.run(connection, id=mine.id, answer=AnswerGiven.ACCEPTED, now=now)
    exchange = await lock_exchange(connection, exchange.id)
    if is_accepted(exchange):
        await _do(connection, exchange, now=now, chance=chance)
    return await lock_exchange(connection, exchange.id)


async def decline_exchange(
    connection: Connection, member_id: MemberId, *, person_id: PersonId, now: datetime, chance: Chance
) -> Exchange:
    """Note that the acting person says no: the exchange has failed, and the wish is taken back. Acts as the system.

    Raises ``NotFound``, ``Refused`` for what is no longer proposed.
    """
    exchange, mine = await _own(connection, member_id, person_id=person_id)
    require_open(exchange, now=now)
    await STATEMENTS.answer.run(connection, id=mine.id, answer=AnswerGiven.DECLINED, now=now)
    await QUEUES.leave.run(connection, ids=[mine.entry_id], status=EntryStatus.LEFT, now=now)
    await _fail(connection, exchange, Failure.DECLINED, now=now, chance=chance)
    return await lock_exchange(connection, exchange.id)


async def expire_exchanges(connection: Connection, *, now: datetime, chance: Chance) -> None:
    """End what was not answered in time; who said nothing waits no more. Acts as the system."""
    await act_as_system(connection)
    for row in await STATEMENTS.expired.rows(connection, now=now):
        exchange = await lock_exchange(connection, row["id"])
        if exchange.status is ExchangeStatus.PROPOSED:
            silent = [member.entry_id for member in exchange.members if member.answer is AnswerGiven.OPEN]
            await QUEUES.leave.run(connection, ids=silent, status=EntryStatus.LEFT, now=now)
            await _fail(connection, exchange, Failure.EXPIRED, now=now, chance=chance)


async def _own(connection: Connection, member_id: MemberId, *, person_id: PersonId) -> tuple[Exchange, Member]:
    id = await STATEMENTS.exchange_of.value(connection, id=member_id, person_id=person_id)
    if id is None:
        raise unknown_exchange()
    await act_as_system(connection)
    exchange = await lock_exchange(connection, id)
    return exchange, next(member for member in exchange.members if member.id == member_id)


async def _do(connection: Connection, exchange: Exchange, *, now: datetime, chance: Chance) -> None:
    """End all leases and begin all new ones; where anything has changed since the proposal it has failed instead."""
    leases = await hold_leases(connection, [member.lease_id for member in exchange.members])
    wanted = {lease.place_id for lease in leases.values()} | {member.place_id for member in exchange.members}
    places = await hold_places(connection, sorted(wanted), provider_id=exchange.provider_id)
    if not still_stands(exchange, leases, places, now=now):
        await _fail(connection, exchange, Failure.CHANGED, now=now, chance=chance)
        return
    at = starting(leases, now=now)
    after = {
        member.lease_id: _after(leases[member.lease_id], member, at=at, chance=chance) for member in exchange.members
    }
    await mark_ended(connection, list(leases.values()), at=at, ending=Ending.EXCHANGED, now=now)
    await keep_leases(connection, list(after.values()), provider_id=exchange.provider_id, now=now)
    served = [member.entry_id for member in exchange.members]
    await QUEUES.leave.run(connection, ids=served, status=EntryStatus.SERVED, now=now)
    await STATEMENTS.decide.run(connection, id=exchange.id, status=ExchangeStatus.DONE, failure=None, now=now)
    await tell_of_exchange(connection, exchange, after, now=now, chance=chance)


def _after(lease: Lease, member: Member, *, at: datetime, chance: Chance) -> Lease:
    period = Period(at, lease.period.end)
    return following(lease, member.place_id, period=period, origin=Origin.EXCHANGED, chance=chance)


async def _fail(connection: Connection, exchange: Exchange, failure: Failure, *, now: datetime, chance: Chance) -> None:
    await STATEMENTS.decide.run(connection, id=exchange.id, status=ExchangeStatus.FAILED, failure=failure, now=now)
    await tell_of_failure(connection, exchange, now=now, chance=chance)
