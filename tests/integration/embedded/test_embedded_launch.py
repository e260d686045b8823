"""What a server becomes before it is PostgreSQL, tried on a program that only waits."""

import os
import subprocess
import sys
from signal import SIGINT

from ahti.embedded import launch

WAITING = (sys.executable, "-c", "import signal; print('waiting', flush=True); signal.pause()")


def start(lifeline: str, *, parent: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", "-S", launch.__file__, "self", str(parent), lifeline, *WAITING]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def test_where_the_system_tells_no_child_a_watchdog_does() -> None:
    with start("pipe", parent=os.getpid()) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == b"waiting\n"
        process.stdin.close()
        assert process.wait(timeout=10) == -SIGINT


def test_a_watchdog_goes_when_the_server_has_ended() -> None:
    with start("pipe", parent=os.getpid()) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == b"waiting\n"
        process.kill()
        process.wait()
        process.stdin.close()
        # The watchdog holds the other end of what the program wrote to, until it goes.
        assert process.stdout.read() == b""


def test_a_child_of_a_parent_that_has_gone_already_does_not_start() -> None:
    # Not 1: in a container that may be us.
    with subprocess.Popen((sys.executable, "-c", "")) as gone:
        pass
    with start("signal", parent=gone.pid) as process:
        assert process.stdout is not None
        assert (process.wait(timeout=10), process.stdout.read()) == (1, b"")
