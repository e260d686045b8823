"""Knows seeded places and boats: harbors of a hundred berths each, the better known ones wanted by many more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from harbors.draws.records import Boat, Choice, Place, Rules
from harbors.places.fit import FitRules, Margins, fits

Shares: TypeAlias = npt.NDArray[np.float64]
PIERS = 4
_WIDTHS = (2000, 2250, 2500, 2750, 3000, 3250, 3500, 3750, 4000, 4500)
_SHARES = (0.04, 0.10, 0.22, 0.14, 0.22, 0.06, 0.12, 0.02, 0.05, 0.03)
_LENGTH_OF_WIDTH = 2.5
_DEPTHS = (900, 1100, 1300, 1500, 1700, 1900, 2300, 2800)
_MOORINGS = ("boom", "pile", "buoy")
RULES = Rules(
    fit=FitRules(margins=Margins(beam_mm=200, depth_mm=200)),
    moorings={"motor": frozenset(_MOORINGS), "sail": frozenset({"pile", "buoy"})},
)


@dataclass(frozen=True, slots=True)
class Shore:
    """Places in place order, every choice that means something there, and how much each of these is wanted."""

    places: tuple[Place, ...]
    choices: tuple[Choice, ...]
    demand: Shares


def shore(chance: np.random.Generator, *, places: int, harbors: int) -> Shore:
    """So many places in harbors of equal size; ids are in place order, too."""
    laid_out = [_place(chance, number % harbors) for number in range(places)]
    laid_out.sort(key=lambda place: place.area or 0)
    ids = [f"b{number:06d}" for number in range(places)]
    named = tuple(
        Place(
            id=id,
            harbor=place.harbor,
            pier=place.pier,
            width_mm=place.width_mm,
            length_mm=place.length_mm,
            depth_mm=place.depth_mm,
            mooring=place.mooring,
        )
        for id, place in zip(ids, laid_out, strict=True)
    )
    popularity = chance.permutation(1 / np.arange(3, harbors + 3) ** 1.1)
    return Shore(named, *_choices(named, popularity))


def _place(chance: np.random.Generator, harbor: int) -> Place:
    width = int(chance.choice(_WIDTHS, p=_SHARES))
    pier = int(chance.integers(PIERS))
    deep = (harbor + pier) % len(_DEPTHS)
    return Place(
        id="",
        harbor=f"H{harbor:02d}",
        pier=f"{pier}",
        width_mm=width,
        length_mm=int(width * _LENGTH_OF_WIDTH) // 250 * 250 + 250 * int(chance.integers(6)),
        depth_mm=_DEPTHS[deep],
        mooring=_MOORINGS[(harbor + pier) % len(_MOORINGS)],
    )


def _choices(places: Sequence[Place], popularity: Shares) -> tuple[tuple[Choice, ...], Shares]:
    """Three in four wishes are for a harbor, one in five for a pier, the rest for a berth."""
    share = {place.harbor: popularity[int(place.harbor[1:])] for place in places}
    piers = sorted({(place.harbor, place.pier or "") for place in places})
    choices = [
        *(Choice(harbor=harbor) for harbor in share),
        *(Choice(harbor=harbor, pier=pier) for harbor, pier in piers),
        *(Choice(berth=place.id) for place in places),
    ]
    demand = [
        0.75 * _shares([share[harbor] for harbor in share]),
        0.20 * _shares([share[harbor] for harbor, _ in piers]),
        0.05 * _shares([share[place.harbor] for place in places]),
    ]
    return tuple(choices), np.concatenate(demand)


def _shares(weights: Sequence[float]) -> Shares:
    shares: Shares = np.array(weights) / sum(weights)
    return shares


def boats(chance: np.random.Generator, *, models: int) -> tuple[Boat, ...]:
    """Models of boats, as different as boats are: beams to the centimetre."""
    beams = np.clip(chance.normal(2700, 450, models), 1300, 4200).astype(int) // 10 * 10
    sails = chance.random(models) < 0.2
    return tuple(_boat(chance, int(beam), sails=bool(sail)) for beam, sail in zip(beams, sails, strict=True))


def _boat(chance: np.random.Generator, beam: int, *, sails: bool) -> Boat:
    return Boat(
        type="sail" if sails else "motor",
        beam_mm=beam,
        length_mm=int(beam * chance.uniform(2.4, 3.2)) // 10 * 10,
        draught_mm=int(beam * chance.uniform(*(0.4, 0.7) if sails else (0.2, 0.4))) // 10 * 10,
    )


def fitting(places: Sequence[Place], boats: Sequence[Boat]) -> npt.NDArray[np.bool_]:
    """Which boat fits which place, one by one by the rule for a single boat and place; alike places are asked once."""
    known: dict[tuple[Boat, tuple[object, ...]], bool] = {}
    return np.array([[_fits(boat, place, known) for place in places] for boat in boats])


def _fits(boat: Boat, place: Place, known: dict[tuple[Boat, tuple[object, ...]], bool]) -> bool:
    alike = (boat, (place.width_mm, place.length_mm, place.depth_mm, place.mooring))
    if alike not in known:
        allowed = RULES.moorings[boat.type or ""]
        known[alike] = place.mooring in allowed and fits(boat, place, rules=RULES.fit).fits
    return known[alike]
