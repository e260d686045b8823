"""Knows how the money of a change of places is settled: an order for what is dearer, a refund of what is cheaper."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from harbors.chance import Chance
from harbors.leases.records import Charge, Lease, Period
from harbors.leases.telling import called
from harbors.orders.commands import open_order
from harbors.orders.records import NOTHING, Line, LineKind, Order, OrderDraft, Product, Purpose
from harbors.orders.rules import contained_vat
from harbors.places.records import PlaceId
from harbors.sql import Connection
from harbors.switching.crediting import give_back, to_give_back
from harbors.switching.holding import Held
from harbors.switching.paying import payer_of
from harbors.switching.quoting import price_of
from harbors.switching.reads import switch_policy
from harbors.switching.records import Left, Price, Settlement
from harbors.switching.refusals import no_price
from harbors.switching.rules import left_of, settle, spread
from harbors.text import Translated

_DIFFERENCE = Translated(
    fi="Paikan vaihto, hinnan erotus: {old} → {new}, {days}",
    sv="Platsbyte, prisskillnad: {old} → {new}, {days}",
    en="Change of places, difference of the price: {old} → {new}, {days}",
)


@dataclass(frozen=True, slots=True)
class Settled:
    """The leases with what they cost; what is due for them by ``order``, and until when; what is given back."""

    leases: tuple[Lease, ...]
    due: Decimal = NOTHING
    back: Decimal = NOTHING
    order: Order | None = None
    due_at: datetime | None = None


async def settle_change(
    connection: Connection,
    held: Held,
    after: Sequence[Lease],
    *,
    at: datetime,
    time_zone: str,
    reason: str,
    waived: bool = False,
    from_nothing: bool = False,
    now: datetime,
    chance: Chance,
) -> Settled:
    """Settle that a lease ends ``at`` and others follow it. The leases ``after`` are not kept yet; for the system.

    ``from_nothing``: the tenant of those that follow is another one, who has paid nothing. Raises ``Refused`` where one
    of the places has a price and another has none.
    """
    left = Left(NOTHING) if from_nothing else await left_over(connection, held, at=at, time_zone=time_zone)
    settlement, prices = await quote_change(connection, left, after, time_zone=time_zone, waived=waived)
    if settlement is None:
        return Settled(tuple(after))
    if settlement.back:
        await give_back(connection, held, settlement.back, reason=reason, now=now, chance=chance)
    if not settlement.due:
        charge = None if from_nothing else held.lease.charge
        return Settled(_charged(after, settlement, charge.order_id if charge else None), back=settlement.back)
    lines = await difference_lines(connection, held.lease, after, settlement.due, prices)
    return await _order(connection, held.lease, after, settlement, lines, now=now, chance=chance)


async def preview(connection: Connection, held: Held, to: PlaceId, *, at: datetime) -> Settlement | None:
    """What it comes to when a tenant gets another place ``at``; nothing without prices. For the system.

    Raises ``Refused`` where one of the places has a price and the other has none.
    """
    return (await quote_to(connection, held, to, at=at))[0]


async def quote_to(
    connection: Connection, held: Held, to: PlaceId, *, at: datetime
) -> tuple[Settlement | None, Lease, list[Price]]:
    """The same with the lease as it would be there, and its price."""
    zone = (await called(connection, held.lease.place_id)).time_zone
    left = await left_over(connection, held, at=at, time_zone=zone)
    there = replace(held.lease, place_id=to, period=Period(max(at, held.lease.period.start), held.lease.period.end))
    return (settled := await quote_change(connection, left, [there], time_zone=zone))[0], there, settled[1]


async def quote_change(
    connection: Connection, left: Left | None, after: Sequence[Lease], *, time_zone: str, waived: bool = False
) -> tuple[Settlement | None, list[Price]]:
    """What a change comes to; nothing where no place has a price: such a provider takes its money elsewhere."""
    found = [await price_of(connection, lease, time_zone=time_zone) for lease in after]
    prices = [price for price in found if price is not None]
    if left is None and not prices:
        return None, []
    if left is None or len(prices) < len(found):
        if waived:
            return (None if left is None else settle(left, spread(left.worth, [NOTHING for _ in found]))), prices
        raise no_price()
    return settle(left, [price.amount for price in prices], waived=waived), prices


async def left_over(connection: Connection, held: Held, *, at: datetime, time_zone: str) -> Left | None:
    """What is left of a lease: of what it cost; where nothing was paid here, what its place costs for that time."""
    lease = held.lease
    if lease.charge is not None:
        left = left_of(lease.charge, lease.period, at=at, time_zone=time_zone)
        return replace(left, paid=min(left.paid, await to_give_back(connection, held)))
    rest = replace(lease, period=Period(max(at, lease.period.start), lease.period.end))
    price = await price_of(connection, rest, time_zone=time_zone)
    return None if price is None else Left(price.amount)


async def difference_lines(
    connection: Connection, lease: Lease, after: Sequence[Lease], due: Decimal, prices: Sequence[Price]
) -> tuple[Line, ...]:
    """What is due as lines of an order; VAT goes by the first of the other places, as all of them are let alike."""
    old, new = await called(connection, lease.place_id), await called(connection, after[0].place_id)
    span = Period(after[0].period.start, after[-1].period.end)
    product = prices[0].product if prices else Product.BERTH
    rate = prices[0].vat_rate if prices else NOTHING
    line = Line(
        kind=LineKind.DIFFERENCE,
        product=product,
        text=_DIFFERENCE.with_figures(old=old.everywhere, new=new.everywhere, days=new.days(span)),
        amount=due,
        vat_rate=rate,
        vat_amount=contained_vat(due, rate),
    )
    return (line,)


async def _order(
    connection: Connection,
    lease: Lease,
    after: Sequence[Lease],
    settlement: Settlement,
    lines: tuple[Line, ...],
    *,
    now: datetime,
    chance: Chance,
) -> Settled:
    policy = await switch_policy(connection, lease.provider_id)
    draft = OrderDraft(
        provider_id=lease.provider_id,
        purpose=Purpose.SWITCH,
        payer=await payer_of(connection, after[0].tenant),
        lines=lines,
        expires_at=None,
    )
    order = await open_order(connection, draft, now=now, chance=chance)
    due_at = now + timedelta(days=policy.due_days)
    return Settled(
        _charged(after, settlement, order.id), due=settlement.due, back=settlement.back, order=order, due_at=due_at
    )


def _charged(after: Sequence[Lease], settlement: Settlement, order_id: UUID | None) -> tuple[Lease, ...]:
    if order_id is None:
        return tuple(after)
    parts = zip(after, settlement.worths, settlement.paid, strict=True)
    return tuple(
        replace(lease, charge=Charge(order_id=order_id, worth=worth, paid=paid)) for lease, worth, paid in parts
    )
