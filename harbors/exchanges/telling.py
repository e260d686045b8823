"""Knows how the members of an exchange are told: of a proposal, that it is done, that it is not."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from harbors.chance import Chance
from harbors.errors import Refused
from harbors.exchanges.records import Cycle, Exchange, ExchangeOrigin
from harbors.leases.records import Lease, LeaseId
from harbors.leases.telling import called, recipients
from harbors.notices.commands import notify
from harbors.notices.records import Template
from harbors.orders.records import NOTHING
from harbors.places.records import PlaceId
from harbors.sql import Connection
from harbors.switching.holding import Held, look_at
from harbors.switching.settling import Settled, preview
from harbors.switching.telling import money_of, same
from harbors.switching.words import if_it_came_to_it
from harbors.text import Translated


async def tell_of_proposal(
    connection: Connection, id: UUID, cycle: Cycle, *, until: datetime, now: datetime, chance: Chance
) -> None:
    """Have every member told of a proposal. For the system."""
    got = {swap.lease_id: swap.place_id for swap in cycle}
    await _tell(connection, id, got, Template.EXCHANGE_PROPOSED, until=until, now=now, chance=chance)


async def tell_of_swap(
    connection: Connection, exchange: Exchange, other: Lease, *, until: datetime, now: datetime, chance: Chance
) -> None:
    """Have the holder of ``other`` told that somebody would swap, and for which place; not who. For the system."""
    got = {member.lease_id: member.place_id for member in exchange.members if member.lease_id == other.id}
    await _tell(connection, exchange.id, got, Template.SWAP_PROPOSED, until=until, now=now, chance=chance)


async def tell_of_failure(connection: Connection, exchange: Exchange, *, now: datetime, chance: Chance) -> None:
    """Have every member told that nothing has changed. For the system."""
    got = {member.lease_id: member.place_id for member in exchange.members}
    swapped = exchange.origin is ExchangeOrigin.SWAP
    template = Template.SWAP_FAILED if swapped else Template.EXCHANGE_FAILED
    await _tell(connection, exchange.id, got, template, now=now, chance=chance)


async def tell_of_exchange(
    connection: Connection, exchange: Exchange, settled: Mapping[LeaseId, Settled], *, now: datetime, chance: Chance
) -> None:
    """Have every member told which place is theirs, and what that costs, by the leases given. For the system."""
    got = {member.lease_id: member.place_id for member in exchange.members}
    await _tell(connection, exchange.id, got, Template.EXCHANGE_DONE, after=settled, now=now, chance=chance)


async def _tell(
    connection: Connection,
    id: UUID,
    got: Mapping[LeaseId, PlaceId],
    template: Template,
    *,
    until: datetime | None = None,
    after: Mapping[LeaseId, Settled] | None = None,
    now: datetime,
    chance: Chance,
) -> None:
    for lease_id, held in (await look_at(connection, list(got))).items():
        lease = held.lease
        given, new = await called(connection, lease.place_id), await called(connection, got[lease_id])
        words: dict[str, Translated] = {"from": given.everywhere, "place": new.everywhere}
        if until is not None:
            words["until"] = same(new.day(until))
            words["money"] = await _would_cost(connection, held, got[lease_id], now=now)
        if after is not None:
            words["days"] = same(new.days(after[lease_id].leases[0].period))
            words["money"] = money_of(after[lease_id], new)
        async for recipient in recipients(connection, lease.tenant):
            figures = {name: text.in_language(recipient.language) or "" for name, text in words.items()}
            key = f"{template.lower()} {id} {lease_id} {recipient.key}"
            await notify(connection, recipient, template, figures, key=key, now=now, chance=chance)


async def _would_cost(connection: Connection, held: Held, to: PlaceId, *, now: datetime) -> Translated:
    """What an exchange that was done now would cost this member; without a price it is not done."""
    try:
        settlement = await preview(connection, held, to, at=max(now, held.lease.period.start))
    except Refused:
        settlement = None
    return if_it_came_to_it(
        due=settlement.due if settlement else NOTHING, back=settlement.back if settlement else NOTHING
    )
