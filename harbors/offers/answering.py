"""Knows how who applied says no to what was given, whether it is offered at a price already or not.

What is paid for is let: a lease is ended, not declined.
"""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.allocations import declining
from harbors.allocations.records import DeclineReason
from harbors.applications.commands import lock_application
from harbors.applications.records import Application, ApplicationId
from harbors.chance import Chance
from harbors.offers.closing import close_declined
from harbors.offers.holding import hold
from harbors.offers.reads import STATEMENTS
from harbors.offers.records import OfferId, OfferStatus
from harbors.offers.refusals import offer_refused
from harbors.sql import Connection


async def decline_award(
    connection: Connection,
    *,
    application_id: ApplicationId,
    edit_token: str | None,
    reason: DeclineReason,
    now: datetime,
    chance: Chance,
) -> Application:
    """Give back what was given, and decline the offer of it, if there is one. Acts as the system.

    Raises ``NotFound`` or ``Refused``.
    """
    await lock_application(connection, application_id, edit_token)
    await _close_offer(connection, application_id, now=now, chance=chance)
    return await declining.decline_award(
        connection, application_id=application_id, edit_token=edit_token, reason=reason, now=now
    )


async def withdraw_application(
    connection: Connection, *, application_id: ApplicationId, edit_token: str | None, now: datetime, chance: Chance
) -> Application:
    """Take an application back, with what it was given and is offered. Raises as declining."""
    await lock_application(connection, application_id, edit_token)
    await _close_offer(connection, application_id, now=now, chance=chance)
    return await declining.withdraw_application(
        connection, application_id=application_id, edit_token=edit_token, now=now
    )


async def _close_offer(connection: Connection, application_id: ApplicationId, *, now: datetime, chance: Chance) -> None:
    await act_as_system(connection)
    standing = await STATEMENTS.standing_of_application.row(connection, application_id=application_id)
    if await STATEMENTS.let_to_application.value(connection, application_id=application_id):
        raise offer_refused("LEASE_STANDS", field="applicationId")
    if standing is None:
        return
    held = await hold(connection, OfferId(standing["id"]))
    if held.offer.status is OfferStatus.ACCEPTED:
        raise offer_refused("LEASE_STANDS", field="applicationId")
    if held.offer.status is OfferStatus.OPEN:
        await close_declined(connection, held, now=now, chance=chance)
