"""``ahti recount``: hold the figures that the database keeps of places against the places themselves."""

import asyncio
import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ahti.db import Database
from ahti.running import migrated_database
from ahti.settings import Settings
from harbors.places.figures import Difference, differing_figures, mend_figures

_STATEMENT_TIMEOUT_MS = 300_000


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "recount",
        help="hold stored figures against the places",
        description="Counts the places of every harbor, pier, winter storage area and section again and prints each "
        "stored figure that says something else, as JSON. Ends with 1 when one does, mended or not.",
    )
    parser.add_argument("--mend", action="store_true", help="have the figures that differ counted again and stored")
    parser.set_defaults(run=run)


def run(arguments: Namespace, settings: Settings) -> int:
    with migrated_database(settings) as url:
        different, left = asyncio.run(_recount(url, mend=arguments.mend))
    answer = {"different": [asdict(one) for one in different], "mended": len(different) - len(left)}
    sys.stdout.write(json.dumps(answer, indent=2, default=str) + "\n")
    return 1 if different else 0


async def _recount(url: str, *, mend: bool) -> tuple[Sequence[Difference], Sequence[Difference]]:
    """What differs, and what still does at the end."""
    async with (
        Database.open(url, size=1, statement_timeout_ms=_STATEMENT_TIMEOUT_MS) as database,
        database.unit_of_work() as connection,
    ):
        different = await differing_figures(connection)
        if not (different and mend):
            return different, different
        await mend_figures(connection, different)
        return different, await differing_figures(connection)
