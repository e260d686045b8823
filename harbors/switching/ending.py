"""Knows how leases end before their season is over, by staff or by the tenant, and what is given back by which rule."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from harbors.access.commands import act_as_system
from harbors.access.records import PersonId
from harbors.boats.reads import STATEMENTS as BOATS
from harbors.chance import Chance
from harbors.forms import tidy_optional, tidy_text
from harbors.leases.keeping import mark_ended
from harbors.leases.reads import lease_with
from harbors.leases.records import Ending, Lease, LeaseId, LeaseStatus, Tenant
from harbors.leases.refusals import unknown_lease
from harbors.leases.rules import check_ending
from harbors.leases.telling import called
from harbors.orders.records import NOTHING
from harbors.sql import Connection
from harbors.switching.crediting import give_back, to_give_back
from harbors.switching.holding import Held, hold, look_at, require_in_charge
from harbors.switching.reads import STATEMENTS, refund_rule
from harbors.switching.records import RefundKind, RefundRule
from harbors.switching.rules import refund
from harbors.switching.telling import tell_of_end
from harbors.switching.words import GAVE_UP, UNPAID
from harbors.text import Language


async def end_lease(
    connection: Connection,
    lease_id: LeaseId,
    *,
    at: datetime | None,
    reason: str,
    giving: RefundKind | None = None,
    now: datetime,
    chance: Chance,
) -> Lease:
    """End a lease before its season is over, as staff: the place is free from then.

    The provider's rule says what is given back, unless ``giving`` does: all the days that are left, as when the
    provider is at fault, or nothing. Raises ``NotFound``, ``Refused``, ``Invalid``. Tells the tenant, and gives the
    lease as it was before; who is away from the own place for a time does not come back to it. Acts as the system once
    it is done.
    """
    await require_in_charge(connection, [lease_id])
    held = (await hold(connection, [lease_id]))[lease_id]
    at, reason = at or now, tidy_text(reason)
    check_ending(held.lease, at=at, reason=reason, now=now)
    rule = None if giving is None else RefundRule(kind=giving)
    await _end(connection, held, Ending.TERMINATED, at=at, reason=reason, rule=rule, now=now, chance=chance)
    return held.lease


async def terminate_lease(
    connection: Connection,
    lease_id: LeaseId,
    *,
    person_id: PersonId,
    at: datetime | None,
    reason: str | None,
    now: datetime,
    chance: Chance,
) -> Lease:
    """End the acting person's own lease, or that of an organisation for which they act: the place is free from then.

    What is given back is as the provider's rule says. Raises and answers as ``end_lease``.
    """
    await require_own(connection, await lease_with(connection, lease_id), person_id=person_id)
    held = (await hold(connection, [lease_id]))[lease_id]
    at, reason = at or now, tidy_optional(reason)
    check_ending(held.lease, at=at, reason=reason, now=now)
    await _end(connection, held, Ending.GIVEN_UP, at=at, reason=reason, rule=None, now=now, chance=chance)
    return held.lease


async def end_for_nonpayment(connection: Connection, lease_id: LeaseId, *, now: datetime, chance: Chance) -> None:
    """End a lease whose price was not paid: the days that are left are taken off what is owed. For the system."""
    held = (await hold(connection, [lease_id]))[lease_id]
    reason = " / ".join(filter(None, map(UNPAID.in_language, Language)))
    rule = RefundRule(kind=RefundKind.DAYS)
    await _end(connection, held, Ending.TERMINATED, at=now, reason=reason, rule=rule, now=now, chance=chance)


async def rule_for(connection: Connection, lease: Lease, *, at: datetime) -> RefundRule:
    """The provider's rule on the day of an instant."""
    zone = (await called(connection, lease.place_id)).time_zone
    return await refund_rule(connection, lease.provider_id, on=at.astimezone(ZoneInfo(zone)).date())


async def termination_refund(connection: Connection, held: Held, rule: RefundRule, *, at: datetime) -> Decimal:
    """What a rule gives back of a lease that ends ``at``. For the system."""
    if held.lease.charge is None:
        return NOTHING
    zone = (await called(connection, held.lease.place_id)).time_zone
    return min(refund(rule, held.lease, at=at, time_zone=zone), await to_give_back(connection, held))


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be given back, and by which rule."""

    amount: Decimal
    rule: RefundRule


async def preview_termination(connection: Connection, lease_id: LeaseId, *, at: datetime) -> Preview:
    """What would be given back of a lease that the acting person sees. Acts as the system. Raises ``NotFound``."""
    lease = await lease_with(connection, lease_id)
    await act_as_system(connection)
    held = (await look_at(connection, [lease.id]))[lease.id]
    rule = await rule_for(connection, lease, at=at)
    over = lease.status is LeaseStatus.ENDED or at >= lease.period.end
    return Preview(NOTHING if over else await termination_refund(connection, held, rule, at=at), rule)


async def require_own(connection: Connection, lease: Lease, *, person_id: PersonId) -> None:
    """Raise ``NotFound`` unless the acting person is the tenant, or acts for the one who is."""
    if not await holds(connection, lease.tenant, person_id=person_id):
        raise unknown_lease()


async def holds(connection: Connection, tenant: Tenant, *, person_id: PersonId) -> bool:
    """Whether the acting person is the tenant, or acts for the organisation that is."""
    if tenant.person_id == person_id:
        return True
    id = tenant.organisation_id
    return id is not None and bool(await BOATS.acts_for.value(connection, organisation_id=id))


async def _end(
    connection: Connection,
    held: Held,
    ending: Ending,
    *,
    at: datetime,
    reason: str | None,
    rule: RefundRule | None,
    now: datetime,
    chance: Chance,
) -> None:
    rule = rule or await rule_for(connection, held.lease, at=at)
    rows = await STATEMENTS.returns_of.rows(connection, id=held.lease.id)
    returns = await hold(connection, [row["id"] for row in rows]) if rows else {}
    whole = (held, *returns.values())
    back = await _give_back(connection, whole, rule, at=at, reason=reason, now=now, chance=chance)
    await mark_ended(connection, [one.lease for one in whole], at=at, ending=ending, reason=reason, now=now)
    await tell_of_end(connection, held.lease, at=at, reason=reason, back=back, now=now, chance=chance)


async def _give_back(
    connection: Connection,
    whole: Sequence[Held],
    rule: RefundRule,
    *,
    at: datetime,
    reason: str | None,
    now: datetime,
    chance: Chance,
) -> Decimal:
    """Give back what the rule says of each lease, its fee taken off once; how much that is."""
    why, back = reason or GAVE_UP.in_language(Language.FI) or "", NOTHING
    for number, one in enumerate(whole):
        by = replace(rule, fee=NOTHING) if number else rule
        if given := await termination_refund(connection, one, by, at=at):
            await give_back(connection, one, given, reason=why, now=now, chance=chance)
            back += given
    return back
