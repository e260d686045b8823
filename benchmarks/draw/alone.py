"""One draw in a process of its own: a board, columns and a seed from standard input, the peak of its memory out."""

import pickle
import resource
import sys
from pathlib import Path

from harbors.draws.columns import draw_columns

_STATUS = Path("/proc/self/status")


def peak_megabytes() -> float:
    """What this program held at most; where the system does not say that, since the process was made."""
    if _STATUS.exists():
        line = next(line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    board, columns, seed = pickle.load(sys.stdin.buffer)
    draw_columns(board, columns, seed=seed)
    print(peak_megabytes())
