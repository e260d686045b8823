"""Knows the time of tests: it stands still until a test moves it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests import harbor_town as at


@dataclass(slots=True)
class StoppedClock:
    """A noon in February, while the town's round is open, where a test names no other time."""

    time: datetime = at.DURING

    def now(self) -> datetime:
        return self.time

    def move(self, **by: float) -> None:
        """On by days, hours, minutes, seconds; back where they are negative."""
        self.time += timedelta(**by)
