"""Knows how offers are taken back for another version of their draw: all of them, or nothing once one is paid."""

from datetime import datetime

from harbors.chance import Chance
from harbors.offers.closing import close_for_good
from harbors.offers.holding import Held
from harbors.offers.reads import STATEMENTS, offer_with
from harbors.offers.refusals import offer_refused
from harbors.offers.telling import tell_of_withdrawal
from harbors.orders.commands import hold_order
from harbors.rounds.records import RoundId
from harbors.sql import Connection
from harbors.text import Language, Translated

_ANOTHER_VERSION = Translated(
    fi="Arvonnasta tehdään uusi versio, ja saat siitä uuden päätöksen.",
    sv="En ny version av lottningen görs, och du får ett nytt beslut.",
    en="Another version of the draw is made, and you will get a new decision.",
)


async def take_offers_back(connection: Connection, round_id: RoundId, *, now: datetime, chance: Chance) -> None:
    """Withdraw what is offered of a round that is held; who did not pay in time takes part again. For the system.

    Raises ``Refused`` once an offer was paid: a place that is let is taken from nobody.
    """
    if await STATEMENTS.money_came.value(connection, round_id=round_id):
        raise offer_refused("MONEY_CAME", field=None)
    for row in await STATEMENTS.open_offers_of_round.rows(connection, round_id=round_id):
        order = await hold_order(connection, row["order_id"])
        await STATEMENTS.hold_offers.rows(connection, ids=[row["id"]])
        offer = await offer_with(connection, row["id"])
        reason = _ANOTHER_VERSION.in_language(offer.tenant.language or Language.FI) or ""
        await close_for_good(connection, Held(offer, order), reason=reason, now=now, chance=chance)
        await tell_of_withdrawal(connection, offer, reason=_ANOTHER_VERSION, now=now, chance=chance)
    # Whoever paid while the orders were held one after the other is seen by now.
    if await STATEMENTS.money_came.value(connection, round_id=round_id):
        raise offer_refused("MONEY_CAME", field=None)
    await STATEMENTS.revive_applications.run(connection, round_id=round_id)
