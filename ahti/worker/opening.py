"""Knows how a worker is opened on a database with what the operator has set, by itself or beside the service."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from functools import partial

from starlette.routing import Route

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.gateways.mail.carriers import Carriers, NoSms
from ahti.gateways.mail.servers import sender_of
from ahti.gateways.mail.sms import HttpSmsCarrier
from ahti.gateways.mail.smtp import SmtpCarrier
from ahti.gateways.payments.opening import open_gateways
from ahti.gateways.payments.terms import CheckoutTerms
from ahti.metrics import Metrics
from ahti.public import Public
from ahti.settings import Settings
from ahti.worker.meter import JobMeter
from ahti.worker.running import Worker, stop, working_beside
from ahti.worker.tasks import Tools
from harbors.beacons.records import BeaconSource

# What runs beside the service, with its figures, and brings it routes.
Beside = Callable[[Metrics], AbstractAsyncContextManager[Sequence[Route]]]

_CONNECTIONS = 4
_STATEMENT_TIMEOUT_MS = 60_000


def carriers_of(settings: Settings) -> Carriers:
    """Who carries messages: what is not set up carries none."""
    mail = SmtpCarrier(settings.smtp_url, sender_of(settings.mail_from)) if settings.smtp_url else None
    if settings.sms_url is None:
        return Carriers(mail=mail, sms=NoSms())
    return Carriers(
        mail=mail, sms=HttpSmsCarrier(url=settings.sms_url, sender=settings.sms_from, token=settings.sms_token)
    )


@asynccontextmanager
async def open_worker(
    url: str,
    settings: Settings,
    *,
    metrics: Metrics,
    beacons: Sequence[BeaconSource],
    checkout: CheckoutTerms | None = None,
    public_url: str | None = None,
) -> AsyncIterator[Worker]:
    """A worker that does not work yet. Raises ``OperatorError``.

    ``checkout``: the payment page beside the service. ``public_url``: where the service is found, if that is known.
    """
    async with (
        Database.open(
            url, size=_CONNECTIONS, refusals=REFUSALS, statement_timeout_ms=_STATEMENT_TIMEOUT_MS
        ) as database,
        open_gateways(settings, beside=checkout) as gateways,
    ):
        tools = Tools(
            database=database,
            clock=SystemClock(),
            chance=SystemChance(),
            carriers=carriers_of(settings),
            beacons=beacons,
            gateways=gateways,
            public_url=public_url or settings.public_url or f"http://{settings.host}:{settings.port}",
        )
        yield Worker(url, tools, JobMeter(metrics.registry))


def beside(url: str, settings: Settings, public: Public, *, checkout: CheckoutTerms | None = None) -> Beside:
    """What runs while the service does: a worker, unless it works apart."""
    if not settings.works_inside:
        return lambda _metrics: nullcontext(())
    return partial(_working, url, settings, public, checkout)


@asynccontextmanager
async def _working(
    url: str, settings: Settings, public: Public, checkout: CheckoutTerms | None, metrics: Metrics
) -> AsyncIterator[Sequence[Route]]:
    async with (
        open_worker(
            url, settings, metrics=metrics, beacons=public.beacons, checkout=checkout, public_url=public.url
        ) as worker,
        working_beside(worker),
    ):
        yield ()


async def work_until_told(worker: Worker, *, on_working: Callable[[], None]) -> None:
    """Work until this task is cancelled, as the signals that stop us do."""
    end = asyncio.Event()
    working = asyncio.create_task(worker.run(end, on_working=on_working))
    with suppress(asyncio.CancelledError):
        await asyncio.shield(working)
    await stop(working, end)
