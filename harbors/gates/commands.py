"""Knows how clerks tell what lets tenants in, and change it: those who were let in so far are told of the change."""

from datetime import datetime

from harbors.chance import Chance, draw_id
from harbors.gates.reads import STATEMENTS
from harbors.gates.records import GateDraft, GateId
from harbors.gates.rules import check_gate, tidy
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.places.records import ProviderId
from harbors.sql import Connection


async def set_gate(
    connection: Connection, draft: GateDraft, *, provider_id: ProviderId, now: datetime, chance: Chance
) -> GateId:
    """Tell what lets tenants in at a site from an instant on, now unless said, instead of what did. Raises ``Invalid``.

    Who is let in by the old one is told by mail that it changes, and never what it changes to.
    """
    draft = tidy(draft)
    check_gate(draft, now=now)
    id, starts_at, key, arrival = GateId(draw_id(chance)), draft.starts_at or now, draft.key, draft.arrival
    await STATEMENTS.hold_site.run(connection, id=draft.site.id)
    replaced = await STATEMENTS.end_gates.value(connection, site_id=draft.site.id, at=starts_at)
    await STATEMENTS.add_gate.run(
        connection,
        id=id,
        provider_id=provider_id,
        kind=draft.site.kind,
        site_id=draft.site.id,
        code=draft.code,
        key_fi=key.fi,
        key_sv=key.sv,
        key_en=key.en,
        arrival_fi=arrival.fi,
        arrival_sv=arrival.sv,
        arrival_en=arrival.en,
        lead_days=draft.lead_days,
        starts_at=starts_at,
        now=now,
    )
    if replaced:
        await put(connection, Job.TELL_GATE, {"gate": str(id)}, key=f"gate {id}")
    return id
