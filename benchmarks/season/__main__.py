"""``python3 dev.py bench season``: a round of the city's berths from freeze to results, into docs/benchmarks.md."""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from ahti.clock import SystemClock
from ahti.db import Database
from ahti.settings import load_settings
from benchmarks import machine
from benchmarks.page import DOCS, write_part
from benchmarks.reads.catalogue import NoCatalogue, published
from benchmarks.reads.databases import Databases
from benchmarks.season.ground import Size, prepare
from benchmarks.season.running import Season, season

_ROOT = Path(__file__).parents[2]
_LOOK = _ROOT / ".dev" / "bench"
_TIMEOUT_MS = 300_000


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench season", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the people, into .dev/bench")
    parser.add_argument("--catalogue", type=Path, default=_ROOT.parent / "shared" / "data", help="where helsinki/ is")
    given = parser.parse_args(words)
    size = Size(renewals=240, exchangers=60, newcomers=1_000, free=100) if given.quick else Size()
    before = machine.load()
    try:
        with Databases.running(load_settings().pg_bin) as databases:
            found = asyncio.run(_run(databases.filled(published(given.catalogue), 1), size))
    except NoCatalogue as failure:
        print(failure, file=sys.stderr)
        return 1
    told = "\n".join(report(found, size, day=SystemClock().now().date(), load=(before, machine.load())))
    print(told)
    print(f"written: {write_part(_LOOK if given.quick else DOCS, 'season', told).relative_to(_ROOT)}")
    return 0


async def _run(url: str, size: Size) -> Season:
    async with Database.open(url, size=2, statement_timeout_ms=_TIMEOUT_MS) as database:
        await prepare(database, size)
        return await season(database)


def report(found: Season, size: Size, *, day: date, load: tuple[str, str]) -> Iterator[str]:
    """Its part of the page as Markdown."""
    whole = sum(found.steps.values())
    yield "## A season"
    yield ""
    yield "Written by `python3 dev.py bench season`."
    yield ""
    yield f"The berths that Helsinki published, {size.renewals:,} tenants who renew, {size.exchangers:,} who exchange,"
    yield f"{size.newcomers:,} newcomers, {size.free:,} berths free; seeded. Through the database, as staff do it: from"
    yield "a closed round to published results with explanations. Waiting for the beacon is not counted."
    yield ""
    yield from _table("step", found.steps)
    yield f"| **together** (aim: under 15) | **{whole:.1f}** |"
    yield ""
    yield f"{found.awards:,} of {found.applications:,} have a berth, {found.sealed:,} records are sealed in the public"
    yield f"bundle, {found.explanations:,} refused choices are explained. Measured once more, by themselves:"
    yield ""
    yield from _table("part", found.parts)
    yield ""
    share = found.parts["the draw"] / whole
    yield f"On {day.isoformat()}, once; figures of one machine, not ratios: the draw is {share:.1%} of the whole."
    yield ""
    yield from (f"- {name}: {said}" for name, said in machine.machine().items())
    yield f"- processes that wanted a core before and after: {load[0]}; {load[1]}"
    yield ""
    yield "To repeat it: `python3 dev.py bench season`; `--quick` for a look."


def _table(what: str, seconds: Mapping[str, float]) -> Iterator[str]:
    yield f"| {what} | seconds |"
    yield "|---|---:|"
    for name, taken in seconds.items():
        yield f"| {name} | {taken:.2f} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
