"""Knows the kinds of jobs, when those that recur are due, and what a job is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID
from zoneinfo import ZoneInfo

JobId = NewType("JobId", int)
WorkerId = NewType("WorkerId", UUID)

_HELSINKI = ZoneInfo("Europe/Helsinki")


class Job(StrEnum):
    """What can be put off. Each has a handler in ``ahti/worker/handlers.py``, which takes ids and loads the rest."""

    SEND_MESSAGE = "SEND_MESSAGE"
    ASK_GATEWAY = "ASK_GATEWAY"
    SEND_REFUND = "SEND_REFUND"
    PUT_GATEWAY_ASKS = "PUT_GATEWAY_ASKS"
    FORGET_MESSAGES = "FORGET_MESSAGES"
    TRIM_JOB_LOG = "TRIM_JOB_LOG"
    END_RETENTION = "END_RETENTION"
    FORGET_TOKENS = "FORGET_TOKENS"
    TELL_OF_ENDING_KEYS = "TELL_OF_ENDING_KEYS"
    REFRESH_ODDS = "REFRESH_ODDS"
    SIMULATE_ODDS = "SIMULATE_ODDS"
    COUNT_QUEUES = "COUNT_QUEUES"
    PUT_EXCHANGE_SEARCHES = "PUT_EXCHANGE_SEARCHES"
    SEARCH_EXCHANGES = "SEARCH_EXCHANGES"
    EXPIRE_EXCHANGES = "EXPIRE_EXCHANGES"
    LOOK_AT_SWITCH_DUES = "LOOK_AT_SWITCH_DUES"
    FETCH_BEACONS = "FETCH_BEACONS"
    FREEZE_ROUND = "FREEZE_ROUND"
    REHEARSE_DRAW = "REHEARSE_DRAW"
    RUN_DRAW = "RUN_DRAW"
    RUN_BATCH = "RUN_BATCH"
    PUBLISH_RESULTS = "PUBLISH_RESULTS"
    TELL_RESULTS = "TELL_RESULTS"
    TELL_BATCH = "TELL_BATCH"
    HANDLE_APPLICATIONS = "HANDLE_APPLICATIONS"
    PUT_CARRYING = "PUT_CARRYING"
    REMIND_OF_DRAFTS = "REMIND_OF_DRAFTS"
    CARRY_APPLICATIONS = "CARRY_APPLICATIONS"
    TELL_SEASON = "TELL_SEASON"
    TELL_GATE = "TELL_GATE"
    RENEW_LEASES = "RENEW_LEASES"
    PUT_OFFERS = "PUT_OFFERS"
    MAKE_OFFERS = "MAKE_OFFERS"
    REMIND_OF_OFFERS = "REMIND_OF_OFFERS"
    EXPIRE_OFFERS = "EXPIRE_OFFERS"
    WRITE_CIRCULAR = "WRITE_CIRCULAR"
    REMIND_OF_STORAGE = "REMIND_OF_STORAGE"


# Somebody sits and waits for these: they go before the ten thousand mails of a published round.
AWAITED = frozenset({Job.FREEZE_ROUND, Job.REHEARSE_DRAW, Job.RUN_DRAW, Job.PUBLISH_RESULTS, Job.HANDLE_APPLICATIONS})


class JobStatus(StrEnum):
    """Where a job stands; the values are pgqueuer's. What is done has no row any more, only lines in the log."""

    WAITING = "queued"
    PICKED = "picked"
    HELD = "failed"


JOB_TRANSITIONS: Mapping[JobStatus, frozenset[JobStatus]] = MappingProxyType(
    {
        # To be done by a worker.
        JobStatus.WAITING: frozenset({JobStatus.PICKED}),
        # Given back or to be tried again; picked by another when the worker is gone; held after the last attempt.
        JobStatus.PICKED: frozenset({JobStatus.WAITING, JobStatus.PICKED, JobStatus.HELD}),
        # Somebody has looked, and wants it tried again.
        JobStatus.HELD: frozenset({JobStatus.WAITING}),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """At each multiple of an interval since 1970."""

    interval: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """Once a day at a time of the wall clock; a time that a change of the clocks skips or repeats comes once, too."""

    at: time
    zone: ZoneInfo = _HELSINKI


Recurrence = Every | Daily

TIMETABLE: Mapping[Job, Recurrence] = MappingProxyType(
    {
        Job.FETCH_BEACONS: Every(interval=timedelta(minutes=1)),
        Job.PUT_GATEWAY_ASKS: Every(interval=timedelta(minutes=1)),
        Job.TRIM_JOB_LOG: Daily(at=time(3, 10)),
        Job.FORGET_MESSAGES: Daily(at=time(3, 20)),
        Job.END_RETENTION: Daily(at=time(3, 30)),
        Job.FORGET_TOKENS: Every(interval=timedelta(hours=1)),
        Job.TELL_OF_ENDING_KEYS: Daily(at=time(9, 0)),
        Job.REFRESH_ODDS: Every(interval=timedelta(hours=1)),
        Job.PUT_CARRYING: Every(interval=timedelta(hours=1)),
        Job.REMIND_OF_DRAFTS: Every(interval=timedelta(hours=1)),
        Job.COUNT_QUEUES: Every(interval=timedelta(hours=1)),
        Job.PUT_EXCHANGE_SEARCHES: Every(interval=timedelta(days=28)),
        Job.EXPIRE_EXCHANGES: Every(interval=timedelta(hours=1)),
        Job.LOOK_AT_SWITCH_DUES: Every(interval=timedelta(hours=1)),
        Job.PUT_OFFERS: Every(interval=timedelta(hours=1)),
        Job.REMIND_OF_OFFERS: Every(interval=timedelta(hours=1)),
        Job.EXPIRE_OFFERS: Every(interval=timedelta(hours=1)),
        Job.REMIND_OF_STORAGE: Every(interval=timedelta(hours=1)),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """A job that is not done, with the last thing that went wrong."""

    id: JobId
    kind: str
    status: JobStatus
    ids: Mapping[str, str]
    attempts: int
    created_at: datetime
    due_at: datetime
    last_error: str | None
