"""``ahti migrate``: bring the database to the newest revision."""

import sys
from argparse import Namespace
from typing import Any

from ahti.embedded import EmbeddedPostgres
from ahti.migrations import migrate
from ahti.revisions import newest_revision
from ahti.settings import Settings


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "migrate",
        help="bring the database to the newest revision",
        description="Brings the database of AHTI_DATABASE_URL, or our own, to the newest revision. Connect as the "
        "role that shall own the tables; our own database is migrated by serve, demo and import as well.",
    )
    parser.set_defaults(run=run)


def run(_arguments: Namespace, settings: Settings) -> int:
    if settings.database_url is not None:
        migrate(settings.database_url)
    else:
        with EmbeddedPostgres(settings.data_dir, pg_bin=settings.pg_bin) as server:
            migrate(server.url(role="ahti_owner"))
    sys.stdout.write(f"the database is at revision {newest_revision()}\n")
    return 0
