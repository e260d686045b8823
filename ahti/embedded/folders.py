"""Knows private folders with short paths (a socket's holds some hundred bytes), and those that a killed run left."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ahti.embedded.errors import EmbeddedError

_PREFIX = "ahti-"
_LOCK = "lock"
# sun_path has 104 bytes on macOS; PostgreSQL adds "/.s.PGSQL.5432.lock".
_LONGEST = 104 - 20


@contextmanager
def private_folder() -> Iterator[Path]:
    """A new folder that only we can enter; it goes when we are done, or with the next sweep when we were killed."""
    sweep_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_short_base()))
    with (folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def sweep_abandoned() -> None:
    """Remove our private folders whose process is gone: nobody locks them any more."""
    for lock in _short_base().glob(f"{_PREFIX}*/{_LOCK}"):
        with suppress(OSError):
            _remove_unlocked(lock)


def _remove_unlocked(lock: Path) -> None:
    if lock.lstat().st_uid != os.geteuid():
        return
    descriptor = os.open(lock, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(lock.parent)
    finally:
        os.close(descriptor)


def _short_base() -> Path:
    for base in (Path(tempfile.gettempdir()), Path("/tmp")):
        if len(os.fsencode(base / f"{_PREFIX}12345678")) <= _LONGEST and os.access(base, os.W_OK | os.X_OK):
            return base
    raise EmbeddedError("there is no folder for temporary files with a path short enough for a socket")
