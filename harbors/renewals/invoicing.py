"""Knows how renewals are invoiced: whoever is offered one can pay a bill with a reference, until the day it is due."""

from collections.abc import Sequence
from datetime import datetime

from harbors.chance import Chance
from harbors.invoices.commands import issue_invoice
from harbors.invoices.reads import payee_of
from harbors.offers.records import Made
from harbors.orders.reads import orders_with
from harbors.orders.records import OrderStatus
from harbors.renewals.rules import require_renewing
from harbors.seasons.records import ProviderSeason
from harbors.sql import Connection


async def invoice(
    connection: Connection, made: Sequence[Made], season: ProviderSeason, *, now: datetime, chance: Chance
) -> None:
    """Invoice the orders of renewals that wait for money; without a payee they are paid by their links."""
    if await payee_of(connection, season.provider_id) is None:
        return
    due_on = require_renewing(season).due_on
    orders = await orders_with(connection, sorted(one.offer.order_id for one in made))
    for order in orders.values():
        if order.status is OrderStatus.OPEN:
            await issue_invoice(connection, order, due_on=due_on, now=now, chance=chance)
