"""Knows how contenders are timed: round after round in turning order, each alone, and compared inside a round."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.reads.figures import Spread, spread


@dataclass(frozen=True, slots=True)
class Lane:
    """Somebody who is timed. A ``slow`` one runs in the first ``SLOW_ROUNDS`` rounds only."""

    name: str
    run: Callable[[], object]
    slow: bool = False


SLOW_ROUNDS = 2
Laps = Mapping[str, Mapping[int, float]]


def laps(lanes: Sequence[Lane], *, rounds: int) -> Laps:
    """The processor seconds of each lane in each round; others on the machine can only slow, not shorten them."""
    found: dict[str, dict[int, float]] = {lane.name: {} for lane in lanes}
    for number in range(rounds):
        there = [lane for lane in lanes if not lane.slow or number < SLOW_ROUNDS]
        first = number % len(there)
        for lane in [*there[first:], *there[:first]]:
            found[lane.name][number] = _seconds(lane.run)
    return found


def _seconds(run: Callable[[], object]) -> float:
    gc.collect()
    begun = time.process_time()
    run()
    return time.process_time() - begun


def times(found: Laps, one: str, other: str) -> Spread:
    """How many times as long one takes as the other."""
    return spread(found[one][number] / found[other][number] for number in found[one].keys() & found[other].keys())
