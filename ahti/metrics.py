"""Knows what is counted while the service runs, and how Prometheus reads it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Protocol

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

# Seconds. Most answers take one to ten milliseconds; the last bound is where patience usually ends.
_BOUNDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Waits(Protocol):
    """All the waits for a connection since the pool was opened, and what they took together."""

    @property
    def waits(self) -> int: ...

    @property
    def seconds(self) -> float: ...


class Pool(Protocol):
    """What a pool of connections tells of itself: at most ``size`` are opened, some are lent, some reads wait."""

    @property
    def size(self) -> int: ...

    @property
    def opened(self) -> int: ...

    @property
    def in_use(self) -> int: ...

    @property
    def waiting(self) -> int: ...

    @property
    def queue(self) -> Waits: ...


class Metrics:
    """The meter of one service. Plain numbers of one event loop: counting costs a request less than a microsecond."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(self)
        self._pool: Pool | None = None
        self._planned = 0
        self._fallbacks: Counter[str] = Counter()
        self._lookups: Counter[tuple[str, bool]] = Counter()
        self._refusals: Counter[str] = Counter()
        self._requests: Counter[int] = Counter()
        self._durations = [0] * (len(_BOUNDS) + 1)
        self._seconds = 0.0

    def watch(self, pool: Pool) -> None:
        """Tell of the read pool too, from now on."""
        self._pool = pool

    def planned(self) -> None:
        self._planned += 1

    def fell_back(self, reason: str) -> None:
        self._fallbacks[reason] += 1

    def looked_up(self, cache: str, *, hit: bool) -> None:
        self._lookups[cache, hit] += 1

    def refused(self, code: str) -> None:
        self._refusals[code] += 1

    def observe(self, status: int, seconds: float) -> None:
        """A request was answered with this status after so many seconds."""
        self._requests[status // 100] += 1
        self._durations[bisect_left(_BOUNDS, seconds)] += 1
        self._seconds += seconds

    def collect(self) -> Iterator[Metric]:
        """What Prometheus reads."""
        yield CounterMetricFamily("ahti_reads_planned", "Reads that ran as one statement.", value=self._planned)
        yield _labelled("ahti_reads_fallback", "Reads that ran on graphql-core.", ["reason"], _by_one(self._fallbacks))
        lookups = ((_lookup(*asked), count) for asked, count in self._lookups.items())
        yield _labelled("ahti_cache_lookups", "Times that a cache was asked.", ["cache", "result"], lookups)
        yield _labelled("ahti_refusals", "Requests refused as a whole.", ["code"], _by_one(self._refusals))
        classes = (([f"{hundreds}xx"], count) for hundreds, count in self._requests.items())
        yield _labelled("ahti_requests", "Requests by the class of their status.", ["status"], classes)
        yield self._histogram()
        if self._pool is not None:
            yield from _pool_metrics(self._pool)

    def _histogram(self) -> Metric:
        bounds = [*map(str, _BOUNDS), "+Inf"]
        buckets = list(zip(bounds, accumulate(self._durations), strict=True))
        described = "Seconds from a request's head to the end of its answer."
        return HistogramMetricFamily("ahti_request_seconds", described, buckets=buckets, sum_value=self._seconds)


def _by_one(counts: Counter[str]) -> Iterator[tuple[list[str], int]]:
    return (([label], count) for label, count in counts.items())


def _lookup(cache: str, hit: bool) -> list[str]:
    return [cache, "hit" if hit else "miss"]


def _labelled(name: str, described: str, labels: list[str], counts: Iterable[tuple[list[str], int]]) -> Metric:
    family = CounterMetricFamily(name, described, labels=labels)
    for values, count in counts:
        family.add_metric(values, count)
    return family


def _pool_metrics(pool: Pool) -> Iterator[Metric]:
    waits, seconds = pool.queue.waits, pool.queue.seconds
    yield GaugeMetricFamily("ahti_read_pool_size", "Connections that the read pool may open.", value=pool.size)
    yield GaugeMetricFamily("ahti_read_pool_opened", "Connections that are open.", value=pool.opened)
    yield GaugeMetricFamily("ahti_read_pool_in_use", "Connections that are lent, or not clean yet.", value=pool.in_use)
    yield GaugeMetricFamily("ahti_read_pool_waiting", "Reads that wait for a connection now.", value=pool.waiting)
    yield CounterMetricFamily("ahti_read_pool_waits", "Reads that had to wait for a connection.", value=waits)
    yield CounterMetricFamily("ahti_read_pool_wait_seconds", "Seconds that these waits took.", value=seconds)
