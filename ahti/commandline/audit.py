"""``ahti audit ...``: the trail of who did and saw what, held against its hashes; and its head, to publish."""

import asyncio
import json
import re
import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from ahti.db import Database
from ahti.demonstration.progress import Steps
from ahti.refusal import OperatorError
from ahti.running import migrated_database
from ahti.sealing import seal_all
from ahti.settings import Settings
from harbors.access.commands import act_as_system
from harbors.audit.reads import head
from harbors.audit.verifying import Verdict, verify

_STATEMENT_TIMEOUT_MS = 300_000
_HEAD = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


class BadHead(OperatorError):
    """What was given is not what ``ahti audit head`` prints."""


def register(subparsers: Any) -> list[ArgumentParser]:
    """Adds the parsers and gives those of the acts: each takes settings."""
    parser = subparsers.add_parser(
        "audit",
        help="hold the trail of who did and saw what against its hashes",
        description="Each entry of the trail is hashed with the hash before it. Publish the head from time to time "
        "where nobody here can change it: with it, a trail whose end was cut off or that was written again is noticed.",
    )
    acts = parser.add_subparsers(metavar="ACT", required=True)
    verifying = acts.add_parser(
        "verify",
        help="read all entries and compute every hash again",
        description="Prints what was found as JSON. Ends with 1 when anything was changed, removed, added or moved.",
    )
    verifying.add_argument("--head", metavar="NUMBER:HASH", help="a head that was published; the trail has to hold it")
    verifying.set_defaults(run=run_verify)
    heading = acts.add_parser(
        "head",
        help="print the number and the hash of the newest entry",
        description="Seals what waits and prints the newest entry as NUMBER:HASH, for publication elsewhere.",
    )
    heading.set_defaults(run=run_head)
    return [verifying, heading]


def run_verify(arguments: Namespace, settings: Settings) -> int:
    published = None if arguments.head is None else read_head(arguments.head)
    with migrated_database(settings) as url, Steps() as steps:
        verdict = asyncio.run(_verify(url, steps, published))
    sys.stdout.write(json.dumps(_told(verdict), indent=2) + "\n")
    return 1 if verdict.fault_count else 0


def run_head(_arguments: Namespace, settings: Settings) -> int:
    with migrated_database(settings) as url:
        sys.stdout.write(f"{asyncio.run(_head(url))}\n")
    return 0


def read_head(text: str) -> tuple[int, bytes]:
    """A head as it was printed. Raises ``BadHead``."""
    found = _HEAD.fullmatch(text)
    if found is None:
        raise BadHead(f"--head: {text!r} is not NUMBER:HASH as `ahti audit head` prints it")
    return int(found[1]), bytes.fromhex(found[2])


async def _verify(url: str, steps: Steps, published: tuple[int, bytes] | None) -> Verdict:
    async with (
        Database.open(url, size=1, statement_timeout_ms=_STATEMENT_TIMEOUT_MS) as database,
        database.unit_of_work() as connection,
    ):
        await act_as_system(connection)
        known = await head(connection)
        with steps.step("Entries of the trail", total=known.number) as step:
            return await verify(connection, published=published, on_progress=step.advance)


async def _head(url: str) -> str:
    async with Database.open(url, size=1, statement_timeout_ms=_STATEMENT_TIMEOUT_MS) as database:
        await seal_all(database)
        async with database.unit_of_work() as connection:
            await act_as_system(connection)
            return str(await head(connection))


def _told(verdict: Verdict) -> dict[str, Any]:
    number, hash = verdict.head
    return {
        "entries": verdict.entries,
        "erased": verdict.erased,
        "unsealed": verdict.unsealed,
        "head": f"{number}:{hash.hex()}",
        "faults": verdict.faults,
        "faultCount": verdict.fault_count,
    }
