"""Knows how people join the queue between rounds and leave it, and how its lengths are counted for everybody."""

from datetime import datetime
from uuid import UUID

from harbors.access.commands import act_as_system
from harbors.access.records import PersonId
from harbors.applications.applicants import applicant_of, class_for
from harbors.applications.records import Choice, ChoiceKind
from harbors.boats.reads import STATEMENTS as BOATS
from harbors.chance import Chance, draw_id, draw_reference
from harbors.customers.reads import profile_of
from harbors.leases.reads import STATEMENTS as LEASES
from harbors.leases.reads import lease_with
from harbors.leases.records import Lease, LeaseStatus
from harbors.leases.refusals import unknown_lease
from harbors.places.records import ProviderId
from harbors.queues.reads import STATEMENTS, margin_of, queue_rules
from harbors.queues.records import Entry, EntryId, EntryMode, EntryStatus, Wish
from harbors.queues.refusals import lease_over, queue_closed, unknown_entry
from harbors.queues.rules import FEWEST, check_wish, require_waiting, tidy
from harbors.sql import Connection
from harbors.text import Language


async def join_queue(
    connection: Connection, wish: Wish, *, provider_id: ProviderId, person_id: PersonId, now: datetime, chance: Chance
) -> Entry:
    """Keep a standing wish of the acting person. Raises ``NotFound``, ``Refused``, or ``Invalid`` with every problem.

    The class follows from the rules, as in a round; whoever comes later is behind.
    """
    wish = tidy(wish)
    rules = await queue_rules(connection, provider_id)
    if rules is None:
        raise queue_closed()
    lease = await _lease(connection, wish, provider_id=provider_id, person_id=person_id, now=now)
    type_id = None if wish.boat is None else wish.boat.type_id
    type_known = await LEASES.boat_type_known.value(connection, type_id=type_id)
    in_use = await _in_use(connection, wish.choices, provider_id=provider_id)
    check_wish(wish, rules, in_use=in_use, type_known=type_known)
    profile = await profile_of(connection, person_id)
    boat = wish.boat if lease is None else lease.boat
    assert boat is not None
    entry = Entry(
        id=EntryId(draw_id(chance)),
        provider_id=provider_id,
        person_id=person_id,
        mode=EntryMode.NEW if lease is None else EntryMode.EXCHANGE,
        lease_id=wish.lease_id,
        reference=draw_reference(chance),
        class_number=class_for(rules, applicant_of(profile, language=Language.FI), profile),
        boat=boat,
        choices=wish.choices,
        accessibility_required=wish.accessibility_required,
        joined_at=now,
    )
    await _keep(connection, entry, now=now)
    return entry


async def leave_queue(connection: Connection, entry_id: EntryId, *, now: datetime) -> None:
    """Take a standing wish of the acting person back. Raises ``NotFound``, ``Refused`` for one that has ended."""
    row = await STATEMENTS.lock_entry.row(connection, id=entry_id)
    if row is None:
        raise unknown_entry()
    require_waiting(EntryStatus(row["status"]))
    await STATEMENTS.leave.run(connection, ids=[entry_id], status=EntryStatus.LEFT, now=now)


async def count_queues(connection: Connection, *, now: datetime) -> None:
    """Count anew how many wait in each harbor, for everybody to see. Acts as the system."""
    await act_as_system(connection)
    for row in await STATEMENTS.providers_with_queues.rows(connection):
        rules = await queue_rules(connection, row["id"])
        if rules is not None:
            await STATEMENTS.forget_lengths.run(connection, provider_id=row["id"])
            await STATEMENTS.count_lengths.run(
                connection, provider_id=row["id"], margin_mm=margin_of(rules), fewest=FEWEST, now=now
            )


async def _lease(
    connection: Connection, wish: Wish, *, provider_id: ProviderId, person_id: PersonId, now: datetime
) -> Lease | None:
    """The place that is given in exchange, which is the acting person's, or an organisation's for which they act.

    A clerk sees leases of others, and exchanges none of them.
    """
    if wish.lease_id is None:
        return None
    lease = await lease_with(connection, wish.lease_id)
    organisation_id = lease.tenant.organisation_id
    if lease.tenant.person_id != person_id and not (
        organisation_id and await BOATS.acts_for.value(connection, organisation_id=organisation_id)
    ):
        raise unknown_lease()
    if lease.provider_id != provider_id or lease.status is not LeaseStatus.ACTIVE or lease.period.end <= now:
        raise lease_over()
    return lease


async def _in_use(
    connection: Connection, choices: tuple[Choice, ...], *, provider_id: ProviderId
) -> dict[UUID, bool | None]:
    rows = await STATEMENTS.in_use.rows(
        connection,
        provider_id=provider_id,
        ids=[choice.id for choice in choices],
        kinds=[choice.kind for choice in choices],
    )
    return {row["id"]: row["in_use"] for row in rows}


async def _keep(connection: Connection, entry: Entry, *, now: datetime) -> None:
    boat = entry.boat
    await STATEMENTS.add_entry.run(
        connection,
        id=entry.id,
        provider_id=entry.provider_id,
        person_id=entry.person_id,
        mode=entry.mode,
        lease_id=entry.lease_id,
        reference=entry.reference,
        class_number=entry.class_number,
        type_id=boat.type_id,
        registration=boat.registration,
        beam_mm=boat.beam_mm,
        length_mm=boat.length_mm,
        draught_mm=boat.draught_mm,
        mass_kg=boat.mass_kg,
        accessibility_required=entry.accessibility_required,
        now=now,
    )
    named = {
        kind: [choice.id if choice.kind is kind else None for choice in entry.choices]
        for kind in (ChoiceKind.HARBOR, ChoiceKind.PIER, ChoiceKind.BERTH)
    }
    await STATEMENTS.add_choices.run(
        connection,
        id=entry.id,
        harbor_ids=named[ChoiceKind.HARBOR],
        pier_ids=named[ChoiceKind.PIER],
        berth_ids=named[ChoiceKind.BERTH],
    )
