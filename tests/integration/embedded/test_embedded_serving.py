"""How the service and its own database end together."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.integration.embedded.holders import is_alive, postmaster_of, wait_until


@contextmanager
def served(data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``ahti serve`` on a free port, and the address that it printed."""
    command = [sys.executable, "-m", "ahti", "serve", "--port", "0", "--data-dir", str(data_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().split()[3]
        finally:
            process.kill()


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_the_service_stops_its_database_in_good_order(data_dir: Path, told: signal.Signals) -> None:
    with served(data_dir) as (process, _):
        postmaster = postmaster_of(data_dir)
        process.send_signal(told)
        assert process.wait(20) == 0
    assert not is_alive(postmaster)
    assert (data_dir / "postgresql.log").read_text().splitlines()[-1].endswith("database system is shut down")


def test_the_service_goes_on_when_its_database_is_killed(data_dir: Path) -> None:
    with served(data_dir) as (process, address):
        wait_until(lambda: httpx.get(f"{address}readyz").status_code == 200)
        postmaster = postmaster_of(data_dir)
        os.kill(postmaster, signal.SIGKILL)
        wait_until(lambda: not is_alive(postmaster))
        wait_until(lambda: httpx.get(f"{address}readyz").status_code == 200)
        answer = httpx.post(f"{address}graphql", json={"query": "{ harbors { totalCount } }"})
        assert answer.json() == {"data": {"harbors": {"totalCount": 0}}}
        assert process.poll() is None


def test_a_database_does_not_outlive_a_killed_service(data_dir: Path) -> None:
    with served(data_dir) as (process, _):
        postmaster = postmaster_of(data_dir)
        process.kill()
        wait_until(lambda: not is_alive(postmaster))
