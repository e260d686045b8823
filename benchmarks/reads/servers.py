"""Knows the servers that are measured: each is started, waited for, asked how long it has computed, and ended."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import httpx
import psutil

from benchmarks.reads.contenders import Contender

_ROOT = Path(__file__).parents[2]
_PEERS = Path(__file__).parent / "peers"
# The first start of a peer may fetch its packages.
_PATIENCE_SECONDS = 300.0
_GLANCE_SECONDS = 0.1
_GRACE_SECONDS = 10.0
# How a peer ends that lacks something it cannot bring along.
_CANNOT = 3


class ServerFailed(Exception):
    """A contender did not start, or answered what it must not."""


class CannotServe(ServerFailed):
    """What a contender needs is not on this machine."""


class Server:
    """One contender that serves."""

    def __init__(self, contender: Contender, port: int, process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
        self.contender = contender
        self.port = port
        self.process = process
        self._log = log
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=_PATIENCE_SECONDS)

    @classmethod
    @contextmanager
    def started(cls, contender: Contender, url: str, *, raises_limits: bool) -> Iterator["Server"]:
        """A contender that was started, and that is ended with the block."""
        port = _free_port()
        command = [sys.executable, str(_PEERS / f"{contender.program}.py"), "--url", url, "--port", str(port)]
        command += ["--raise-limits"] if raises_limits else []
        environment = os.environ | {"PYTHONPATH": str(_ROOT)}
        with tempfile.TemporaryFile() as log:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
            server = cls(contender, port, process, log)
            try:
                yield server
            finally:
                server.end()

    def body(self, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        """What is posted to ask for a document."""
        query, wanted = self.contender.words.translate(document, variables)
        return {"query": query, "operationName": document, "variables": wanted}

    def ask(self, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        """The data of one answer, in Ahti's form. Raises ``ServerFailed``."""
        answer = self._client.post("/graphql", json=self.body(document, variables))
        if answer.status_code != httpx.codes.OK or "errors" in answer.json():
            raise self._failed(f"answers {document} with {variables}: {answer.status_code} {answer.text[:2000]}")
        return self.contender.words.normalise(document, answer.json()["data"])

    def wait_until_it_answers(self) -> None:
        """Raises ``ServerFailed``; ``CannotServe`` when it says that it never will."""
        waited = 0.0
        while waited < _PATIENCE_SECONDS:
            try:
                self.ask("Q1", {})
            except httpx.ConnectError:
                waited += self._glance()
            else:
                return
        raise self._failed("does not answer")

    def end(self) -> None:
        """A server that has children of its own is given the time to end them."""
        self._client.close()
        self.process.terminate()
        try:
            self.process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _glance(self) -> float:
        try:
            self.process.wait(_GLANCE_SECONDS)
        except subprocess.TimeoutExpired:
            return _GLANCE_SECONDS
        if self.process.returncode == _CANNOT:
            raise CannotServe(f"{self.contender.title} did not take part: {self.said()}")
        raise self._failed(f"ended with {self.process.returncode}")

    def _failed(self, what: str) -> ServerFailed:
        return ServerFailed(f"{self.contender.program} {what}\n{self.said()}")

    def said(self) -> str:
        """What the process has written, its end at most."""
        self._log.seek(0)
        return self._log.read().decode(errors="replace")[-4000:].strip()


def cpu_seconds(process: int) -> float:
    """How long a process and those it has started have computed, the ended ones too."""
    one = psutil.Process(process)
    spent = 0.0
    for member in [one, *one.children(recursive=True)]:
        try:
            times = member.cpu_times()
        except psutil.NoSuchProcess:
            # It has ended between the two questions; its parent has its time, and nobody asks it that often.
            continue
        spent += times.user + times.system + times.children_user + times.children_system
    return spent


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
