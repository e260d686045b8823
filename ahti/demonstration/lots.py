"""Knows how to draw lots that come out the same again: every answer follows from a seed, a number and a question."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lots:
    """The lots of one applicant. A question asked twice has one answer; another question does not disturb it."""

    seed: int
    number: int

    def part(self, question: str) -> float:
        """At least 0 and less than 1, each part as likely as another."""
        drawn = blake2b(f"{self.seed}/{self.number}/{question}".encode(), digest_size=6).digest()
        return int.from_bytes(drawn) / 2**48

    def happens(self, question: str, share: float) -> bool:
        return self.part(question) < share

    def between(self, question: str, least: float, most: float) -> float:
        return least + (most - least) * self.part(question)

    def about(self, question: str, least: float, usual: float, most: float) -> float:
        """Rarely near ``least`` or ``most``, mostly about ``usual``: a mean of three parts, bent to its middle."""
        mean = sum(self.part(f"{question} {turn}") for turn in range(3)) / 3
        if mean < 0.5:
            return least + (usual - least) * mean * 2
        return usual + (most - usual) * (mean * 2 - 1)

    def one_of(self, question: str, options: Sequence[T]) -> T:
        return options[int(self.part(question) * len(options))]

    def weighed(self, question: str, weights: Sequence[float]) -> int:
        """An index, as likely as its weight among all."""
        marks = list(accumulate(weights))
        return min(bisect(marks, self.part(question) * marks[-1]), len(marks) - 1)
