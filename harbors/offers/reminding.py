"""Knows how open offers are reminded of some days before they are due: of each day once, of missed ones the last."""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.chance import Chance, draw_token, token_hash
from harbors.offers.reads import STATEMENTS, offers_with
from harbors.offers.records import Made, OfferChannel
from harbors.offers.rules import reminder_now
from harbors.offers.telling import tell_of_due
from harbors.orders.reads import orders_with
from harbors.sql import Connection

MOST_AT_ONCE = 200


async def remind_of_some(connection: Connection, *, public_url: str, now: datetime, chance: Chance) -> bool:
    """Remind of some offers of which it is time to; whether there may be more. Acts as the system.

    Each mail has a link of its own, since the capability of the first is kept by nobody. Who was sent a letter is sent
    no mail.
    """
    await act_as_system(connection)
    rows = await STATEMENTS.to_be_reminded.rows(connection, now=now, most=MOST_AT_ONCE)
    ids = [row["id"] for row in await STATEMENTS.hold_offers.rows(connection, ids=[row["id"] for row in rows])]
    offers = await offers_with(connection, ids)
    orders = await orders_with(connection, [offer.order_id for offer in offers.values()])
    for offer in offers.values():
        days, token = reminder_now(offer, now=now), draw_token(chance)
        if days is None:
            continue
        await STATEMENTS.note_reminded.run(connection, id=offer.id, days=days, access_hash=token_hash(token))
        if offer.channel is OfferChannel.MAIL:
            made, order = Made(offer, token), orders[offer.order_id]
            await tell_of_due(connection, made, order, days=days, public_url=public_url, now=now, chance=chance)
    return len(rows) == MOST_AT_ONCE
