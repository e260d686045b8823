"""Knows how a provider says how it deals with changes of places, and what it gives back."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from harbors.errors import Invalid, Problem
from harbors.orders.rules import CENT
from harbors.places.records import ProviderId
from harbors.sql import Connection
from harbors.switching.reads import STATEMENTS
from harbors.switching.records import RefundKind, RefundRule, SwitchPolicy
from harbors.switching.refusals import switch_fault

_DEAREST = Decimal(10_000)
_A_YEAR = 365


async def set_switch_policy(
    connection: Connection, policy: SwitchPolicy, *, provider_id: ProviderId, now: datetime
) -> None:
    """Have this stand instead of what was said before. Raises ``Invalid`` with every problem."""
    if problems := list(policy_problems(policy)):
        raise Invalid(*problems)
    await STATEMENTS.set_switch_policy.run(
        connection,
        provider_id=provider_id,
        swaps_allowed=policy.swaps_allowed,
        swaps_approved=policy.swaps_approved,
        due_days=policy.due_days,
        grace_days=policy.grace_days,
        unpaid=policy.unpaid,
        now=now,
    )


async def set_refund_rule(connection: Connection, rule: RefundRule, *, provider_id: ProviderId) -> None:
    """Have this rule stand from its day on; the rules of other days stay. Raises ``Invalid`` with every problem."""
    if problems := list(rule_problems(rule)):
        raise Invalid(*problems)
    await STATEMENTS.set_refund_rule.run(
        connection,
        provider_id=provider_id,
        valid_from=rule.valid_from,
        kind=rule.kind,
        fee=rule.fee,
        before_days=[step.before_day for step in rule.steps],
        percents=[step.percent for step in rule.steps],
    )


def policy_problems(policy: SwitchPolicy) -> Iterator[Problem]:
    """What is wrong with a policy."""
    for field, days in (("dueDays", policy.due_days), ("graceDays", policy.grace_days)):
        if not 0 <= days <= _A_YEAR:
            yield switch_fault("DAYS_WRONG", field=field)


def rule_problems(rule: RefundRule) -> Iterator[Problem]:
    """What is wrong with a rule: its days rise, its shares are shares, and only a table has steps."""
    if not 0 <= rule.fee <= _DEAREST or rule.fee != rule.fee.quantize(CENT):
        yield switch_fault("FEE_WRONG", field="fee")
    days = [step.before_day for step in rule.steps]
    shares = all(0 <= step.percent <= 100 for step in rule.steps)
    if (rule.kind is RefundKind.TABLE) != bool(days) or days != sorted(set(days)) or not shares:
        yield switch_fault("STEPS_WRONG", field="steps")
