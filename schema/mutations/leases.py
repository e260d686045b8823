"""Knows how clerks record leases over the API, end them, and move tenants to other places."""

from datetime import datetime

import graphene

from harbors.access.records import Role, Scope
from harbors.idempotency.records import Answer
from harbors.leases import commands
from harbors.leases.reads import provider_of_lease
from harbors.leases.records import Lease
from harbors.leases.refusals import unknown_place
from harbors.places.records import ProviderId
from harbors.rounds.records import Season
from harbors.seasons.reads import season_of_place
from harbors.sql import Connection
from harbors.switching import ending, moving, transferring
from harbors.switching.records import RefundKind
from schema.errors import BadInput
from schema.leases import place_key
from schema.mutations.access import Access, ProviderOf, allowed, provider_in, role
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input, member
from schema.mutations.lease_inputs import (
    EndLeaseInput,
    MoveTenantInput,
    RecordLeaseInput,
    TerminateLeaseInput,
    TransferLeaseInput,
    lease_id,
    read_draft,
    read_season,
    read_transfer,
)
from schema.mutations.payloads import problems, thing
from schema.permissions import SIGNED_IN


class LeasePayload(graphene.ObjectType):
    """The lease as it stands now, or why it was refused."""

    lease = thing("Lease", description="The lease; null when it was refused.")
    errors = problems()


class MoveTenantPayload(graphene.ObjectType):
    """What became of the lease, or why the move was refused."""

    lease = thing("Lease", description="The lease on the other place; null when the move was refused.")
    back = thing("Lease", fact="back", description="The lease back on the old place, of a move for a time.")
    ended = thing("Lease", fact="ended", description="The lease that was moved.")
    errors = problems()


async def _of_lease(connection: Connection, input: Input) -> ProviderId | None:
    """The provider of the lease, as far as this transaction sees it."""
    return await provider_of_lease(connection, lease_id(input))


async def _record(connection: Connection, doing: Doing, input: Input) -> Answer:
    season = read_season(input) or await _season(connection, doing, input)
    draft = read_draft(input, season=season)
    lease = await commands.record_lease(
        connection, draft, provider_id=doing.provider, now=doing.now, chance=doing.chance
    )
    doing.changed("Lease", lease.id, person_id=lease.tenant.person_id, after=_told(lease))
    return Answer(facts={"id": str(lease.id)})


async def _season(connection: Connection, doing: Doing, input: Input) -> Season:
    """The provider's season of the lease's first day. Raises ``Refused`` where it has told none."""
    found = await season_of_place(
        connection, place_key(input["place_id"]), provider_id=doing.provider, day=input.get("starts"), now=doing.now
    )
    if found is None:
        raise unknown_place()
    return found


async def _end(connection: Connection, doing: Doing, input: Input) -> Answer:
    giving = input.get("refund")
    lease = await ending.end_lease(
        connection,
        lease_id(input),
        at=_instant(input, "at"),
        reason=input["reason"],
        giving=None if giving is None else member(RefundKind, giving),
        now=doing.now,
        chance=doing.chance,
    )
    person_id, reason = lease.tenant.person_id, input["reason"]
    doing.changed("Lease", lease.id, person_id=person_id, reason=reason, before=_told(lease), after={"status": "ENDED"})
    return Answer(facts={"id": str(lease.id)})


async def _terminate(connection: Connection, doing: Doing, input: Input) -> Answer:
    lease = await ending.terminate_lease(
        connection,
        lease_id(input),
        person_id=doing.person,
        at=_instant(input, "at"),
        reason=input.get("reason"),
        now=doing.now,
        chance=doing.chance,
    )
    doing.changed(
        "Lease",
        lease.id,
        person_id=lease.tenant.person_id,
        provider_id=lease.provider_id,
        before=_told(lease),
        after={"status": "ENDED"},
    )
    return Answer(facts={"id": str(lease.id)})


async def _transfer(connection: Connection, doing: Doing, input: Input) -> Answer:
    transfer = read_transfer(input)
    done = await transferring.transfer_lease(
        connection, lease_id(input), transfer, at=_instant(input, "at"), now=doing.now, chance=doing.chance
    )
    grounds = {"ground": transfer.ground.value, "proof": transfer.proof}
    for lease, after in ((done.before, {"status": "ENDED"}), (done.after, _told(done.after))):
        person_id = lease.tenant.person_id
        doing.changed("Lease", lease.id, person_id=person_id, reason=transfer.reason, after=after | grounds)
    return Answer(facts={"id": str(done.after.id), "ended": str(done.before.id)})


async def _move(connection: Connection, doing: Doing, input: Input) -> Answer:
    ended = lease_id(input)
    moved = await moving.move_tenant(
        connection,
        ended,
        to=place_key(input["place_id"]),
        at=_instant(input, "at"),
        until=_instant(input, "until"),
        reason=input["reason"],
        waived=input["waive_difference"],
        now=doing.now,
        chance=doing.chance,
    )
    for lease in filter(None, (moved.away, moved.back)):
        doing.changed("Lease", lease.id, person_id=lease.tenant.person_id, reason=input["reason"], after=_told(lease))
    back = {"back": str(moved.back.id)} if moved.back else {}
    return Answer(facts={"id": str(moved.away.id), "ended": str(ended), **back})


def _told(lease: Lease) -> dict[str, str]:
    """What the audit trail keeps of a lease: which place, from when to when."""
    period = lease.period
    return {
        "place": str(lease.place_id),
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
        "status": lease.status.value,
    }


def _instant(input: Input, field: str) -> datetime | None:
    """An instant with its offset. Raises BAD_USER_INPUT."""
    told: datetime | None = input.get(field)
    if told is not None and told.tzinfo is None:
        raise BadInput(f"{field}: instants carry an offset, as in 2027-06-10T00:00:00+03:00.", field=field)
    return told


def _clerk(at: ProviderOf) -> Access:
    return role(Role.CLERK, at=at, scope=Scope.PROVIDER_WRITE)


class TransferLeasePayload(graphene.ObjectType):
    """The two leases, or why the transfer was refused."""

    lease = thing("Lease", description="The lease of the new tenant; null when the transfer was refused.")
    ended = thing("Lease", fact="ended", description="The lease of the old tenant.")
    errors = problems()


class LeaseMutation:
    """The mutations of leases."""

    record_lease = mutation(
        LeasePayload,
        RecordLeaseInput,
        _record,
        access=_clerk(provider_in("provider_id")),
        description="Records that an existing tenant holds a place for a season; the boat has to fit the place.",
    )
    end_lease = mutation(
        LeasePayload,
        EndLeaseInput,
        _end,
        access=_clerk(_of_lease),
        description="Ends a lease before its season is over; the tenant is told why.",
    )
    terminate_lease = mutation(
        LeasePayload,
        TerminateLeaseInput,
        _terminate,
        access=allowed(SIGNED_IN.within(Scope.APPLICATIONS_WRITE)),
        description="Gives up the own place: it is free from then. What is given back, `terminationRefund` of the "
        "lease tells beforehand, and the mail afterwards.",
    )
    transfer_lease = mutation(
        TransferLeasePayload,
        TransferLeaseInput,
        _transfer,
        access=_clerk(_of_lease),
        description="Transfers a lease to another tenant of the same place, at one instant; both are told.",
    )
    move_tenant = mutation(
        MoveTenantPayload,
        MoveTenantInput,
        _move,
        access=_clerk(_of_lease),
        description="Moves a tenant at one instant to another free place that fits the boat, for good or for a time.",
    )
