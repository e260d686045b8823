"""``python3 dev.py bench draw``: the draw against its tickets and beside others, into docs/benchmarks.md."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from ahti.clock import SystemClock
from benchmarks import machine
from benchmarks.draw.apart import around, traded
from benchmarks.draw.contest import contest
from benchmarks.draw.counting import Broken
from benchmarks.draw.generating import EXCHANGERS, REALISTIC, Mix, market
from benchmarks.draw.picture import picture
from benchmarks.draw.report import Run, report
from benchmarks.draw.sizes import sized
from benchmarks.page import DOCS, write_part

_ROOT = Path(__file__).parents[2]
_LOOK = _ROOT / ".dev" / "bench"
_PICTURE = "benchmarks-draw.png"
_PACKAGES = ("numpy", "scipy", "networkx", "matching")
_SIZES = (10_000, 100_000, 1_000_000)


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench draw", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a minute, without the million, into .dev/bench")
    parser.add_argument("--rounds", type=int, help="how many rounds: 7, or 2 when quick")
    given = parser.parse_args(words)
    try:
        found = _run(_SIZES[:2] if given.quick else _SIZES, rounds=given.rounds or (2 if given.quick else 7))
    except Broken as broken:
        print(broken, file=sys.stderr)
        return 1
    folder = _LOOK if given.quick else DOCS
    told = report(found, picture=_PICTURE)
    page = write_part(folder, "draw", told)
    picture(found, folder / _PICTURE)
    print(told)
    print(f"written: {page.relative_to(_ROOT)}")
    return 0


def _run(sizes: Sequence[int], *, rounds: int) -> Run:
    before = machine.load()
    plain = market("10,000 newcomers, 4,000 places", Mix(newcomers=10_000), seed=1)
    said = "A realistic mix: 2,400 renew, 600 exchange, 1,000 places are free, 10,000 newcomers"
    mixed = market(said, REALISTIC, seed=2)
    return Run(
        day=SystemClock().now().date(),
        sizes=[_told(f"{size:,} applicants", sized(size, rounds=rounds)) for size in sizes],
        plain=_told("newcomers", contest(plain, exchanging=0, rounds=rounds)),
        mixed=_told("mix", contest(mixed, exchanging=REALISTIC.exchanging, rounds=rounds)),
        traded=_told("exchangers", traded(market("exchangers", EXCHANGERS, seed=3), rounds=rounds)),
        around=_told("apart", around(mixed, rounds=rounds)),
        rounds=rounds,
        load=(before, machine.load()),
        machine=machine.machine(),
        versions=machine.versions(_PACKAGES),
    )


Found = TypeVar("Found")


def _told(what: str, found: Found) -> Found:
    """Say that a part of the run is through."""
    print(f"  {what}: compared and timed", flush=True)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
