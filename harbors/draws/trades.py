"""Knows what exchanging tenants see of a draw: which place each gave, and which one came of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from harbors.draws.records import Applicant, Cycle, Instance, Mode, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """Somebody in a cycle gave the own place, who had one, and got the final place."""

    applicant: str
    gave: str | None
    got: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeCycle:
    """A cycle by which some tenant came to another place; each gives to the next, the last to the first.

    A new applicant at the head gives a free place.
    """

    event: int
    trades: tuple[Trade, ...]


def trades(instance: Instance, outcome: Outcome) -> tuple[TradeCycle, ...]:
    """All cycles by which tenants changed their place, in the order of events."""
    tenants = {one.id: one for one in instance.applicants if one.mode is Mode.EXCHANGE}
    cycles = (
        TradeCycle(event=event.number, trades=tuple(_trades(cycle, tenants, outcome)))
        for event in outcome.events
        for cycle in event.cycles
    )
    return tuple(cycle for cycle in cycles if _is_change(cycle.trades))


def _trades(cycle: Cycle, tenants: dict[str, Applicant], outcome: Outcome) -> Iterator[Trade]:
    for applicant_id, _, pointed_at in cycle.members:
        gave = tenants[applicant_id].current if applicant_id in tenants else None
        yield Trade(applicant=applicant_id, gave=gave, got=outcome.assignment[applicant_id] or pointed_at)


def _is_change(several: Iterable[Trade]) -> bool:
    return any(one.gave is not None and one.gave != one.got for one in several)
