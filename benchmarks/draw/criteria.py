"""Knows what has to be reached: at most so many times the tickets, at least so many times as fast as others."""

from dataclasses import dataclass

from benchmarks.reads.figures import Spread

AIM, MUST, SHORT = "✓✓", "✓", "✗"


@dataclass(frozen=True, slots=True)
class AtMost:
    """A figure that must not be above ``must``; ``aim`` is aimed at."""

    must: float
    aim: float

    def mark(self, figure: float) -> str:
        return AIM if figure <= self.aim else MUST if figure <= self.must else SHORT

    def said(self) -> str:
        return f"≤ {self.must:,g} | ≤ {self.aim:,g}"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A figure that must not be below ``must``."""

    must: float
    aim: float

    def mark(self, figure: float) -> str:
        return AIM if figure >= self.aim else MUST if figure >= self.must else SHORT

    def said(self) -> str:
        return f"≥ {self.must:,g} | ≥ {self.aim:,g}"


Bound = AtMost | AtLeast
DRAWS = {10_000: AtMost(60, 20), 100_000: AtMost(6, 3), 1_000_000: AtMost(2.5, 1.5)}
MEGABYTES = {1_000_000: AtMost(500, 300)}
TRADING = AtMost(10, 3)
MATCHING = AtLeast(40, 100)
COMPLAINTS = AtMost(0, 0)
MOVED = AtLeast(60, 64)


def ratio(found: Spread) -> str:
    """A ratio as it is told."""
    return f"{found.median:.2f} ({found.lowest:.2f} – {found.highest:.2f})"
