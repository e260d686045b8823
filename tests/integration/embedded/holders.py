"""Processes that hold a data directory and run a server for it, so that a test can kill one or the other."""

import os
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

HOLDING = Path(__file__).with_name("holding.py")


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that runs a server for a data directory."""

    process: subprocess.Popen[str]
    data_dir: Path
    url: str

    @property
    def postmaster(self) -> int:
        return postmaster_of(self.data_dir)

    @property
    def sockets(self) -> Path:
        return Path(parse_qs(urlsplit(self.url).query)["host"][0])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class Hold(Protocol):
    """Start a process that holds a data directory; ``within`` is put before its command line."""

    def __call__(self, data_dir: Path, *, within: tuple[str, ...] = ()) -> Holder: ...


def postmaster_of(data_dir: Path) -> int:
    return int((data_dir / "cluster" / "postmaster.pid").read_text().splitlines()[0])


def is_alive(process: int) -> bool:
    """Whether there is such a process, and one that has not ended and only waits for its parent to notice."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, ten seconds at most."""
    deadline, never = time.monotonic() + 10, threading.Event()
    while not holds():
        assert time.monotonic() < deadline, "waited for ten seconds"
        never.wait(0.02)
