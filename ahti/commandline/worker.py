"""``ahti worker``: do the jobs that were put off, until the process is told to stop."""

import asyncio
import sys
from argparse import Namespace
from contextlib import ExitStack
from typing import Any

from ahti.beacon.wanted import beacons_elsewhere
from ahti.metrics import Metrics
from ahti.running import migrated_database
from ahti.serving import metrics_beside
from ahti.settings import Settings
from ahti.web.server import fastest_loop, open_socket
from ahti.worker.opening import open_worker, work_until_told


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "worker",
        help="do the jobs that were put off",
        description="Sends mail, tidies up and does whatever else was put off; several workers share the work. "
        "`ahti serve` does the same inside itself unless AHTI_WORKER=apart or the database is an external one. Mail "
        "goes to AHTI_SMTP_URL (smtp://user:password@host:port) from AHTI_MAIL_FROM, SMS to AHTI_SMS_URL with "
        "AHTI_SMS_TOKEN; what has nowhere to go stays in the outbox. Stops in good order on SIGTERM and Ctrl-C.",
    )
    parser.set_defaults(run=run)


def run(_arguments: Namespace, settings: Settings) -> int:
    with ExitStack() as exits:
        listener = None
        if settings.metrics_port is not None:
            own = open_socket(settings.host, settings.metrics_port, option="--metrics-port")
            listener = exits.enter_context(own)
        url = exits.enter_context(migrated_database(settings))
        runner = exits.enter_context(asyncio.Runner(loop_factory=fastest_loop()))

        async def work() -> None:
            metrics = Metrics()
            async with (
                open_worker(url, settings, metrics=metrics, beacons=beacons_elsewhere(settings)) as worker,
                metrics_beside(metrics, listener),
            ):
                await work_until_told(worker, on_working=announce)

        runner.run(work())
    return 0


def announce() -> None:
    """Tell the operator, and any program that waits for our standard output, that we work."""
    sys.stdout.write("Ahti does jobs\n")
    sys.stdout.flush()
