"""Knows the service of a burst: ``ahti serve`` as it is started by operators, without limits of rate."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

_ROOT = Path(__file__).parents[2]
_GRACE_SECONDS = 20.0
_SETTINGS = {
    "AHTI_PORT": "0",
    "AHTI_WORKER": "apart",
    "AHTI_RATE_ADDRESS": "0",
    "AHTI_RATE_PERSON": "0",
    "AHTI_RATE_PROGRAM": "0",
}


class NotServing(Exception):
    """The service did not say that it answers."""


@contextmanager
def served(url: str) -> Iterator[tuple[int, int]]:
    """A service on a database: its port and its process."""
    environment = os.environ | _SETTINGS | {"AHTI_DATABASE_URL": url, "PYTHONPATH": str(_ROOT)}
    command = [sys.executable, "-m", "ahti", "serve"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True)
    try:
        assert process.stdout
        said = process.stdout.readline()
        if "Ahti answers at" not in said:
            raise NotServing(f"ahti serve said {said!r}")
        yield _port(said), process.pid
    finally:
        process.terminate()
        try:
            process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _port(said: str) -> int:
    port = urlsplit(said.split()[3]).port
    assert port
    return port
