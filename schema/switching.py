"""Knows how a provider's rules about changes of places are shown to everybody, and unpaid differences to its clerks."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import graphene
from aiodataloader import DataLoader

from harbors.access.records import Role, Scope
from harbors.access.rules import acts_for
from harbors.places.records import ProviderId
from harbors.switching import records
from harbors.switching.dues import unpaid_dues
from harbors.switching.reads import refund_rules, switch_policies
from schema import ids
from schema.context import Context
from schema.enums import described
from schema.errors import Forbidden
from schema.leases import RefundKind
from schema.lists import some
from schema.permissions import guarded, in_role
from schema.reads.declare import Resolved
from schema.reads.fields import ReadField
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type

UnpaidSwitch = described(
    records.Unpaid,
    "What becomes of a lease whose difference is not paid when its grace is over.",
    LIST="Staff look at it; the lease goes on.",
    END="The lease ends; what is left of it is taken off what is owed.",
)
Rules = tuple[records.SwitchPolicy, tuple[records.RefundRule, ...]]


class SwitchPolicy(graphene.ObjectType):
    """How a provider deals with changes of places."""

    swaps_allowed = graphene.Boolean(required=True, description="Whether two holders can swap their places.")
    swaps_approved = graphene.Boolean(required=True, description="Whether staff have to approve a swap.")
    due_days = graphene.Int(required=True, description="Within how many days a difference is to be paid.")
    grace_days = graphene.Int(required=True, description="After how many days more it is overdue.")
    unpaid = UnpaidSwitch(required=True, description="What becomes of the lease then.")


class RefundStep(graphene.ObjectType):
    """A step of a table."""

    before_day = graphene.Int(
        required=True,
        description="For leases that end before this day, counted from the first day of the season; negative: before.",
    )
    percent = graphene.String(required=True, description="The share of what was paid, in percent, as a decimal.")


class RefundRule(graphene.ObjectType):
    """What a provider gives back to who gives up a place, from a day on."""

    valid_from = graphene.Date(required=True, description="From which day it holds.")
    kind = RefundKind(required=True, description="What is given back.")
    fee = graphene.String(required=True, description="What is taken off that: euros as a decimal.")
    steps = graphene.Field(some(RefundStep), required=True, description="The steps of a table; the first that fits.")


class UnpaidDifference(graphene.ObjectType):
    """The difference of the prices of two places that a tenant has not paid."""

    lease = graphene.Field(
        lambda: graphql_type("Lease"),
        resolver=lambda due, info: load_row(info.context, read_type("Lease"), due.lease_id),
        description="The lease on the other place.",
    )
    reference = graphene.String(required=True, description="The reference of the order.")
    amount = graphene.String(
        required=True,
        resolver=lambda due, _info: f"{due.amount:.2f}",
        description="What is due: euros as a decimal, VAT included.",
    )
    due_at = graphene.DateTime(required=True, description="Until when it was to be paid.")
    reminders = graphene.Int(required=True, description="How many times the tenant was reminded.")
    overdue_at = graphene.DateTime(description="From when it is for staff to look at; null while its grace runs.")


def _rules(context: Context) -> DataLoader[UUID, Rules]:
    async def batch(keys: Sequence[UUID]) -> list[Rules]:
        ids = [ProviderId(key) for key in keys]
        async with context.unit_of_work() as connection:
            policies, rules = await switch_policies(connection, ids), await refund_rules(connection, ids)
        return [(policies[id], rules[id]) for id in ids]

    if "switch rules" not in context.loaders:
        context.loaders["switch rules"] = DataLoader(batch)
    known: DataLoader[UUID, Rules] = context.loaders["switch rules"]
    return known


async def _policy(row: Row, info: Any) -> records.SwitchPolicy:
    return (await _rules(info.context).load(row.values["id"]))[0]


async def _refund_rules(row: Row, info: Any) -> tuple[records.RefundRule, ...]:
    return (await _rules(info.context).load(row.values["id"]))[1]


async def _unpaid(_root: None, info: Any, provider_id: str) -> list[records.UnpaidDue]:
    key = ProviderId(ids.decode_as("Provider", provider_id))
    if not acts_for(info.context.principal, key, role=Role.CLERK):
        raise Forbidden("This is for those who act for the provider as clerk or more.")
    async with info.context.unit_of_work() as connection:
        return await unpaid_dues(connection, key)


class SwitchQuery:
    """The root of unpaid differences."""

    unpaid_switches = guarded(
        graphene.Field(
            some(UnpaidDifference),
            required=True,
            provider_id=graphene.ID(required=True, description="The id of the Provider."),
            resolver=_unpaid,
            description="Differences of switches that are not paid, the longest due first; for clerks of the provider.",
        ),
        in_role(Role.CLERK, scope=Scope.PROVIDER_READ),
    )


def switch_policy_of_provider() -> ReadField:
    """How a provider deals with changes of places."""
    text = "How it deals with changes of places."
    return ReadField(SwitchPolicy, Resolved(("id",)), required=True, resolver=_policy, description=text)


def refund_rules_of_provider() -> ReadField:
    """What a provider gives back."""
    text = "What it gives back to who gives up a place, the newest rule first; nothing where it has not said."
    return ReadField(some(RefundRule), Resolved(("id",)), required=True, resolver=_refund_rules, description=text)
