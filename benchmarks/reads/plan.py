"""Knows how long a measurement takes: how many rounds, who is asked in which, and how long a slice of it is."""

from dataclasses import dataclass

from benchmarks.reads.contenders import Contender
from benchmarks.reads.load import Pace

# Answers of a megabyte: two under way keep a server as busy as eight.
_LARGE = "Q5"
_LARGE_CONNECTIONS = 2
_LARGE_LEAST = 3
# Whoever is slow is asked in the first round and in every second one after it.
_SLOW_EVERY = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """How long a measurement takes: rounds, the seconds of one slice, and connections that ask at once."""

    rounds: int
    seconds: float
    connections: int

    def asks(self, contender: Contender, number: int) -> bool:
        """Whether a contender is asked in a round; they are counted from 0."""
        return not contender.slow or number % _SLOW_EVERY == 0

    def rounds_of(self, contender: Contender) -> int:
        """In how many rounds a contender is asked."""
        return sum(self.asks(contender, number) for number in range(self.rounds))

    def pace(self, document: str) -> Pace:
        """How busy a server is kept with a document."""
        if document == _LARGE:
            return Pace(self.seconds, _LARGE_LEAST, min(_LARGE_CONNECTIONS, self.connections))
        return Pace(self.seconds, self.connections, self.connections)
