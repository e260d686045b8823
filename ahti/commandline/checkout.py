"""``ahti checkout``: the embedded payment page as a process of its own."""

import asyncio
import sys
from argparse import Namespace
from typing import Any

from ahti.chance import SystemChance
from ahti.checkout.app import open_checkout
from ahti.checkout.keeping import FOLDER, kept_secret
from ahti.checkout.mischief import NONE, Mischief
from ahti.clock import SystemClock
from ahti.settings import Settings
from ahti.web.server import address_of, fastest_loop, open_socket, serve


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "checkout",
        help="a payment page to try payments with",
        description="Serves a payment service of our own, in which no real money moves; AHTI_CHECKOUT of the service "
        "names its address and secret. What it promised stands in the data directory. Stops in good order on SIGTERM "
        "and Ctrl-C.",
    )
    parser.add_argument(
        "--mischief",
        metavar="JSON",
        help='what goes wrong on purpose, like {"lost": 0.1, "late_money": 0.5, "seed": "1"}',
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace, settings: Settings) -> int:
    mischief = Mischief.of(arguments.mischief) if arguments.mischief is not None else NONE
    folder = settings.data_dir / FOLDER
    with (
        open_socket(settings.host, settings.port) as listener,
        asyncio.Runner(loop_factory=fastest_loop()) as runner,
    ):
        url = address_of(listener).rstrip("/")

        async def work() -> None:
            async with open_checkout(
                folder,
                url=url,
                secret=settings.checkout.secret if settings.checkout else kept_secret(folder, SystemChance()),
                clock=SystemClock(),
                chance=SystemChance(),
                mischief=mischief,
            ) as app:
                await serve(app, listener, on_listening=lambda: announce(url))

        runner.run(work())
    return 0


def announce(url: str) -> None:
    """Tell the operator, and any program that waits for our standard output, that we answer and where."""
    sys.stdout.write(f"Payments are made at {url}\n")
    sys.stdout.flush()
