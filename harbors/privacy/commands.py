"""Knows how everything about a person is told to them, and how it is erased: always as an act of the system."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from harbors.access.commands import act_as_system
from harbors.access.records import Identity, PersonId
from harbors.audit import commands as audit
from harbors.audit.records import SYSTEM, Entry
from harbors.chance import Chance, draw_reference
from harbors.errors import Refused
from harbors.privacy.holdings import SECTIONS, Section
from harbors.privacy.refusals import HINDRANCES
from harbors.sql import Connection, Statements

STATEMENTS = Statements(__package__)

Records = Sequence[Mapping[str, Any]]

_FORGOTTEN = (
    "forget_sign_ins",
    "forget_tokens",
    "forget_grants",
    "forget_clients",
    "forget_drafts",
    "forget_boats",
    "forget_representations",
    "forget_sign_ups",
    "forget_members",
    "forget_residences",
    "forget_identities",
    "forget_profile",
    "forget_requests",
)


async def person_with(connection: Connection, identity: Identity) -> PersonId | None:
    """The person of an identity, if there is one."""
    await act_as_system(connection)
    person_id = await STATEMENTS.person_with.value(connection, issuer=identity.issuer, subject=identity.subject)
    return None if person_id is None else PersonId(person_id)


async def export_person(connection: Connection, person_id: PersonId) -> Sequence[tuple[Section, Records]]:
    """All that is kept about a person, as plain values by the names of columns, section by section."""
    await act_as_system(connection)
    told = []
    for section in SECTIONS:
        rows = await getattr(STATEMENTS, section.statement).rows(connection, person_id=person_id)
        told.append((section, [json.loads(row["record"]) for row in rows]))
    return told


async def erase_person(connection: Connection, person_id: PersonId, *, now: datetime, chance: Chance) -> None:
    """Destroy all that is kept about a person. Raises ``Refused`` with all that stands against it.

    What proves a draw stays, without the person; so do counts, and the hashes of the audit trail.
    """
    await act_as_system(connection)
    if not await STATEMENTS.hold_person.value(connection, person_id=person_id):
        return
    await _require_erasable(connection, person_id, now=now)
    addresses = await STATEMENTS.addresses_of.value(connection, person_id=person_id)
    rows = await STATEMENTS.applications_of.rows(connection, person_id=person_id)
    await empty_applications(connection, [row["id"] for row in rows], person_id=person_id, now=now, chance=chance)
    named = {"person_id": person_id, "addresses": addresses}
    await STATEMENTS.forget_messages.run(connection, now=now, **named)
    await STATEMENTS.forget_invitations.run(connection, **named)
    await STATEMENTS.fail_exchanges.run(connection, person_id=person_id, now=now)
    await STATEMENTS.forget_queue_entries.run(connection, person_id=person_id)
    await STATEMENTS.forget_leases.run(connection, person_id=person_id, now=now)
    await STATEMENTS.forget_offers.run(connection, person_id=person_id, now=now)
    await STATEMENTS.forget_storage_notices.run(connection, person_id=person_id, now=now)
    await STATEMENTS.forget_orders.run(connection, person_id=person_id, now=now)
    for name in _FORGOTTEN:
        await getattr(STATEMENTS, name).run(connection, person_id=person_id)
    await STATEMENTS.forget_organisations.run(connection)
    await STATEMENTS.mark_erased.run(connection, person_id=person_id, now=now)
    telling = Entry(at=now, actor=SYSTEM, operation="erasePerson", reason="The person asked for it.")
    await audit.erase(connection, person_id, telling=telling, chance=chance)


async def _require_erasable(connection: Connection, person_id: PersonId, *, now: datetime) -> None:
    row = await STATEMENTS.hindrances.row(connection, person_id=person_id, now=now)
    standing = [problem for name, problem in HINDRANCES.items() if row and row[name]]
    if standing:
        raise Refused(*standing)


async def empty_applications(
    connection: Connection, ids: Sequence[UUID], *, person_id: PersonId | None, now: datetime, chance: Chance
) -> None:
    """Take all that tells of a person out of applications, and the links that were mailed for them or to the person."""
    await STATEMENTS.forget_links.run(connection, person_id=person_id, application_ids=ids)
    for id in ids:
        await STATEMENTS.forget_applicant.run(connection, id=id)
        await STATEMENTS.forget_history.run(connection, id=id)
        await STATEMENTS.forget_pairs.run(connection, id=id)
        await STATEMENTS.forget_handlings.run(connection, id=id)
        await STATEMENTS.forget_offers_of_application.run(connection, id=id, now=now)
        await STATEMENTS.empty_application.run(connection, id=id, reference=draw_reference(chance), now=now)
