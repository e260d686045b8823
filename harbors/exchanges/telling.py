"""Knows how the members of an exchange are told: of a proposal, that it is done, that it is not."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from harbors.chance import Chance
from harbors.exchanges.records import Cycle, Exchange
from harbors.leases.reads import leases_with
from harbors.leases.records import Lease, LeaseId
from harbors.leases.telling import Called, called, recipients
from harbors.notices.commands import notify
from harbors.notices.records import Template
from harbors.places.records import PlaceId
from harbors.sql import Connection
from harbors.text import Language


async def tell_of_proposal(
    connection: Connection, id: UUID, cycle: Cycle, *, until: datetime, now: datetime, chance: Chance
) -> None:
    """Have every member told of a proposal. For the system."""
    got = {swap.lease_id: swap.place_id for swap in cycle}
    await _tell(connection, id, got, Template.EXCHANGE_PROPOSED, until=until, now=now, chance=chance)


async def tell_of_failure(connection: Connection, exchange: Exchange, *, now: datetime, chance: Chance) -> None:
    """Have every member told that nothing has changed. For the system."""
    got = {member.lease_id: member.place_id for member in exchange.members}
    await _tell(connection, exchange.id, got, Template.EXCHANGE_FAILED, now=now, chance=chance)


async def tell_of_exchange(
    connection: Connection, exchange: Exchange, leases: Mapping[LeaseId, Lease], *, now: datetime, chance: Chance
) -> None:
    """Have every member told which place is theirs: ``leases`` are the new ones by those given. For the system."""
    got = {member.lease_id: member.place_id for member in exchange.members}
    await _tell(connection, exchange.id, got, Template.EXCHANGE_DONE, after=leases, now=now, chance=chance)


async def _tell(
    connection: Connection,
    id: UUID,
    got: Mapping[LeaseId, PlaceId],
    template: Template,
    *,
    until: datetime | None = None,
    after: Mapping[LeaseId, Lease] | None = None,
    now: datetime,
    chance: Chance,
) -> None:
    for lease_id, lease in (await leases_with(connection, list(got))).items():
        given, new = await called(connection, lease.place_id), await called(connection, got[lease_id])
        async for recipient in recipients(connection, lease.tenant):
            figures = _figures(given, new, recipient.language)
            if until is not None:
                figures["until"] = new.day(until)
            if after is not None:
                figures["days"] = new.days(after[lease_id].period)
            key = f"{template.lower()} {id} {lease_id} {recipient.key}"
            await notify(connection, recipient, template, figures, key=key, now=now, chance=chance)


def _figures(given: Called, new: Called, language: Language) -> dict[str, str]:
    return {"from": given.in_language(language), "place": new.in_language(language)}
