"""``ahti serve``: serve the API until the process is told to stop."""

import sys
from argparse import Namespace
from functools import partial
from typing import Any

from ahti.running import migrated_database
from ahti.serving import serve_database
from ahti.settings import Settings
from ahti.web.server import address_of, open_socket
from schema.root import build


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "serve",
        help="serve the API",
        description="Serves GraphQL at /graphql and a page to try it at /. Our own database is started and migrated; "
        "that of AHTI_DATABASE_URL has to be at the newest revision. Stops in good order on SIGTERM and Ctrl-C.",
    )
    parser.set_defaults(run=run)


def run(_arguments: Namespace, settings: Settings) -> int:
    # The port comes first: whoever cannot have it should not wait for a database.
    with open_socket(settings.host, settings.port) as listener, migrated_database(settings) as url:
        told = partial(announce, address_of(listener))
        serve_database(url, listener, build(), on_listening=told)
    return 0


def announce(address: str) -> None:
    """Tell the operator, and any program that waits for our standard output, that we answer and where."""
    sys.stdout.write(f"Ahti answers at {address} (GraphQL: {address}graphql)\n")
    sys.stdout.flush()
