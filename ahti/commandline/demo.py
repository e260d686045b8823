"""``ahti demo``: a city with a first season, from nothing, and then the service on it."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from starlette.routing import Route

from ahti.beacon.wanted import own_chain
from ahti.checkout.wanted import page_beside
from ahti.clock import SystemClock
from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.demonstration.members import settle_people
from ahti.demonstration.outbox.pages import outbox_routes
from ahti.demonstration.outcome import show_outcome
from ahti.demonstration.progress import Steps
from ahti.demonstration.season import APPLICATIONS, play_season
from ahti.embedded.erasing import erase
from ahti.gateways.payments.opening import open_gateways
from ahti.gateways.payments.terms import CheckoutTerms
from ahti.issuer.app import issuer_at
from ahti.issuer.clients import NATIVE
from ahti.issuer.guard import FOLDER as ISSUER_FOLDER
from ahti.issuer.guard import wanted_beside
from ahti.metrics import Metrics
from ahti.public import Public
from ahti.running import embedded_database
from ahti.serving import open_doors, serve_database
from ahti.settings import Settings
from ahti.worker.opening import open_worker
from ahti.worker.running import working_beside
from schema.root import build

FOLDER = "demo"


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "demo",
        help="a city with a first season, from nothing",
        description="Starts a database of its own in the data directory, loads a catalogue of Helsinki, takes 10,000 "
        "applications, draws, prints the outcome and serves. Run again it reuses what is there.",
    )
    parser.add_argument("--fresh", action="store_true", help="begin from nothing, whatever an earlier run left")
    parser.add_argument("--exit", action="store_true", help="do not serve at the end")
    parser.set_defaults(run=run)


def run(arguments: Namespace, settings: Settings) -> int:
    folder = settings.data_dir / FOLDER
    issues = not arguments.exit and wanted_beside(settings, usually=True, external=False)
    with ExitStack() as exits:
        # The ports come first: whoever cannot have them should not wait for a season.
        doors = (
            None
            if arguments.exit
            else exits.enter_context(open_doors(settings, beacon=own_chain(settings, usually=True)))
        )
        url = exits.enter_context(prepared(folder, settings, steps=Steps(), fresh=arguments.fresh))
        if doors and issues:
            asyncio.run(_settle(url, issuer_at(doors.address)))
        if doors:
            page = page_beside(
                settings, data_dir=folder, address=doors.address, public_url=doors.public.url, usually=True
            )
            terms = page.terms if page else None
            serve_database(
                url,
                doors,
                build(),
                issuers=settings.issuers,
                issuer_folder=folder / ISSUER_FOLDER if issues else None,
                sign_in=settings.sign_in,
                checkout=page,
                gateways=partial(open_gateways, settings, beside=terms),
                on_listening=partial(announce, doors.address, issues=issues),
                beside=partial(outbox_and_worker, url, settings, doors.public, terms),
            )
    return 0


@contextmanager
def prepared(
    folder: Path, settings: Settings, *, steps: Steps, fresh: bool = False, crowd: int = APPLICATIONS
) -> Iterator[str]:
    """The demonstration's database with the season played and its outcome printed. ``crowd``: how many apply."""
    if fresh:
        erase(folder)
    with ExitStack() as exits:
        with steps:
            with steps.step("Database started and migrated"):
                url = exits.enter_context(embedded_database(folder, pg_bin=settings.pg_bin))
            asyncio.run(_play(url, steps, crowd))
        yield url


async def _play(url: str, steps: Steps, crowd: int) -> None:
    async with Database.open(url, refusals=REFUSALS) as database:
        a_round = await play_season(database, clock=SystemClock(), steps=steps, crowd=crowd)
        async with database.unit_of_work() as connection:
            await show_outcome(connection, a_round, console=Console(file=sys.stdout))


async def _settle(url: str, issuer: str) -> None:
    async with Database.open(url, refusals=REFUSALS, size=1) as database:
        await settle_people(database, issuer, clock=SystemClock())


@asynccontextmanager
async def outbox_and_worker(
    url: str, settings: Settings, public: Public, checkout: CheckoutTerms | None, metrics: Metrics
) -> AsyncIterator[Sequence[Route]]:
    """The worker of the demonstration, and the pages of what it has not sent."""
    async with (
        open_worker(
            url, settings, metrics=metrics, beacons=public.beacons, checkout=checkout, public_url=public.url
        ) as worker,
        working_beside(worker),
    ):
        yield outbox_routes(worker.tools.database)


def announce(address: str, *, issues: bool) -> None:
    """Tell whoever looks at the terminal what to open."""
    signing_in = f"Programs sign people in at {issuer_at(address)} as {NATIVE.client_id}. " if issues else ""
    sys.stdout.write(
        f"\nOpen {address} for GraphiQL; programs send GraphQL to {address}graphql. Mail is kept at "
        f"{address}outbox. {signing_in}Ctrl-C ends it.\n"
    )
    sys.stdout.flush()
