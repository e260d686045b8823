"""Knows how a whole is split by counting, so that the same numbers come out on every machine."""

from collections.abc import Sequence
from fractions import Fraction


def portions(whole: int, parts: Sequence[int]) -> list[int]:
    """``whole`` split in the proportion of ``parts``; the largest remainders are rounded up, the first among equals."""
    exact = [Fraction(whole * part, sum(parts)) for part in parts]
    counts = [int(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda index: counts[index] - exact[index])
    for index in by_remainder[: whole - sum(counts)]:
        counts[index] += 1
    return counts


def slope(first: float, last: float, *, count: int) -> list[float]:
    """``count`` values from ``first`` to ``last`` in equal steps; one alone is ``first``."""
    return [first + (last - first) * index / max(count - 1, 1) for index in range(count)]
