"""Knows how staff transfer a lease to another tenant on the same place: at a death, with the boat, to a co-owner."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from harbors.chance import Chance
from harbors.errors import Invalid, Refused
from harbors.forms import REASON, tidy_optional, tidy_text
from harbors.leases.keeping import hold_places, keep_leases, mark_ended
from harbors.leases.reads import STATEMENTS as LEASES
from harbors.leases.records import Ending, Lease, LeasedBoat, LeaseId, Origin, Period, Tenant
from harbors.leases.refusals import unknown_tenant
from harbors.leases.rules import check_ending, following, place_problems, tenant_problems
from harbors.notices.records import Template
from harbors.sql import Connection
from harbors.switching.changing import note_due
from harbors.switching.crediting import give_back
from harbors.switching.holding import Held, hold, require_in_charge
from harbors.switching.reads import STATEMENTS
from harbors.switching.refusals import switch_fault
from harbors.switching.settling import Settled, left_over, settle_change
from harbors.switching.telling import tell_of_transfer


class TransferGround(StrEnum):
    """Why a lease goes to somebody else."""

    DEATH = "DEATH"
    SALE = "SALE"
    CO_OWNER = "CO_OWNER"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """To whom a lease goes, and why; ``proof`` says what that rests on.

    With ``settles`` the old tenant gets back what is left, and the new one is asked for it; else the money stays with
    the lease, and the two settle it between them.
    """

    tenant: Tenant
    ground: TransferGround
    reason: str
    proof: str
    boat: LeasedBoat | None = None
    settles: bool = False


@dataclass(frozen=True, slots=True)
class Transferred:
    """The lease that ended, and the one that began on the same place."""

    before: Lease
    after: Lease


async def transfer_lease(
    connection: Connection, lease_id: LeaseId, transfer: Transfer, *, at: datetime | None, now: datetime, chance: Chance
) -> Transferred:
    """Transfer a lease: one ends and the other begins at the same instant.

    Raises ``NotFound``, ``Refused``, ``Invalid`` with all that is wrong. Both tenants are told. Acts as the system.
    """
    await require_in_charge(connection, [lease_id])
    held = (await hold(connection, [lease_id]))[lease_id]
    lease, at, transfer = held.lease, at or now, tidy(transfer)
    check_ending(lease, at=at, reason=transfer.reason, now=now)
    check_transfer(lease, transfer)
    await _check_known(connection, lease, transfer)
    zone = await _require_fitting(connection, lease, transfer)
    after = _after(lease, transfer, at=at, chance=chance)
    old, new = await _settle(connection, held, after, transfer, at=at, zone=zone, now=now, chance=chance)
    await mark_ended(connection, [lease], at=at, ending=Ending.TRANSFERRED, reason=transfer.reason, now=now)
    await keep_leases(connection, new.leases, provider_id=lease.provider_id, now=now)
    await note_due(connection, new, provider_id=lease.provider_id)
    given, got = Template.LEASE_TRANSFERRED, Template.LEASE_TAKEN_OVER
    await tell_of_transfer(connection, lease, template=given, at=at, settled=old, now=now, chance=chance)
    await tell_of_transfer(connection, new.leases[0], template=got, at=at, settled=new, now=now, chance=chance)
    return Transferred(lease, new.leases[0])


def tidy(transfer: Transfer) -> Transfer:
    """The transfer without stray spaces, and the registration in upper case."""
    tenant, boat = transfer.tenant, transfer.boat
    registration = tidy_optional(boat.registration.upper()) if boat and boat.registration else None
    return replace(
        transfer,
        tenant=replace(tenant, name=tidy_optional(tenant.name), email=tidy_optional(tenant.email)),
        boat=boat and replace(boat, registration=registration),
        reason=tidy_text(transfer.reason),
        proof=tidy_text(transfer.proof),
    )


def check_transfer(lease: Lease, transfer: Transfer) -> None:
    """Raise ``Invalid`` with all that is wrong with a tidy transfer."""
    problems = list(tenant_problems(transfer.tenant))
    if list(REASON.problems(transfer.proof, field="proof")):
        problems.append(switch_fault("PROOF_REQUIRED", field="proof"))
    if _who(transfer.tenant) == _who(lease.tenant):
        problems.append(switch_fault("SAME_TENANT", field="tenant"))
    if problems:
        raise Invalid(*problems)


def _who(tenant: Tenant) -> tuple[object, ...]:
    if tenant.person_id or tenant.organisation_id:
        return (tenant.person_id, tenant.organisation_id)
    return (tenant.name, tenant.email)


async def _check_known(connection: Connection, lease: Lease, transfer: Transfer) -> None:
    tenant = transfer.tenant
    if not await LEASES.tenant_known.value(
        connection, person_id=tenant.person_id, organisation_id=tenant.organisation_id
    ):
        raise unknown_tenant()
    if transfer.ground is TransferGround.CO_OWNER and not await STATEMENTS.is_co_owner.value(
        connection, registration=lease.boat.registration, name=tenant.name
    ):
        raise Refused(switch_fault("CO_OWNER_UNKNOWN", field="tenant"))


async def _require_fitting(connection: Connection, lease: Lease, transfer: Transfer) -> str:
    """The clock of the place, if the boat that comes with the new tenant can lie there."""
    place = (await hold_places(connection, [lease.place_id], provider_id=lease.provider_id))[lease.place_id]
    if transfer.boat is not None and (problems := list(place_problems(transfer.boat, place))):
        raise Refused(*problems)
    return place.time_zone


def _after(lease: Lease, transfer: Transfer, *, at: datetime, chance: Chance) -> Lease:
    period = Period(max(at, lease.period.start), lease.period.end)
    after = following(lease, lease.place_id, period=period, origin=Origin.TRANSFERRED, chance=chance)
    return replace(after, tenant=transfer.tenant, boat=transfer.boat or lease.boat)


async def _settle(
    connection: Connection,
    held: Held,
    after: Lease,
    transfer: Transfer,
    *,
    at: datetime,
    zone: str,
    now: datetime,
    chance: Chance,
) -> tuple[Settled, Settled]:
    """What the old tenant gets back, and what the new one is asked for."""
    left = await left_over(connection, held, at=at, time_zone=zone)
    if left is None or held.lease.charge is None:
        return Settled(()), Settled((after,))
    if not transfer.settles:
        charge = replace(held.lease.charge, worth=left.worth, paid=left.paid)
        return Settled(()), Settled((replace(after, charge=charge),))
    await give_back(connection, held, left.paid, reason=transfer.reason, now=now, chance=chance)
    nothing_paid = Held(replace(after, charge=None))
    new = await settle_change(
        connection,
        nothing_paid,
        [after],
        at=at,
        time_zone=zone,
        from_nothing=True,
        reason=transfer.reason,
        now=now,
        chance=chance,
    )
    return Settled((), back=left.paid), new
