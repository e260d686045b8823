"""``ahti serve``: serve the API until the process is told to stop."""

import sys
from argparse import Namespace
from functools import partial
from typing import Any

from ahti.beacon.wanted import own_chain
from ahti.checkout.wanted import page_beside
from ahti.gateways.payments.opening import open_gateways
from ahti.issuer.guard import FOLDER, wanted_beside
from ahti.running import migrated_database
from ahti.serving import open_doors, serve_database
from ahti.settings import Settings
from ahti.worker.opening import beside
from schema.root import build


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "serve",
        help="serve the API",
        description="Serves GraphQL at /graphql and a page to try it at /. Our own database is started and migrated; "
        "that of AHTI_DATABASE_URL has to be at the newest revision. Jobs that were put off, such as mail, are done in "
        "here with our own database, and by `ahti worker` with an external one; --worker says otherwise. Stops in good "
        "order on SIGTERM and Ctrl-C.",
    )
    parser.set_defaults(run=run)


def run(_arguments: Namespace, settings: Settings) -> int:
    issues = wanted_beside(settings, usually=False, external=settings.database_url is not None)
    folder = settings.data_dir / FOLDER if issues else None
    # The ports come first: whoever cannot have them should not wait for a database.
    with open_doors(settings, beacon=own_chain(settings, usually=False)) as doors, migrated_database(settings) as url:
        page = page_beside(
            settings,
            data_dir=settings.data_dir,
            address=doors.address,
            public_url=doors.public.url,
            usually=False,
        )
        terms = page.terms if page else None
        serve_database(
            url,
            doors,
            build(),
            issuers=settings.issuers,
            issuer_folder=folder,
            sign_in=settings.sign_in,
            checkout=page,
            gateways=partial(open_gateways, settings, beside=terms),
            on_listening=partial(announce, doors.address),
            beside=beside(url, settings, doors.public, checkout=terms),
        )
    return 0


def announce(address: str) -> None:
    """Tell the operator, and any program that waits for our standard output, that we answer and where."""
    sys.stdout.write(f"Ahti answers at {address} (GraphQL: {address}graphql)\n")
    sys.stdout.flush()
