"""Knows the draw at its sizes: against its tickets, and the memory that it takes in a process of its own."""

import pickle
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.draw import tickets
from benchmarks.draw.answers import require_queue
from benchmarks.draw.generating import Mix, market
from benchmarks.draw.ours import Ours
from benchmarks.draw.timing import Lane, Laps, laps

ROOT = Path(__file__).parents[2]
SEED = bytes(range(32))


@dataclass(frozen=True, slots=True)
class Sized:
    """A draw of so many applicants; ``megabytes`` are the most that its process held, instance included."""

    applicants: int
    laps: Laps
    megabytes: float


def sized(applicants: int, *, rounds: int) -> Sized:
    """Compare and time the draw of so many newcomers. Raises ``Broken``."""
    given = market(f"{applicants:,} applicants", Mix(newcomers=applicants), seed=applicants)
    ours = Ours(given)
    require_queue(given, ours.draw(seed=SEED).turns, seed=SEED)
    lanes = [
        Lane("tickets", lambda: tickets.quick_queue(given, seed=SEED)),
        Lane("plain tickets", lambda: tickets.plain_queue(given, seed=SEED)),
        Lane("ours", lambda: ours.draw(seed=SEED)),
    ]
    return Sized(applicants, laps(lanes, rounds=rounds), _megabytes(ours))


def _megabytes(ours: Ours) -> float:
    with tempfile.TemporaryFile() as given:
        pickle.dump((ours.board, ours.columns, SEED), given, protocol=5)
        given.seek(0)
        command = [sys.executable, "-m", "benchmarks.draw.alone"]
        return float(subprocess.run(command, cwd=ROOT, stdin=given, capture_output=True, check=True).stdout)
