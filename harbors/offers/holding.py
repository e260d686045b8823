"""Knows how an offer is held for a change: first its application and round, then its order, then itself."""

from dataclasses import dataclass

from harbors.applications.reads import load_application
from harbors.offers.reads import STATEMENTS, offer_with
from harbors.offers.records import Offer, OfferId
from harbors.orders.commands import hold_order
from harbors.orders.records import Order
from harbors.rounds.reads import hold_round
from harbors.sql import Connection


@dataclass(frozen=True, slots=True)
class Held:
    """An offer and its order, which nobody else moves until the transaction ends."""

    offer: Offer
    order: Order


async def hold(connection: Connection, id: OfferId) -> Held:
    """An offer with all that changes with it; no batch is published meanwhile. For the system. Raises ``NotFound``."""
    told = await offer_with(connection, id)
    if told.application_id is not None:
        await STATEMENTS.hold_application.run(connection, id=told.application_id)
        await hold_round(connection, (await load_application(connection, told.application_id)).round_id)
    order = await hold_order(connection, told.order_id)
    await STATEMENTS.hold_offers.rows(connection, ids=[id])
    return Held(await offer_with(connection, id), order)
