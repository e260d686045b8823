"""Knows which of many places fit a boat: ``harbors.places.fit`` in bulk, worked out once for each boat profile."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from harbors.draws.bits import sets_of
from harbors.draws.records import Boat, Place, Rules
from harbors.places.fit import FitRules, Margins


class Fitting:
    """The limits of ``places`` as sets of their indexes; a place without a mooring suits every type of boat."""

    def __init__(self, places: Sequence[Place], rules: Rules) -> None:
        by_mooring = sets_of(place.mooring for place in places)
        self._width = _Limit(place.width_mm for place in places)
        self._length = _Limit(place.length_mm for place in places)
        self._depth = _Limit(place.depth_mm for place in places)
        self._mass = _Limit(place.max_mass_kg for place in places)
        self._by_margins = _by_margins(by_mooring, rules.fit)
        self._allowed = {
            boat_type: _union(by_mooring.get(mooring, 0) for mooring in (None, *moorings))
            for boat_type, moorings in rules.moorings.items()
        }
        self._profiles: dict[Boat, int] = {}

    def places(self, boat: Boat) -> int:
        """The places that fit ``boat``."""
        found = self._profiles.get(boat)
        if found is None:
            found = self._profiles[boat] = self._places(boat)
        return found

    def _places(self, boat: Boat) -> int:
        large = _union(places & self._with_margins(boat, margins) for margins, places in self._by_margins.items())
        enough = large & self._mass.at_least(boat.mass_kg)
        return enough & self._allowed[boat.type] if boat.type in self._allowed else enough

    def _with_margins(self, boat: Boat, margins: Margins) -> int:
        return (
            self._width.at_least(boat.beam_mm, margins.beam_mm)
            & self._length.at_least(boat.length_mm, margins.length_mm)
            & self._depth.at_least(boat.draught_mm, margins.depth_mm)
        )


class _Limit:
    """One limit of all places, sorted: for any need, the places whose limit is at least that, or missing."""

    def __init__(self, limits: Iterable[int | None]) -> None:
        sets = sets_of(limits)
        enough = sets.pop(None, 0)
        self._limits = sorted(limit for limit in sets if limit is not None)
        self._enough = [enough]
        for limit in reversed(self._limits):
            enough |= sets[limit]
            self._enough.append(enough)
        self._enough.reverse()

    def at_least(self, need: int | None, margin: int = 0) -> int:
        return self._enough[0 if need is None else bisect_left(self._limits, need + margin)]


def _by_margins(by_mooring: Mapping[str | None, int], rules: FitRules) -> dict[Margins, int]:
    sets: dict[Margins, int] = {}
    for mooring, places in by_mooring.items():
        margins = rules.margins_at(mooring)
        sets[margins] = sets.get(margins, 0) | places
    return sets


def _union(sets: Iterable[int]) -> int:
    union = 0
    for one in sets:
        union |= one
    return union
