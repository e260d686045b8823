"""Knows how tenants are told that they have another place, or none any more, and what that costs. For the system."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from harbors.chance import Chance
from harbors.leases.records import Lease
from harbors.leases.telling import Called, called, recipients, tell
from harbors.notices.records import Template
from harbors.orders.records import NOTHING
from harbors.sql import Connection
from harbors.switching.settling import Settled
from harbors.switching.words import GAVE_UP, about_money
from harbors.text import Translated


async def tell_of_end(
    connection: Connection,
    lease: Lease,
    *,
    at: datetime,
    reason: str | None,
    back: Decimal = NOTHING,
    now: datetime,
    chance: Chance,
) -> None:
    """Have the tenant told that the lease ends, and what is given back."""
    place = await called(connection, lease.place_id)
    figures = {
        "place": place.everywhere,
        "day": same(place.day(at)),
        "reason": GAVE_UP if reason is None else same(reason),
        "money": about_money(back=back),
    }
    await _tell(connection, lease, Template.LEASE_ENDED, figures, now=now, chance=chance)


async def tell_of_move(
    connection: Connection, lease: Lease, settled: Settled, *, reason: str, now: datetime, chance: Chance
) -> None:
    """Have the tenant told of the other place, and why."""
    figures = await _changed(connection, lease, settled) | {"reason": same(reason)}
    await _tell(connection, lease, Template.TENANT_MOVED, figures, now=now, chance=chance)


async def tell_of_transfer(
    connection: Connection,
    lease: Lease,
    *,
    template: Template,
    at: datetime,
    settled: Settled,
    now: datetime,
    chance: Chance,
) -> None:
    """Have one of two tenants told that the lease goes from one to the other."""
    place = await called(connection, lease.place_id)
    figures = {"place": place.everywhere, "day": same(place.day(at)), "money": money_of(settled, place)}
    await _tell(connection, lease, template, figures, now=now, chance=chance)


def money_of(settled: Settled, place: Called) -> Translated:
    """The sentence about what is due, or comes back."""
    if settled.order is None or settled.due_at is None:
        return about_money(back=settled.back)
    return about_money(due=settled.due, day=place.day(settled.due_at), reference=settled.order.reference)


async def _changed(connection: Connection, lease: Lease, settled: Settled) -> dict[str, Translated]:
    old, new = await called(connection, lease.place_id), await called(connection, settled.leases[0].place_id)
    days = new.days(settled.leases[0].period)
    return {"from": old.everywhere, "place": new.everywhere, "days": same(days), "money": money_of(settled, new)}


async def _tell(
    connection: Connection,
    lease: Lease,
    template: Template,
    figures: Mapping[str, Translated],
    *,
    now: datetime,
    chance: Chance,
) -> None:
    async for recipient in recipients(connection, lease.tenant):
        told = {name: text.in_language(recipient.language) or "" for name, text in figures.items()}
        await tell(connection, recipient, template, told, about=lease, now=now, chance=chance)


def same(words: str) -> Translated:
    """What is read alike in all languages."""
    return Translated(words, words, words)
