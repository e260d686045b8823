"""Knows how a provider's managers say over the API how it deals with changes of places, and what it gives back."""

from decimal import Decimal, InvalidOperation
from typing import Any

import graphene

from harbors.access.records import Role, Scope
from harbors.idempotency.records import Answer
from harbors.sql import Connection
from harbors.switching.policies import set_refund_rule, set_switch_policy
from harbors.switching.records import RefundKind as Kind
from harbors.switching.records import RefundRule, RefundStep, SwitchPolicy, Unpaid
from schema.errors import BadInput
from schema.leases import RefundKind
from schema.lists import some
from schema.mutations.access import provider_in, role
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input, idempotency_key, member
from schema.mutations.payloads import problems, thing
from schema.switching import UnpaidSwitch


class SetSwitchPolicyInput(graphene.InputObjectType):
    """How a provider deals with changes of places."""

    provider_id = graphene.ID(required=True, description="The id of the Provider.")
    swaps_allowed = graphene.Boolean(required=True, description="Whether two holders can swap their places.")
    swaps_approved = graphene.Boolean(required=True, description="Whether staff have to approve a swap.")
    due_days = graphene.Int(required=True, description="Within how many days a difference is to be paid.")
    grace_days = graphene.Int(required=True, description="After how many days more it is overdue.")
    unpaid = UnpaidSwitch(required=True, description="What becomes of the lease then.")
    idempotency_key = idempotency_key()


class RefundStepInput(graphene.InputObjectType):
    """A step of a table."""

    before_day = graphene.Int(
        required=True,
        description="For leases that end before this day, counted from the first day of the season; negative: before.",
    )
    percent = graphene.String(required=True, description="The share of what was paid, in percent, as a decimal.")


class SetRefundRuleInput(graphene.InputObjectType):
    """What a provider gives back to who gives up a place, from a day on."""

    provider_id = graphene.ID(required=True, description="The id of the Provider.")
    valid_from = graphene.Date(required=True, description="From which day it holds.")
    kind = RefundKind(required=True, description="What is given back.")
    fee = graphene.String(default_value="0.00", description="What is taken off that: euros as a decimal.")
    steps = graphene.InputField(some(RefundStepInput), description="The steps of a table, the earliest day first.")
    idempotency_key = idempotency_key()


class SwitchRulesPayload(graphene.ObjectType):
    """The provider as it stands now, or why it was refused."""

    provider = thing("Provider", description="The provider; null when it was refused.")
    errors = problems()


async def _set_policy(connection: Connection, doing: Doing, input: Input) -> Answer:
    policy = SwitchPolicy(
        swaps_allowed=input["swaps_allowed"],
        swaps_approved=input["swaps_approved"],
        due_days=input["due_days"],
        grace_days=input["grace_days"],
        unpaid=member(Unpaid, input["unpaid"]),
    )
    await set_switch_policy(connection, policy, provider_id=doing.provider, now=doing.now)
    after = {"due_days": policy.due_days, "grace_days": policy.grace_days, "unpaid": policy.unpaid.value}
    doing.changed("Provider", doing.provider, after=after)
    return Answer(facts={"id": str(doing.provider)})


async def _set_rule(connection: Connection, doing: Doing, input: Input) -> Answer:
    steps = [RefundStep(step["before_day"], _decimal(step["percent"], "percent")) for step in input.get("steps") or ()]
    rule = RefundRule(
        kind=member(Kind, input["kind"]),
        fee=_decimal(input["fee"], "fee"),
        steps=tuple(steps),
        valid_from=input["valid_from"],
    )
    await set_refund_rule(connection, rule, provider_id=doing.provider)
    doing.changed("Provider", doing.provider, after={"refunds": rule.kind.value, "from": rule.valid_from.isoformat()})
    return Answer(facts={"id": str(doing.provider)})


def _decimal(told: Any, field: str) -> Decimal:
    """A decimal figure. Raises BAD_USER_INPUT."""
    try:
        figure = Decimal(str(told))
    except InvalidOperation:
        figure = Decimal("NaN")
    if not figure.is_finite():
        raise BadInput(f"{field}: a decimal figure, as 12.50.", field=field)
    return figure


class SwitchingMutation:
    """The mutations of a provider's rules about changes of places."""

    set_switch_policy = mutation(
        SwitchRulesPayload,
        SetSwitchPolicyInput,
        _set_policy,
        access=role(Role.MANAGER, at=provider_in("provider_id"), scope=Scope.PROVIDER_WRITE),
        description="Says how a provider deals with swaps, and with differences that nobody pays.",
    )
    set_refund_rule = mutation(
        SwitchRulesPayload,
        SetRefundRuleInput,
        _set_rule,
        access=role(Role.MANAGER, at=provider_in("provider_id"), scope=Scope.PROVIDER_WRITE),
        description="Says what a provider gives back from a day on to who gives up a place.",
    )
