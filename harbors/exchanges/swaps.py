"""Knows how one holder proposes a swap to another: an exchange of two, which the one has accepted by proposing it."""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.access.records import PersonId
from harbors.chance import Chance, draw_id
from harbors.errors import Refused
from harbors.exchanges.commands import do, fail, own
from harbors.exchanges.reads import STATEMENTS, lock_exchange
from harbors.exchanges.records import AnswerGiven, Exchange, ExchangeOrigin, ExchangeStatus, Failure, MemberId
from harbors.exchanges.refusals import exchange_over, swap_refused, unknown_exchange
from harbors.exchanges.rules import ANSWERED_WITHIN, can_lie, is_current, require_open
from harbors.exchanges.telling import tell_of_swap
from harbors.forms import REASON, tidy_text
from harbors.leases.keeping import hold_leases, hold_places
from harbors.leases.reads import lease_with
from harbors.leases.records import Lease, LeaseId
from harbors.leases.refusals import lease_ended
from harbors.leases.rules import place_problems, season_period
from harbors.places.records import PlaceId
from harbors.sql import Connection
from harbors.switching.ending import require_own
from harbors.switching.reads import switch_policy


async def propose_swap(
    connection: Connection,
    lease_id: LeaseId,
    *,
    place_id: PlaceId | None = None,
    other_id: LeaseId | None = None,
    person_id: PersonId,
    now: datetime,
    chance: Chance,
) -> Exchange:
    """Propose to swap the acting person's place with another one, told by the place or by the lease of its holder.

    Raises ``NotFound`` for what is not the own lease, and ``Refused``: of the other holder it tells no more than that
    there is none who can swap. Acts as the system.
    """
    if (place_id is None) == (other_id is None):
        raise swap_refused("SWAP_ONE_WAY")
    lease = await lease_with(connection, lease_id)
    await require_own(connection, lease, person_id=person_id)
    await act_as_system(connection)
    if not (await switch_policy(connection, lease.provider_id)).swaps_allowed:
        raise swap_refused("SWAPS_NOT_ALLOWED", field="leaseId")
    partner_id = await _partner(connection, lease, place_id=place_id, other_id=other_id, now=now)
    leases = await hold_leases(connection, [lease_id, partner_id])
    await _require_swappable(connection, leases[lease_id], leases[partner_id], now=now)
    await _require_unasked(connection, lease_id, partner_id, now=now)
    return await _keep(connection, leases[lease_id], leases[partner_id], now=now, chance=chance)


async def withdraw_swap(
    connection: Connection, member_id: MemberId, *, person_id: PersonId, now: datetime, chance: Chance
) -> Exchange:
    """Take a swap back that the acting person proposed. Acts as the system. Raises ``NotFound``, ``Refused``."""
    exchange, mine = await own(connection, member_id, person_id=person_id)
    if exchange.origin is not ExchangeOrigin.SWAP or exchange.members[0] != mine:
        raise unknown_exchange()
    require_open(exchange, now=now)
    await fail(connection, exchange, Failure.WITHDRAWN, now=now, chance=chance)
    return await lock_exchange(connection, exchange.id)


async def approve_swap(
    connection: Connection, member_id: MemberId, *, refusal: str | None, now: datetime, chance: Chance
) -> Exchange:
    """Have a swap done on which two holders agree, or refuse it for a reason, as staff of the provider.

    Acts as the system. Raises ``NotFound``, ``Refused`` for what waits for no approval, ``Invalid``.
    """
    row = await STATEMENTS.exchange_in_charge.row(connection, id=member_id)
    if row is None:
        raise unknown_exchange()
    if refusal is not None and (problems := list(REASON.problems(tidy_text(refusal), field="refusal"))):
        raise Refused(*problems)
    await act_as_system(connection)
    exchange = await lock_exchange(connection, row["exchange_id"])
    if exchange.status is not ExchangeStatus.AGREED or exchange.expires_at <= now:
        raise exchange_over()
    if refusal is None:
        await do(connection, exchange, now=now, chance=chance)
    else:
        await fail(connection, exchange, Failure.REFUSED, refusal=tidy_text(refusal), now=now, chance=chance)
    return await lock_exchange(connection, exchange.id)


async def _partner(
    connection: Connection, lease: Lease, *, place_id: PlaceId | None, other_id: LeaseId | None, now: datetime
) -> LeaseId:
    found = await STATEMENTS.partner.value(
        connection,
        lease_id=other_id,
        place_id=place_id,
        provider_id=lease.provider_id,
        season_starts=lease.season.starts,
        season_ends=lease.season.ends,
        now=now,
    )
    if found is None or found == lease.id:
        raise swap_refused("SWAP_IMPOSSIBLE")
    return LeaseId(found)


async def _require_swappable(connection: Connection, mine: Lease, other: Lease, *, now: datetime) -> None:
    """The own boat is told what it lacks for the other place; of the other boat nothing is told."""
    places = await hold_places(connection, sorted((mine.place_id, other.place_id)), provider_id=mine.provider_id)
    if not is_current(mine, now=now) or mine.place_id not in places:
        raise lease_ended()
    if mine.period.end != season_period(mine.season, places[mine.place_id].time_zone).end:
        raise swap_refused("SWAP_IMPOSSIBLE", field="leaseId")
    if other.place_id not in places or not can_lie(other, places[mine.place_id]) or not is_current(other, now=now):
        raise swap_refused("SWAP_IMPOSSIBLE")
    if problems := list(place_problems(mine.boat, places[other.place_id])):
        raise Refused(*problems)


async def _require_unasked(connection: Connection, lease_id: LeaseId, other_id: LeaseId, *, now: datetime) -> None:
    row = await STATEMENTS.swaps_between.row(connection, lease_id=lease_id, other_id=other_id, now=now)
    if row and row["waits"]:
        raise swap_refused("SWAP_WAITS", field="leaseId")
    if row and row["declined"]:
        raise swap_refused("SWAP_DECLINED")


async def _keep(connection: Connection, mine: Lease, other: Lease, *, now: datetime, chance: Chance) -> Exchange:
    id, member_ids, until = draw_id(chance), [draw_id(chance), draw_id(chance)], now + ANSWERED_WITHIN
    await STATEMENTS.add_exchange.run(
        connection,
        id=id,
        provider_id=mine.provider_id,
        origin=ExchangeOrigin.SWAP,
        now=now,
        expires_at=until,
        member_ids=member_ids,
        entry_ids=[None, None],
        lease_ids=[mine.id, other.id],
        place_ids=[other.place_id, mine.place_id],
    )
    await STATEMENTS.answer.run(connection, id=member_ids[0], answer=AnswerGiven.ACCEPTED, now=now)
    exchange = await lock_exchange(connection, id)
    await tell_of_swap(connection, exchange, other, until=until, now=now, chance=chance)
    return exchange
