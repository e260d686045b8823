"""``ahti leases import FILE.csv``: a provider's existing tenants are brought in, all of them or none."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.commandline.acts import add_act, as_json
from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.refusal import OperatorError
from ahti.running import migrated_database
from ahti.settings import Settings
from harbors.leases.importing import Report, import_leases
from harbors.leases.registers import OPTIONAL, REQUIRED
from harbors.places.records import ProviderId
from harbors.providers.reads import all_providers
from harbors.text import Language

# Many leases are kept by one statement.
_STATEMENT_TIMEOUT_MS = 300_000


class RegisterRefused(OperatorError):
    """The file was not brought in; the message names lines and fields."""


class _DryRun(Exception):
    """The end of a transaction of which nothing stays."""


def register(subparsers: Any) -> list[ArgumentParser]:
    """Adds the parsers and gives those of the acts: each takes settings."""
    parser = subparsers.add_parser(
        "leases",
        help="bring in who holds a provider's places",
        description="Brings in a provider's existing tenants. What it came to is JSON on standard output.",
    )
    acts = parser.add_subparsers(metavar="ACT", required=True)
    bring = add_act(acts, "import", _import, "bring in the tenants of a CSV file, all of them or none", run=run)
    bring.epilog = f"Columns: {', '.join(REQUIRED)}; where known, {', '.join(OPTIONAL)}."
    bring.add_argument("file", metavar="FILE", type=Path, help="UTF-8, comma separated, with a header")
    bring.add_argument("--provider", required=True, metavar="ID", help="the id that `ahti provider list` shows")
    bring.add_argument("--dry-run", action="store_true", help="only say what would become of it")
    return [bring]


def run(arguments: Namespace, settings: Settings) -> int:
    text = _read(arguments.file)
    with migrated_database(settings) as url:
        answer = asyncio.run(arguments.act(url, arguments, text))
    sys.stdout.write(as_json(answer))
    return 0


async def _import(url: str, arguments: Namespace, text: str) -> Any:
    options = {"size": 1, "statement_timeout_ms": _STATEMENT_TIMEOUT_MS}
    async with Database.open(url, refusals=REFUSALS, **options) as database:
        report = await _brought(database, arguments, text)
    if report.faults:
        said = (
            f"{arguments.file}:{fault.line}: {fault.problem.field or 'line'}: {fault.problem.in_language(Language.EN)}"
            for fault in report.faults
        )
        raise RegisterRefused("\n".join(said))
    return {"created": report.created, "unchanged": report.unchanged, "dryRun": arguments.dry_run}


async def _brought(database: Database, arguments: Namespace, text: str) -> Report:
    now, chance = SystemClock().now(), SystemChance()
    report = Report()
    try:
        async with database.unit_of_work() as connection:
            known = {str(id): id for id, _, _ in await all_providers(connection)}
            provider_id = known.get(arguments.provider)
            if provider_id is None:
                raise RegisterRefused(f"--provider: there is no {arguments.provider}: see `ahti provider list`")
            report = await import_leases(connection, text, provider_id=ProviderId(provider_id), now=now, chance=chance)
            if arguments.dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return report


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise RegisterRefused(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise RegisterRefused(f"{file}: this is not UTF-8") from None
