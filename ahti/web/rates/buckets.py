"""Knows token buckets: each holds so many units, fills by time, and is emptied by what is asked."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from math import ceil

from ahti.web.rates.policies import Policy

# A bucket that has not been touched for a window is full again, and need not be kept; this many are at most.
MOST_BUCKETS = 50_000


@dataclass(frozen=True, slots=True)
class Level:
    """What is left in a bucket, and in how many seconds there is something to be had, or all of it again."""

    policy: Policy
    left: int
    seconds: int


class Exhausted(Exception):
    """Nothing is left; ``level`` says when there will be."""

    def __init__(self, level: Level) -> None:
        super().__init__(level.policy.name)
        self.level = level


class Buckets:
    """The buckets of one policy, by caller; those not used for the longest make room for others."""

    def __init__(self, policy: Policy, *, seconds: Callable[[], float], most: int = MOST_BUCKETS) -> None:
        self._policy = policy
        self._seconds = seconds
        self._most = most
        self._rate = policy.quota / policy.window
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, caller: Hashable) -> Level:
        """One unit. Raises ``Exhausted``: then nothing is taken."""
        units, now = self._filled(caller)
        if units < 1:
            raise Exhausted(Level(self._policy, 0, ceil((1 - units) / self._rate)))
        self._put(caller, units - 1, now)
        return Level(self._policy, int(units - 1), ceil((self._policy.quota - units + 1) / self._rate))

    def charge(self, caller: Hashable, units: float) -> None:
        """So many more for what was asked, once it is known: the bucket may owe up to one quota afterwards."""
        left, now = self._filled(caller)
        self._put(caller, max(left - units, -self._policy.quota), now)

    def _filled(self, caller: Hashable) -> tuple[float, float]:
        now = self._seconds()
        units, then = self._buckets.get(caller, (float(self._policy.quota), now))
        return min(self._policy.quota, units + (now - then) * self._rate), now

    def _put(self, caller: Hashable, units: float, now: float) -> None:
        self._buckets[caller] = (units, now)
        self._buckets.move_to_end(caller)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
