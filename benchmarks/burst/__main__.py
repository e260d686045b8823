"""``python3 dev.py bench burst``: applications over the API beside plain SQL, into docs/benchmarks.md."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ahti.clock import SystemClock
from ahti.refusal import OperatorError
from benchmarks import machine
from benchmarks.burst.comparing import NotTheSame
from benchmarks.burst.report import report
from benchmarks.burst.running import burst
from benchmarks.burst.serving import NotServing
from benchmarks.page import DOCS, write_part
from benchmarks.reads.catalogue import NoCatalogue
from benchmarks.reads.load import LoadFailed

_ROOT = Path(__file__).parents[2]
_LOOK = _ROOT / ".dev" / "bench"
_FAILURES = (LoadFailed, NoCatalogue, NotServing, NotTheSame, OperatorError)


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench burst", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of it, into .dev/bench")
    parser.add_argument("--catalogue", type=Path, default=_ROOT.parent / "shared" / "data", help="where helsinki/ is")
    parser.add_argument("--connections", type=int, default=8, help="how many apply at once")
    given = parser.parse_args(words)
    before = machine.load()
    applications, parts = (1_000, 2) if given.quick else (10_000, 5)
    try:
        found = burst(given.catalogue, applications=applications, parts=parts, connections=given.connections)
    except _FAILURES as failure:
        print(failure, file=sys.stderr)
        return 1
    day = SystemClock().now().date()
    told = report(found, day=day, machine=machine.machine(), load=(before, machine.load()))
    print(told)
    print(f"written: {write_part(_LOOK if given.quick else DOCS, 'burst', told).relative_to(_ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
