"""Knows how what a provider has said of changes of places is looked up; what it has not said is as usual."""

from collections.abc import Sequence
from datetime import date

from harbors.places.records import ProviderId
from harbors.sql import Connection, Row, Statements
from harbors.switching.records import RefundKind, RefundRule, RefundStep, SwitchPolicy, Unpaid

STATEMENTS = Statements(__package__)


async def switch_policies(connection: Connection, ids: Sequence[ProviderId]) -> dict[ProviderId, SwitchPolicy]:
    """How providers deal with changes of places."""
    rows = await STATEMENTS.switch_policies.rows(connection, provider_ids=list(ids))
    told = {row["provider_id"]: _policy(row) for row in rows}
    return {id: told.get(id, SwitchPolicy()) for id in ids}


async def switch_policy(connection: Connection, provider_id: ProviderId) -> SwitchPolicy:
    """How one provider does."""
    return (await switch_policies(connection, [provider_id]))[provider_id]


async def refund_rules(connection: Connection, ids: Sequence[ProviderId]) -> dict[ProviderId, tuple[RefundRule, ...]]:
    """What providers give back, the newest rule of each first."""
    told: dict[ProviderId, tuple[RefundRule, ...]] = dict.fromkeys(ids, ())
    for row in await STATEMENTS.refund_rules.rows(connection, provider_ids=list(ids)):
        told[row["provider_id"]] += (_rule(row),)
    return told


async def refund_rule(connection: Connection, provider_id: ProviderId, *, on: date) -> RefundRule:
    """What a provider gives back on a day; nothing where it has not said."""
    rules = (await refund_rules(connection, [provider_id]))[provider_id]
    return next((rule for rule in rules if rule.valid_from <= on), RefundRule())


def _policy(row: Row) -> SwitchPolicy:
    return SwitchPolicy(
        swaps_allowed=row["swaps_allowed"],
        swaps_approved=row["swaps_approved"],
        due_days=row["due_days"],
        grace_days=row["grace_days"],
        unpaid=Unpaid(row["unpaid"]),
    )


def _rule(row: Row) -> RefundRule:
    steps = zip(row["before_days"], row["percents"], strict=True)
    return RefundRule(
        kind=RefundKind(row["kind"]),
        fee=row["fee"],
        steps=tuple(RefundStep(day, percent) for day, percent in steps),
        valid_from=row["valid_from"],
    )
