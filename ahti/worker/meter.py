"""Knows what is counted while jobs are done, and how Prometheus reads it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from harbors.jobs.reads import JobCount


class JobMeter:
    """The meter of one worker; ``counted`` is what the queue held when somebody looked last."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self._done: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()
        self._milliseconds: Counter[str] = Counter()
        self._queue: Sequence[JobCount] = ()
        self._oldest = 0.0
        if registry is not None:
            registry.register(self)

    def done(self, kind: str, seconds: float) -> None:
        self._done[kind] += 1
        self._milliseconds[kind] += round(seconds * 1_000)

    def failed(self, kind: str) -> None:
        self._failed[kind] += 1

    def counted(self, queue: Sequence[JobCount], *, now: datetime) -> None:
        """What stands in the queue, as it was just read."""
        self._queue = queue
        since = [count.due_since for count in queue if count.due_since is not None]
        self._oldest = max(0.0, (now - min(since)).total_seconds()) if since else 0.0

    def collect(self) -> Iterator[Metric]:
        """What Prometheus reads."""
        yield _by_kind("ahti_jobs_done", "Jobs that this worker has done.", self._done)
        yield _by_kind("ahti_jobs_failed", "Attempts of this worker that failed.", self._failed)
        milliseconds = "Milliseconds that done jobs took, by kind."
        yield _by_kind("ahti_jobs_milliseconds", milliseconds, self._milliseconds)
        queue = GaugeMetricFamily("ahti_jobs", "Jobs that are not done, by kind and status.", labels=["kind", "status"])
        for count in self._queue:
            queue.add_metric([count.kind, count.status.name.lower()], count.count)
        yield queue
        yield GaugeMetricFamily("ahti_jobs_due_seconds", "How long the oldest due job has waited.", value=self._oldest)


def _by_kind(name: str, described: str, counts: Counter[str]) -> Metric:
    family = CounterMetricFamily(name, described, labels=["kind"])
    for kind, count in counts.items():
        family.add_metric([kind], count)
    return family
