"""Knows how long personal records are kept, which the database says kind by kind, and how they end."""

from datetime import datetime, timedelta
from enum import StrEnum

from harbors.access.commands import act_as_system
from harbors.chance import Chance
from harbors.privacy.commands import STATEMENTS, empty_applications
from harbors.sql import Connection

# How many applications end in one transaction; what is left waits for the next day.
AT_MOST = 2_000


class Kind(StrEnum):
    """What is kept for a time of its own."""

    APPLICATION = "APPLICATION"
    CERTIFICATE = "CERTIFICATE"
    DRAFT = "DRAFT"
    IDEMPOTENCY_KEY = "IDEMPOTENCY_KEY"
    LEASE = "LEASE"
    MAIL_CONFIRMATION = "MAIL_CONFIRMATION"
    OFFER = "OFFER"
    ORDER = "ORDER"
    REPRESENTATION = "REPRESENTATION"
    STORAGE_NOTICE = "STORAGE_NOTICE"


async def end_retention(connection: Connection, *, now: datetime, chance: Chance) -> None:
    """Destroy what has been kept long enough; what proves draws stays, and so do counts. Acts as the system."""
    await act_as_system(connection)
    await _end_applications(connection, now=now, chance=chance)
    await STATEMENTS.end_drafts.run(connection, before=await _before(connection, Kind.DRAFT, now=now))
    waited = await _before(connection, Kind.APPLICATION, now=now)
    await STATEMENTS.end_queue_entries.run(connection, before=waited)
    leases = await _before(connection, Kind.LEASE, now=now)
    await STATEMENTS.end_leases.run(connection, before=leases.date(), now=now)
    await STATEMENTS.end_offers.run(connection, before=await _before(connection, Kind.OFFER, now=now), now=now)
    stored = await _before(connection, Kind.STORAGE_NOTICE, now=now)
    await STATEMENTS.end_storage_notices.run(connection, before=stored.date(), now=now)
    await STATEMENTS.end_orders.run(connection, before=await _before(connection, Kind.ORDER, now=now), now=now)
    certificates = await _before(connection, Kind.CERTIFICATE, now=now)
    await STATEMENTS.end_certificates.run(connection, before=certificates.date())
    await STATEMENTS.end_keys.run(connection, before=await _before(connection, Kind.IDEMPOTENCY_KEY, now=now))
    await STATEMENTS.end_links.run(connection, before=await _before(connection, Kind.MAIL_CONFIRMATION, now=now))
    refused = await _before(connection, Kind.REPRESENTATION, now=now)
    await STATEMENTS.end_representations.run(connection, before=refused)
    await STATEMENTS.forget_organisations.run(connection)


async def _end_applications(connection: Connection, *, now: datetime, chance: Chance) -> None:
    before = await _before(connection, Kind.APPLICATION, now=now)
    rows = await STATEMENTS.applications_past.rows(connection, before=before.date(), at_most=AT_MOST)
    await empty_applications(connection, [row["id"] for row in rows], person_id=None, now=now, chance=chance)


async def _before(connection: Connection, kind: Kind, *, now: datetime) -> datetime:
    """When the use of what ends now had ended."""
    days: int = await STATEMENTS.period_of.value(connection, kind=kind)
    return now - timedelta(days=days)
