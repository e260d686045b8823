"""Knows servers that outlived their parent, and how to end them before the data are opened again."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ahti.embedded.errors import EmbeddedError

_PROC = Path("/proc")
# Ask for a fast shutdown, then for an immediate one, then ask no more; seconds of patience after each.
_STEPS = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))
# SIGINT would cancel a backend's statement, which its client would take for somebody's wish.
_TO_BACKENDS = {signal.SIGINT: signal.SIGTERM}
_GLANCE = 0.02


def end_leftovers(cluster: Path) -> None:
    """End every server process in ``cluster``; the caller holds the data directory, so none has a parent."""
    for step, patience in _STEPS:
        if not (left := list(_servers_in(cluster))):
            break
        postmaster = _named_in_pid_file(cluster)
        for process in left:
            with suppress(ProcessLookupError):
                os.kill(process, step if process == postmaster else _TO_BACKENDS.get(step, step))
        _wait_until_gone(cluster, patience)
    if left := list(_servers_in(cluster)):
        raise EmbeddedError(f"the PostgreSQL processes {left} in {cluster} cannot be ended")
    if _can_see_processes():
        # PostgreSQL would take any process with the number in this file, even a dead one that nobody has reaped, for
        # the server that wrote it. We have looked: there is none.
        (cluster / "postmaster.pid").unlink(missing_ok=True)


def _wait_until_gone(cluster: Path, patience: float) -> None:
    deadline, never = time.monotonic() + patience, threading.Event()
    while time.monotonic() < deadline and any(_servers_in(cluster)):
        never.wait(_GLANCE)


def _servers_in(cluster: Path) -> Iterator[int]:
    if _can_see_processes():
        yield from (
            int(entry.name) for entry in _PROC.iterdir() if entry.name.isdecimal() and _works_in(entry, cluster)
        )
    elif (postmaster := _named_in_pid_file(cluster)) and _is_postgres(postmaster):
        yield postmaster


def _can_see_processes() -> bool:
    return (_PROC / "self").exists()


def _works_in(process: Path, cluster: Path) -> bool:
    """Whether a process of Linux is PostgreSQL with ``cluster`` as its working folder, as all of its processes have."""
    try:
        program, folder = (process / "exe").readlink(), (process / "cwd").readlink()
    except OSError:
        return False
    return folder == cluster and program.name.split()[0] == "postgres"


def _named_in_pid_file(cluster: Path) -> int | None:
    try:
        return int((cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _is_postgres(process: int) -> bool:
    try:
        answer = subprocess.run(["ps", "-o", "comm=", "-p", str(process)], capture_output=True, text=True)
    except FileNotFoundError:
        return False
    return "postgres" in answer.stdout
