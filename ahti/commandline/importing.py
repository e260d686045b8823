"""``ahti import venepaikat FILE...``: bring a published catalogue in, all of it or nothing."""

import asyncio
import json
import logging
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.db import Database
from ahti.gateways.venepaikat import SYSTEM, Priced, read_catalogue, read_prices
from ahti.refusal import OperatorError
from ahti.running import migrated_database
from ahti.settings import Settings
from harbors.errors import HarborError
from harbors.places.commands import load_catalogue
from harbors.places.comparison import Report
from harbors.places.records import Catalogue
from harbors.prices.importing import load_price_lists
from harbors.sql import Connection
from harbors.switch_reasons.commands import load_reasons
from harbors.text import Language

SOURCES = ("venepaikat",)
_STATEMENT_TIMEOUT_MS = 300_000

_log = logging.getLogger(__name__)


class BadReportFile(OperatorError):
    """The report cannot be written where it was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the files say together."""

    catalogue: Catalogue
    priced: Priced


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
    parser.add_argument(
        "--prices-from",
        metavar="DATE",
        type=date.fromisoformat,
        help="the first day of the seasons for which the prices in the files hold: 1 January of this year unless said",
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace, settings: Settings) -> int:
    if arguments.report is not None:
        _require_place_for(arguments.report)
    read = _read(arguments.files, now=SystemClock().now(), prices_from=arguments.prices_from)
    _log.info("read %s", _counted(read.catalogue))
    with migrated_database(settings) as url:
        report = asyncio.run(_load(url, read))
    text = json.dumps({kind: asdict(counts) for kind, counts in report.items()}, indent=2) + "\n"
    sys.stdout.write(text)
    if arguments.report is not None:
        _write(arguments.report, text)
    return 0


def _read(files: Sequence[Path], *, now: datetime, prices_from: date | None) -> Read:
    first = prices_from or date(now.year, 1, 1)
    return Read(catalogue=read_catalogue(files, fetched_at=now), priced=read_prices(files, fetched_at=now, first=first))


async def _load(url: str, read: Read) -> Report:
    async with Database.open(url, size=1, statement_timeout_ms=_STATEMENT_TIMEOUT_MS) as database:
        try:
            async with database.unit_of_work() as connection:
                return await _load_all(connection, read, now=SystemClock().now())
        except HarborError as error:
            sentences = (problem.in_language(Language.EN) for problem in error.problems)
            raise UnsoundCatalogue("\n".join(sentences)) from None


async def _load_all(connection: Connection, read: Read, *, now: datetime) -> Report:
    """The catalogue first, since prices name harbors and areas; a kind that the files do not have is left as it is."""
    report = dict(await load_catalogue(connection, read.catalogue, now=now))
    if lists := read.priced.price_lists:
        report["priceLists"] = await load_price_lists(connection, lists, source=SYSTEM, now=now, chance=SystemChance())
    if reasons := read.priced.reasons:
        report["switchReasons"] = await load_reasons(connection, reasons, source=SYSTEM, now=now)
    return report


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
