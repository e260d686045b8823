"""Knows who holds a data directory: one process at a time, named to whoever comes second."""

import fcntl
import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from ahti.embedded.errors import DataDirectoryBusy, EmbeddedError


@contextmanager
def held(data_dir: Path) -> Iterator[None]:
    """Hold a data directory, made if need be; the system lets go of it whatever way we end.

    Raises ``DataDirectoryBusy``.
    """
    with _lock_file(data_dir).open("r+", encoding="utf-8") as lock:
        _take(lock, data_dir)
        lock.truncate(0)
        lock.write(f"process {os.getpid()} ({shlex.join(sys.argv)})")
        lock.flush()
        yield


def _lock_file(data_dir: Path) -> Path:
    lock = data_dir / "lock"
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.touch(mode=0o600)
    except OSError as error:
        raise EmbeddedError(f"{data_dir} cannot be the data directory: {error.strerror}") from None
    return lock


def _take(lock: TextIO, data_dir: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise DataDirectoryBusy(data_dir, lock.read() or "another process") from None
