"""Knows how tenants are told that what lets them in changes; what to is shown with their lease, and never mailed."""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.chance import Chance
from harbors.gates.reads import STATEMENTS, gate_with
from harbors.gates.records import GateId
from harbors.leases.reads import leases_with
from harbors.leases.telling import called, recipients
from harbors.notices.commands import notify
from harbors.notices.records import Template
from harbors.sql import Connection


async def tell_gate(connection: Connection, id: GateId, *, now: datetime, chance: Chance) -> None:
    """Have all who are let in there told, once, from when on it is another. Acts as the system."""
    await act_as_system(connection)
    gate = await gate_with(connection, id)
    rows = await STATEMENTS.tenants_of.rows(connection, id=id, at=gate.starts_at)
    for lease in (await leases_with(connection, [row["id"] for row in rows])).values():
        place = await called(connection, lease.place_id)
        async for recipient in recipients(connection, lease.tenant):
            figures = {
                "site": gate.called.in_language(recipient.language) or place.in_language(recipient.language),
                "place": place.in_language(recipient.language),
                "day": place.day(gate.starts_at),
            }
            key = f"gate {id} {recipient.person_id or recipient.address}"
            await notify(connection, recipient, Template.GATE_CHANGED, figures, key=key, now=now, chance=chance)
