"""Knows how whoever paid is told that money goes back which came too late, twice, or for what is gone."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from harbors.chance import Chance
from harbors.leases.records import Tenant
from harbors.leases.telling import recipients
from harbors.notices.commands import notify
from harbors.notices.records import Template
from harbors.orders.records import Order
from harbors.payments.records import RefundReason
from harbors.sql import Connection
from harbors.text import Translated, told_amount

# A change of the price is told by whoever makes it.
WHY: Mapping[RefundReason, Translated] = {
    RefundReason.LATE: Translated(
        fi="Maksu saapui myöhässä, eikä tilattua enää ollut.",
        sv="Betalningen kom för sent, och det beställda fanns inte längre.",
        en="The payment came too late, and what was ordered was gone.",
    ),
    RefundReason.SURPLUS: Translated(
        fi="Maksoit enemmän kuin tilauksessa oli maksettavaa.",
        sv="Du betalade mer än vad som var att betala för beställningen.",
        en="You paid more than there was to pay for the order.",
    ),
    RefundReason.CANCELLED: Translated(
        fi="Tilaus oli jo peruttu.", sv="Beställningen var redan återtagen.", en="The order had been cancelled."
    ),
    RefundReason.UNFULFILLED: Translated(
        fi="Tilattua ei voitu enää antaa.",
        sv="Det beställda kunde inte längre ges.",
        en="What was ordered could not be given any more.",
    ),
}


async def tell_of_return(
    connection: Connection,
    order: Order,
    amount: Decimal,
    *,
    reason: RefundReason,
    captured: Decimal,
    now: datetime,
    chance: Chance,
) -> None:
    """Have the payer told, once for each sum that came; ``captured`` is all that has. For the system."""
    if order.payer is None or reason not in WHY:
        return
    payer = order.payer
    tenant = Tenant(
        name=payer.name,
        email=payer.email,
        language=payer.language,
        person_id=payer.person_id,
        organisation_id=payer.organisation_id,
    )
    async for recipient in recipients(connection, tenant):
        figures = {
            "order": order.reference,
            "amount": told_amount(amount, recipient.language),
            "why": WHY[reason].in_language(recipient.language) or "",
        }
        key = f"money_returned {order.id} {captured} {recipient.key}"
        await notify(connection, recipient, Template.MONEY_RETURNED, figures, key=key, now=now, chance=chance)
