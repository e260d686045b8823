"""``python3 dev.py bench reads``: the five reading documents, Ahti beside its peers, into docs/benchmarks.md."""

import argparse
import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from ahti.refusal import OperatorError
from benchmarks.page import DOCS, write_part
from benchmarks.reads import contenders
from benchmarks.reads.catalogue import NoCatalogue
from benchmarks.reads.comparing import Different
from benchmarks.reads.load import LoadFailed
from benchmarks.reads.picture import draw
from benchmarks.reads.plan import Plan
from benchmarks.reads.report import report, summary
from benchmarks.reads.running import run
from benchmarks.reads.servers import ServerFailed

_ROOT = Path(__file__).parents[2]
_LOOK = _ROOT / ".dev" / "bench"
_PICTURE = "benchmarks-reads.png"
_PROGRAMS = {contender.program: contender for contender in contenders.ALL}
_FAILURES = (NoCatalogue, Different, LoadFailed, OperatorError, ServerFailed)


def main(words: Sequence[str]) -> int:
    given = _parser().parse_args(words)
    logging.basicConfig(level=logging.WARNING)
    # Whoever ends this process ends the servers with it.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    wanted = [_PROGRAMS[name] for name in given.only] if given.only else list(contenders.ALL)
    try:
        found = run(wanted, given.catalogue, scales=_scales(given), plan=_plan(given))
    except _FAILURES as failure:
        print(failure, file=sys.stderr)
        return 1
    folder = _LOOK if given.quick or given.only else DOCS
    folder.mkdir(parents=True, exist_ok=True)
    draw(found, folder / _PICTURE)
    page = write_part(folder, "reads", report(found, picture=_PICTURE))
    print(summary(found))
    print(f"written: {page.relative_to(_ROOT)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py bench reads", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a minute or two, once the catalogue, into .dev/bench")
    parser.add_argument("--catalogue", type=Path, default=_ROOT.parent / "shared" / "data", help="where helsinki/ is")
    parser.add_argument("--scales", help="how many times the catalogue: 1,3,10, or 1 when quick")
    parser.add_argument(
        "--rounds",
        type=int,
        help="rounds at each scale: 5, or 2 when quick; in every other one the slow ones are asked",
    )
    parser.add_argument("--seconds", type=float, help="how long a slice is: 0.7, or 0.3 when quick")
    parser.add_argument("--connections", type=int, default=8, help="how many ask at once")
    parser.add_argument("--only", nargs="+", choices=list(_PROGRAMS), help="these, the first as reference; .dev/bench")
    return parser


def _scales(given: argparse.Namespace) -> list[int]:
    return [int(scale) for scale in (given.scales or ("1" if given.quick else "1,3,10")).split(",")]


def _plan(given: argparse.Namespace) -> Plan:
    rounds, seconds = (2, 0.3) if given.quick else (5, 0.7)
    return Plan(given.rounds or rounds, given.seconds or seconds, given.connections)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
