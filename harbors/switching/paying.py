"""Knows who pays for a lease: its tenant, as invoices name them and where they are written to. For the system."""

from harbors.customers.reads import profile_of
from harbors.leases.records import Tenant
from harbors.leases.telling import recipients
from harbors.orders.records import Payer
from harbors.sql import Connection
from harbors.switching.reads import STATEMENTS
from harbors.text import Language


async def payer_of(connection: Connection, tenant: Tenant) -> Payer:
    """Who pays what the tenant owes; without an address for mail there is a letter."""
    first = await anext(recipients(connection, tenant), None)
    return Payer(
        name=await _name(connection, tenant),
        email=first.address if first else tenant.email,
        language=first.language if first else tenant.language or Language.FI,
        person_id=tenant.person_id,
        organisation_id=tenant.organisation_id,
    )


async def _name(connection: Connection, tenant: Tenant) -> str:
    if tenant.organisation_id is not None:
        return str(await STATEMENTS.organisation_called.value(connection, id=tenant.organisation_id))
    profile = await profile_of(connection, tenant.person_id) if tenant.person_id else None
    told = " ".join(filter(None, (profile.told.first_name, profile.told.last_name))) if profile else ""
    return told or tenant.name or tenant.email or "-"
