"""Knows what comes of the slices of a run: rates, CPU time per request, and ratios round by round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Slice:
    """One contender under one document for a moment. CPU times in seconds, for all requests together."""

    contender: str
    document: str
    round: int
    requests: int
    seconds: float
    received: int
    server_cpu: float
    database_cpu: float
    asking_cpu: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure over the rounds of a run."""

    median: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What one contender did with one document: requests a second, CPU milliseconds and bytes of one request."""

    rate: Spread
    server_ms: float
    database_ms: float
    size: float


def spread(values: Iterable[float]) -> Spread:
    """The median, with what it lies between."""
    several = list(values)
    return Spread(median(several), min(several), max(several))


def figures(slices: Sequence[Slice]) -> Figures:
    """What the slices of one contender and one document come to."""
    requests = sum(one.requests for one in slices)
    return Figures(
        rate=spread(one.rate for one in slices),
        server_ms=1000 * sum(one.server_cpu for one in slices) / requests,
        database_ms=1000 * sum(one.database_cpu for one in slices) / requests,
        size=sum(one.received for one in slices) / requests,
    )


def ratio(slices: Sequence[Slice], document: str, *, ours: str, theirs: str) -> Spread:
    """How many times as fast one contender is as another: within each round, so that a slow moment hits both."""
    our_rates, their_rates = (_rates(slices, document, one) for one in (ours, theirs))
    return spread(our_rates[number] / their_rates[number] for number in our_rates.keys() & their_rates.keys())


def busiest_load(slices: Iterable[Slice]) -> float:
    """The largest share of its core that the load took: near 1, it is the load that was measured."""
    return max(one.asking_cpu / one.seconds for one in slices)


def of(slices: Iterable[Slice], contender: str, document: str) -> list[Slice]:
    """The slices of one contender and one document."""
    return [one for one in slices if (one.contender, one.document) == (contender, document)]


def _rates(slices: Sequence[Slice], document: str, contender: str) -> Mapping[int, float]:
    return {one.round: one.rate for one in of(slices, contender, document)}
