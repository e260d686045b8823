"""Knows what a cut must be, which lots stay in it, and which of them go and come."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count, islice

from harbors.errors import Invalid, Problem
from harbors.lots.records import Cut, Ground, Lot, LotClass, LotSize, Plan
from harbors.lots.refusals import lot_fault, lots_held, overfilled

WIDTH_MM, LENGTH_MM, COUNT = range(1_000, 12_001), range(2_000, 40_001), range(1, 2_001)
GROUND_AT_MOST_M2 = Decimal(1_000_000)
_NEVER = datetime.min.replace(tzinfo=UTC)


def plan(ground: Ground, cut: Cut, *, now: datetime) -> Plan:
    """What the cut changes. Raises ``Invalid`` with all that is wrong with it, ``Refused`` for lots that must stay."""
    measured = ground.measured_m2 if cut.ground_m2 is None else cut.ground_m2
    if problems := [*_problems(cut, measured)]:
        raise Invalid(*problems)
    wanted = {one.size: one.count for one in cut.classes}
    gone = [lot for size, lots in _by_size(ground.lots) for lot in _last(lots, beyond=wanted.get(size, 0))]
    held = [lot for lot in gone if lot.held_until is not None and lot.held_until > now]
    if held:
        raise lots_held(len(held))
    stay = dict(_by_size([lot for lot in ground.lots if lot not in gone]))
    coming = tuple((size, _numbers(stay.get(size, ()), wanted[size])) for size in sorted(wanted))
    return Plan(
        gone=tuple(gone), coming=tuple((size, new) for size, new in coming if new), measured_m2=measured or Decimal(0)
    )


def _problems(cut: Cut, measured: Decimal | None) -> Iterator[Problem]:
    seen: set[LotSize] = set()
    for index, one in enumerate(cut.classes):
        yield from _class_problems(one, field=f"lots[{index}]")
        if one.size in seen:
            yield lot_fault("LOT_SIZE_REPEATED", field=f"lots[{index}]")
        seen.add(one.size)
    if measured is None:
        if cut.classes:
            yield lot_fault("GROUND_UNMEASURED", field="groundM2")
        return
    if not 0 < measured <= GROUND_AT_MOST_M2:
        yield lot_fault("GROUND_SIZE", field="groundM2")
    taken = sum((one.area_m2 for one in cut.classes), Decimal(0))
    if taken > measured:
        yield overfilled(cut_m2=taken, ground_m2=measured)


def _class_problems(one: LotClass, *, field: str) -> Iterator[Problem]:
    if one.size.width_mm not in WIDTH_MM or one.size.length_mm not in LENGTH_MM:
        yield lot_fault("LOT_SIZE", field=field)
    if one.count not in COUNT:
        yield lot_fault("LOT_COUNT", field=f"{field}.count")


def _by_size(lots: Sequence[Lot]) -> list[tuple[LotSize, list[Lot]]]:
    return [(size, [lot for lot in lots if lot.size == size]) for size in sorted({lot.size for lot in lots})]


def _last(lots: Sequence[Lot], *, beyond: int) -> Sequence[Lot]:
    """The lots beyond so many; those that somebody had for longest into the future are the first to stay."""
    return sorted(lots, key=lambda lot: (lot.held_until or _NEVER, -int(lot.number)), reverse=True)[beyond:]


def _numbers(stay: Sequence[Lot], wanted: int) -> tuple[int, ...]:
    """The lowest numbers that are free, for as many lots as are lacking."""
    taken = {lot.number for lot in stay}
    return tuple(islice((number for number in count(1) if str(number) not in taken), wanted - len(stay)))
