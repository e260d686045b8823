"""Knows how the exchanges of a provider are looked for and proposed; between both nothing is held."""

from collections.abc import Sequence
from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.chance import Chance, draw_id
from harbors.draws.records import Choice, Place
from harbors.exchanges.reads import STATEMENTS
from harbors.exchanges.records import Cycle, ExchangeOrigin, Exchanger, Market
from harbors.exchanges.rules import ANSWERED_WITHIN
from harbors.exchanges.telling import tell_of_proposal
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.leases.reads import leases_with
from harbors.places.records import ProviderId
from harbors.queues.reads import queue_rules
from harbors.sql import Connection, Row


async def put_searches(connection: Connection) -> None:
    """Have exchanges looked for wherever somebody would exchange. For the system."""
    for row in await STATEMENTS.providers_with_exchangers.rows(connection):
        await put(connection, Job.SEARCH_EXCHANGES, {"provider": str(row["id"])}, key=f"exchanges of {row['id']}")


async def open_market(connection: Connection, provider_id: ProviderId, *, now: datetime) -> Market | None:
    """Everybody at a provider who would exchange; ``None`` where there are no rules for it. For the system."""
    rules = await queue_rules(connection, provider_id)
    rows = await STATEMENTS.exchangers.rows(connection, provider_id=provider_id, now=now)
    if rules is None:
        return None
    leases = await leases_with(connection, [row["lease_id"] for row in rows])
    held = [lease.place_id for lease in leases.values()]
    return Market(
        provider_id=provider_id,
        rules=rules,
        places=tuple(_place(row) for row in await STATEMENTS.their_places.rows(connection, ids=held)),
        exchangers=tuple(
            Exchanger(row["id"], leases[row["lease_id"]], _choices(row), row["joined_at"]) for row in rows
        ),
    )


async def propose(
    connection: Connection, cycles: Sequence[Cycle], *, provider_id: ProviderId, now: datetime, chance: Chance
) -> int:
    """Propose cycles whose members still wait, and tell them; how many that are. Acts as the system."""
    await act_as_system(connection)
    proposed = 0
    for cycle in cycles:
        entries = {swap.entry_id for swap in cycle}
        await STATEMENTS.hold_entries.run(connection, ids=sorted(entries))
        if set(await STATEMENTS.free_entries.value(connection, ids=sorted(entries))) != entries:
            continue
        proposed += 1
        id, until = draw_id(chance), now + ANSWERED_WITHIN
        await STATEMENTS.add_exchange.run(
            connection,
            id=id,
            provider_id=provider_id,
            origin=ExchangeOrigin.SEARCH,
            now=now,
            expires_at=until,
            member_ids=[draw_id(chance) for _ in cycle],
            entry_ids=[swap.entry_id for swap in cycle],
            lease_ids=[swap.lease_id for swap in cycle],
            place_ids=[swap.place_id for swap in cycle],
        )
        await tell_of_proposal(connection, id, cycle, until=until, now=now, chance=chance)
    return proposed


def _place(row: Row) -> Place:
    return Place(**dict(row))


def _choices(row: Row) -> tuple[Choice, ...]:
    lists = zip(row["harbors"], row["piers"], row["berths"], strict=True)
    return tuple(
        Choice(berth=berth) if berth is not None else Choice(harbor=harbor, pier=pier) for harbor, pier, berth in lists
    )
