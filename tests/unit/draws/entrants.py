"""Knows how to write down a small round for the tests of the draw: boats fit everywhere unless said otherwise."""

from collections.abc import Iterable
from typing import Any

from harbors.draws.records import Applicant, Boat, Choice, Cycle, Event, Instance, Mode, Place, Rules
from harbors.draws.rules import draw


def places(*ids: str, harbor: str = "H") -> tuple[Place, ...]:
    """Places of one harbor, in place order."""
    return tuple(Place(id=id, harbor=harbor, width_mm=1000 + number, length_mm=1000) for number, id in enumerate(ids))


def berths(*ids: str) -> tuple[Choice, ...]:
    return tuple(Choice(berth=id) for id in ids)


def new(ticket: int, *choices: Choice, **others: Any) -> Applicant:
    fields: dict[str, Any] = {"id": f"a{ticket}", "priority_class": 1, "boat": Boat()}
    return Applicant(ticket=ticket, choices=choices, **fields | others)


def exchange(ticket: int, current: str, *choices: Choice, **others: Any) -> Applicant:
    return new(ticket, *choices, mode=Mode.EXCHANGE, current=current, **others)


def renew(ticket: int, current: str, *choices: Choice, **others: Any) -> Applicant:
    return new(ticket, *choices, mode=Mode.RENEW, current=current, **others)


def instance(board: Iterable[Place], *applicants: Applicant) -> Instance:
    return Instance(rules=Rules(), places=tuple(board), applicants=applicants)


def events(board: Iterable[Place], *applicants: Applicant) -> tuple[Event, ...]:
    return draw(instance(board, *applicants)).events


def event(number: int, head: str | None, *members: tuple[str, int, str], moves: Iterable[tuple[str, str]]) -> Event:
    """An event of one cycle."""
    return Event(number=number, head=head, cycles=(Cycle(members=members, moves=tuple(moves)),))
