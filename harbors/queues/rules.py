"""Knows what a standing wish must be, how wide a berth it competes for, and whom a free place can be offered to."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from harbors.applications.kinds import GIVEN
from harbors.applications.refusals import fault, too_many_choices
from harbors.boats.measures import REGISTRATION, size_problems
from harbors.boats.refusals import boat_fault
from harbors.boats.registration import must_be_registered
from harbors.errors import Invalid, Problem
from harbors.forms import tidy_optional
from harbors.leases.records import LeasedBoat, LeasedPlace
from harbors.places.fit import fits
from harbors.queues.records import ENTRY_TRANSITIONS, EntryStatus, Wish
from harbors.queues.refusals import queue_fault, queue_left
from harbors.rounds.records import RoundKind, RoundRules

FEWEST = 5
"""Fewer than so many who wait are not told: who knows some of them would learn of the others."""

InUse = Mapping[UUID, bool | None]
_QUEUED = GIVEN[RoundKind.BERTH]


def tidy(wish: Wish) -> Wish:
    """The wish with the registration in upper case."""
    boat = wish.boat
    if boat is None:
        return wish
    return replace(
        wish, boat=replace(boat, registration=tidy_optional(boat.registration and boat.registration.upper()))
    )


def check_wish(wish: Wish, rules: RoundRules, *, in_use: InUse, type_known: bool) -> None:
    """Raise ``Invalid`` with all that is wrong with a tidy wish, field by field."""
    if problems := list(_problems(wish, rules, in_use=in_use, type_known=type_known)):
        raise Invalid(*problems)


def require_waiting(status: EntryStatus) -> None:
    """Raise ``Refused`` unless the wish still stands."""
    if EntryStatus.LEFT not in ENTRY_TRANSITIONS[status]:
        raise queue_left()


def suits(boat: LeasedBoat, place: LeasedPlace, rules: RoundRules, *, accessible: bool, reserved: bool) -> bool:
    """Whether a place can be offered for a boat: by margins, mooring, and whom it is kept in reserve for."""
    allowed = rules.moorings.get(boat.type_id) if boat.type_id else None
    moored = allowed is None or place.mooring is None or place.mooring in allowed
    return moored and (accessible or not reserved) and fits(boat.dimensions, place, rules=rules.fit).fits


def _problems(wish: Wish, rules: RoundRules, *, in_use: InUse, type_known: bool) -> Iterator[Problem]:
    if wish.lease_id is None:
        yield from _boat_problems(wish.boat, type_known=type_known)
    elif wish.boat is not None:
        yield queue_fault("BOAT_OF_LEASE", field="boat")
    most = rules.choices_max if wish.lease_id is None else rules.exchange_choices_max
    if not wish.choices:
        yield fault("CHOICES_REQUIRED", field="choices")
    if len(wish.choices) > most:
        yield too_many_choices(most=most)
    for index, choice in enumerate(wish.choices):
        field = f"choices[{index}]"
        if choice.kind not in _QUEUED.choices:
            yield fault(_QUEUED.fault, field=field)
        elif choice in wish.choices[:index]:
            yield fault("CHOICE_REPEATED", field=field)
        elif in_use[choice.id] is None:
            yield fault("CHOICE_UNKNOWN", field=field)
        elif not in_use[choice.id]:
            yield fault("CHOICE_NOT_OFFERED", field=field)
    if not wish.information_confirmed:
        yield fault("CONFIRMATION_REQUIRED", field="informationConfirmed")


def _boat_problems(boat: LeasedBoat | None, *, type_known: bool) -> Iterator[Problem]:
    if boat is None:
        yield queue_fault("BOAT_REQUIRED", field="boat")
        return
    if not type_known:
        yield boat_fault("BOAT_TYPE_UNKNOWN", field="boat.type")
    yield from REGISTRATION.problems(boat.registration, field="boat.registration")
    if boat.registration is None and must_be_registered(boat.length_mm):
        yield fault("REGISTRATION_REQUIRED", field="boat.registration")
    yield from size_problems(boat)
