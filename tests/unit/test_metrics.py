"""What is counted is read by Prometheus under names that dashboards rely on."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from ahti.metrics import Metrics
from schema.requests import Meter


@dataclass
class Queue:
    waits: int = 7
    seconds: float = 1.5


@dataclass
class Pool:
    size: int = 8
    opened: int = 6
    in_use: int = 5
    waiting: int = 2
    queue: Queue = field(default_factory=Queue)


def samples(metrics: Metrics) -> Iterator[tuple[str, float]]:
    """Each sample as it is read: ``name{label=value}`` and its number."""
    for family in text_string_to_metric_families(generate_latest(metrics.registry).decode()):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sample.labels.items())
            yield f"{sample.name}{{{labels}}}" if labels else sample.name, sample.value


def read(metrics: Metrics, prefix: str) -> dict[str, float]:
    return {name: value for name, value in samples(metrics) if name.startswith(prefix)}


def test_reads_are_told_by_the_engine_they_ran_on() -> None:
    metrics = Metrics()
    meter: Meter = metrics
    for _ in range(3):
        meter.planned()
    for reason in ("mutation", "resolver", "resolver"):
        meter.fell_back(reason)
    assert read(metrics, "ahti_reads") == {
        "ahti_reads_planned_total": 3,
        "ahti_reads_fallback_total{reason=mutation}": 1,
        "ahti_reads_fallback_total{reason=resolver}": 2,
    }


def test_caches_are_told_apart_and_hits_from_misses() -> None:
    metrics = Metrics()
    for cache, hit in (("plans", True), ("plans", True), ("plans", False), ("results", False)):
        metrics.looked_up(cache, hit=hit)
    assert read(metrics, "ahti_cache") == {
        "ahti_cache_lookups_total{cache=plans,result=hit}": 2,
        "ahti_cache_lookups_total{cache=plans,result=miss}": 1,
        "ahti_cache_lookups_total{cache=results,result=miss}": 1,
    }


def test_refusals_are_told_by_their_code() -> None:
    metrics = Metrics()
    metrics.refused("LIMIT_EXCEEDED")
    assert read(metrics, "ahti_refusals") == {"ahti_refusals_total{code=LIMIT_EXCEEDED}": 1}


def test_requests_are_told_by_the_class_of_their_status() -> None:
    metrics = Metrics()
    for status in (200, 200, 304, 400, 499, 503):
        metrics.observe(status, 0.001)
    assert read(metrics, "ahti_requests") == {
        "ahti_requests_total{status=2xx}": 2,
        "ahti_requests_total{status=3xx}": 1,
        "ahti_requests_total{status=4xx}": 2,
        "ahti_requests_total{status=5xx}": 1,
    }


def test_durations_are_counted_up_to_each_bound() -> None:
    metrics = Metrics()
    for seconds in (0.0001, 0.0005, 0.0006, 0.75, 60.0):
        metrics.observe(200, seconds)
    told = read(metrics, "ahti_request_seconds")
    buckets = {name.partition("le=")[2].rstrip("}"): value for name, value in told.items() if "le=" in name}
    assert [buckets[bound] for bound in ("0.0005", "0.001", "0.5", "1.0", "10.0", "+Inf")] == [2, 3, 3, 4, 4, 5]
    assert told["ahti_request_seconds_count"] == 5
    assert round(told["ahti_request_seconds_sum"], 4) == 60.7512


def test_pool_is_told_as_it_is_when_it_is_read() -> None:
    metrics, pool = Metrics(), Pool()
    before = read(metrics, "ahti_read_pool")
    metrics.watch(pool)
    pool.in_use, pool.queue.waits = 8, 9
    assert before == {}
    assert read(metrics, "ahti_read_pool") == {
        "ahti_read_pool_size": 8,
        "ahti_read_pool_opened": 6,
        "ahti_read_pool_in_use": 8,
        "ahti_read_pool_waiting": 2,
        "ahti_read_pool_waits_total": 9,
        "ahti_read_pool_wait_seconds_total": 1.5,
    }


def test_two_services_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.planned()
    assert read(other, "ahti_reads") == {"ahti_reads_planned_total": 0}
