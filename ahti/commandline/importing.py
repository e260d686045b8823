"""``ahti import venepaikat FILE...``: bring a published catalogue in, all of it or nothing."""

import asyncio
import json
import logging
import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ahti.clock import SystemClock
from ahti.db import Database
from ahti.gateways.venepaikat import read_catalogue
from ahti.refusal import OperatorError
from ahti.running import migrated_database
from ahti.settings import Settings
from harbors.errors import HarborError
from harbors.places.commands import load_catalogue
from harbors.places.comparison import Report
from harbors.places.records import Catalogue
from harbors.text import Language

SOURCES = {"venepaikat": read_catalogue}
_STATEMENT_TIMEOUT_MS = 300_000

_log = logging.getLogger(__name__)


class BadReportFile(OperatorError):
    """The report cannot be written where it was asked for."""


class UnsoundCatalogue(OperatorError):
    """The records are well formed and yet do not make a catalogue."""


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "import",
        help="read a published catalogue",
        description="Reads the files together, in the order given, and brings them in in one transaction: a later "
        "file's record takes the place of an earlier one's. What the database had and these files have no longer is "
        "gone, within the kinds that they contain. Prints how much was created, changed, unchanged and gone, as JSON.",
    )
    parser.add_argument("source", choices=sorted(SOURCES), help="whose catalogue it is")
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="the files as they were published")
    parser.add_argument("--report", metavar="FILE", type=Path, help="write what is printed to a file as well")
    parser.set_defaults(run=run)


def run(arguments: Namespace, settings: Settings) -> int:
    if arguments.report is not None:
        _require_place_for(arguments.report)
    catalogue = SOURCES[arguments.source](arguments.files, fetched_at=SystemClock().now())
    _log.info("read %s", _counted(catalogue))
    with migrated_database(settings) as url:
        report = asyncio.run(_load(url, catalogue))
    text = json.dumps({kind: asdict(counts) for kind, counts in report.items()}, indent=2) + "\n"
    sys.stdout.write(text)
    if arguments.report is not None:
        _write(arguments.report, text)
    return 0


async def _load(url: str, catalogue: Catalogue) -> Report:
    async with Database.open(url, size=1, statement_timeout_ms=_STATEMENT_TIMEOUT_MS) as database:
        try:
            async with database.unit_of_work() as connection:
                return await load_catalogue(connection, catalogue, now=SystemClock().now())
        except HarborError as error:
            sentences = (problem.in_language(Language.EN) for problem in error.problems)
            raise UnsoundCatalogue("\n".join(sentences)) from None


def _counted(catalogue: Catalogue) -> str:
    return f"{len(catalogue.harbors)} harbors, {len(catalogue.piers)} piers, {len(catalogue.places)} places"


def _require_place_for(report: Path) -> None:
    if report.is_dir() or not report.parent.is_dir():
        raise BadReportFile(f"--report: {report} is no file that can be written")


def _write(report: Path, text: str) -> None:
    try:
        report.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadReportFile(f"the catalogue is in, but --report: {report}: {error.strerror}") from None
