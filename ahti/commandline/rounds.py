"""``ahti round ...``: staff create, look at and close the rounds of applications; for their draws see beside."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.commandline.acts import add_act, as_json, in_words
from ahti.commandline.draws import register_draws
from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.refusal import OperatorError
from ahti.round_files import read_round_file
from ahti.round_reports import brief, published, whole
from ahti.running import migrated_database
from ahti.settings import Settings
from harbors.allocations.reads import draw_of_round, results_of
from harbors.chance import draw_id
from harbors.errors import HarborError
from harbors.rounds.commands import close_round, create_round
from harbors.rounds.reads import all_rounds, round_by_code

# A draw is kept by a few large statements.
_STATEMENT_TIMEOUT_MS = 300_000


class RoundRefused(OperatorError):
    """What staff asked for cannot be; the message names the fields."""


def register(subparsers: Any) -> list[ArgumentParser]:
    """Adds the parsers and gives those of the acts: each takes settings."""
    parser = subparsers.add_parser(
        "round",
        help="keep the application rounds",
        description="Creates, lists, closes and draws rounds. What an act came to is JSON on standard output.",
    )
    acts = parser.add_subparsers(metavar="ACT", required=True)
    create = add_act(acts, "create", _create, "make a round from a file", run=run)
    create.add_argument("file", metavar="FILE", type=Path, help="the description of the round, as JSON")
    listed = add_act(acts, "list", _list, "all rounds, the newest first", run=run)
    show = add_act(acts, "show", _show, "one round, with its rules and its draw", run=run)
    close = add_act(acts, "close", _close, "close an open round before its time", run=run)
    results = add_act(acts, "results", _results, "who won which choice, by ticket and not by name", run=run)
    results.add_argument("--out", metavar="FILE", type=Path, help="write the results to a file instead")
    for act in (show, close, results):
        act.add_argument("code", metavar="CODE", help="the code of the round, such as berths-2027")
    return [create, listed, show, close, results, *register_draws(acts, run=run)]


def run(arguments: Namespace, settings: Settings) -> int:
    arguments.settings = settings
    with migrated_database(settings) as url:
        answer = asyncio.run(_run(url, arguments))
    text = as_json(answer)
    if getattr(arguments, "out", None):
        _write(arguments.out, text)
    else:
        sys.stdout.write(text)
    return 0


async def _run(url: str, arguments: Namespace) -> Any:
    async with Database.open(url, size=1, refusals=REFUSALS, statement_timeout_ms=_STATEMENT_TIMEOUT_MS) as database:
        try:
            return await arguments.act(database, arguments)
        except HarborError as error:
            raise RoundRefused(in_words(error)) from None


async def _create(database: Database, arguments: Namespace) -> Any:
    a_round, now = read_round_file(arguments.file, id=draw_id(SystemChance())), SystemClock().now()
    async with database.unit_of_work() as connection:
        await create_round(connection, a_round, now=now)
    return brief(a_round, now=now)


async def _list(database: Database, _arguments: Namespace) -> Any:
    now = SystemClock().now()
    async with database.reading() as connection:
        return [brief(a_round, now=now) for a_round in await all_rounds(connection)]


async def _show(database: Database, arguments: Namespace) -> Any:
    async with database.reading() as connection:
        a_round = await round_by_code(connection, arguments.code)
        return whole(a_round, await draw_of_round(connection, a_round.id), now=SystemClock().now())


async def _close(database: Database, arguments: Namespace) -> Any:
    now = SystemClock().now()
    async with database.unit_of_work() as connection:
        return brief(await close_round(connection, arguments.code, now=now), now=now)


async def _results(database: Database, arguments: Namespace) -> Any:
    async with database.reading() as connection:
        a_round = await round_by_code(connection, arguments.code)
        draw = await draw_of_round(connection, a_round.id)
        if draw is None:
            raise RoundRefused(f"code: {a_round.code} has not been drawn")
        return published(a_round, draw, await results_of(connection, draw.id))


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise RoundRefused(f"--out: {out}: {error.strerror}") from None
