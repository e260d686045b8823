"""Knows how to keep one server running: start it, see that it answers, start it again when it dies, stop it."""

import logging
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ahti.embedded.account import SERVER_LIFELINE
from ahti.embedded.cluster import Cluster
from ahti.embedded.errors import EmbeddedError, ServerFailed
from ahti.embedded.leftovers import end_leftovers

_log = logging.getLogger(__name__)

_LIFELINE = subprocess.PIPE if SERVER_LIFELINE == "pipe" else subprocess.DEVNULL
_GLANCE = 0.01
_PATIENCE = 60.0
# Before a server that does not start is tried again: longer after each failure, up to the longest.
_PAUSE, _LONGEST_PAUSE = 0.5, 10.0
_SAID = 4000


class Postmaster:
    """A server under the care of a thread of its own, which starts it again whenever it ends by itself.

    A server that has run once is never given up, however often a start fails: a full disk can be emptied. Linux ties
    a child to the *thread* that started it, so this thread lives as long as the server is wanted; any thread may start
    and stop it.
    """

    def __init__(self, cluster: Cluster, settings: dict[str, str], log_file: Path) -> None:
        self._cluster = cluster
        self._log_file = log_file
        self._log_start = 0
        self._command = _command(cluster, settings)
        self._process: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()
        self._settled = threading.Event()
        self._unwanted = threading.Event()
        self._has_run = False
        self._thread = threading.Thread(target=self._keep, name="ahti-postgres", daemon=True)

    @contextmanager
    def running(self) -> Iterator[None]:
        """A server that answers. Raises ``ServerFailed`` when the first start fails."""
        try:
            self._thread.start()
            self._settled.wait()
            if not self._has_run:
                raise ServerFailed("PostgreSQL did not start", self._said())
            yield
        finally:
            self._stop()

    def _keep(self) -> None:
        failures = 0
        try:
            while process := self._start():
                answers = self._becomes_ready(process)
                self._has_run |= answers
                self._settled.set()
                code = process.wait()
                if self._unwanted.is_set() or not self._has_run:
                    break
                failures = 0 if answers else failures + 1
                self._tell(code, failures)
                self._unwanted.wait(min(failures * _PAUSE, _LONGEST_PAUSE))
                self._clear()
        finally:
            self._settled.set()

    def _tell(self, code: int, failures: int) -> None:
        if failures:
            _log.error("PostgreSQL does not start (%s) and is tried again: %s", code, self._said())
        else:
            _log.warning("PostgreSQL ended by itself (%s) and is started again", code)

    def _clear(self) -> None:
        """End what is left of the server that died. PostgreSQL itself will not start beside what cannot be ended."""
        try:
            end_leftovers(self._cluster.folder)
        except EmbeddedError as error:
            _log.error("%s", error)

    def _start(self) -> subprocess.Popen[bytes] | None:
        with self._guard, self._log_file.open("ab") as log:
            if not self._unwanted.is_set():
                self._log_start = log.tell()
                self._process = subprocess.Popen(
                    self._command, stdin=_LIFELINE, stdout=log, stderr=log, start_new_session=True
                )
            return None if self._unwanted.is_set() else self._process

    def _becomes_ready(self, process: subprocess.Popen[bytes]) -> bool:
        """Wait until the server has written that it is ready into its pid file, as pg_ctl does."""
        while process.poll() is None:
            if _is_ready(self._cluster.folder, process.pid):
                return True
            try:
                process.wait(_GLANCE)
            except subprocess.TimeoutExpired:
                continue
        return False

    def _stop(self) -> None:
        with self._guard:
            self._unwanted.set()
        if self._process is not None:
            _end(self._process)
        self._thread.join()

    def _said(self) -> str:
        with self._log_file.open("rb") as log:
            log.seek(self._log_start)
            return log.read().decode(errors="replace")[-_SAID:]


def _command(cluster: Cluster, settings: dict[str, str]) -> list[str]:
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    postgres = cluster.binaries.postgres
    return cluster.account.command(postgres, "-D", str(cluster.folder), *options, lifeline=SERVER_LIFELINE)


def _is_ready(folder: Path, process: int) -> bool:
    try:
        lines = (folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return len(lines) > 7 and lines[0] == str(process) and lines[7].strip() == "ready"


def _end(process: subprocess.Popen[bytes]) -> None:
    """A fast shutdown; an immediate one when that takes too long."""
    for step in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        process.send_signal(step)
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            continue
        break
    if process.stdin is not None:
        process.stdin.close()
