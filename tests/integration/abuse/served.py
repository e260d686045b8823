"""Knows one ``ahti serve`` in a process of its own: where it answers, how large it is, what it keeps open."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import httpx
import orjson

_ANNOUNCED = re.compile(r"Ahti answers at (\S+) \(GraphQL: \S+/graphql\)\n")
_RESIDENT = re.compile(r"^VmRSS:\s+(\d+) kB$", re.MULTILINE)
_BACKENDS = "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND application_name LIKE 'ahti%'"
# Longer than anything may take: what takes longer has hung.
_PATIENCE = 30.0

Asked = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Served:
    """The process, and the database as a superuser sees it."""

    process: "subprocess.Popen[str]"
    address: str
    superuser_url: str
    database: str
    log: Path

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    @property
    def lives(self) -> bool:
        return self.process.poll() is None

    def resident(self) -> int:
        """The memory of the process, in bytes."""
        return resident(self.process.pid)

    def ask(self, document: str, variables: Asked | None = None, **more: object) -> Any:
        """The answer to a document, whatever it is."""
        return self.post({"query": document, "variables": dict(variables or {}), **more}).json()

    def post(self, body: object) -> httpx.Response:
        content = body if isinstance(body, bytes) else orjson.dumps(body)
        headers = {"content-type": "application/json"}
        return httpx.post(f"{self.address}graphql", content=content, headers=headers, timeout=_PATIENCE)

    async def backends(self) -> list[int]:
        """The processes of PostgreSQL that serve it."""
        connection = await asyncpg.connect(self.superuser_url)
        try:
            return [row["pid"] for row in await connection.fetch(_BACKENDS, self.database)]
        finally:
            await connection.close()

    def faults(self) -> list[str]:
        """What the log tells of that nobody foresaw."""
        records = [orjson.loads(line) for line in self.log.read_text().splitlines()]
        return [str(record) for record in records if record.get("level") in {"ERROR", "CRITICAL"}]


@contextmanager
def served(url: str, superuser_url: str, log: Path) -> Iterator[Served]:
    """A process that serves the database at ``url``; killed at the end."""
    command = [sys.executable, "-m", "ahti", "serve", "--port", "0", "--log", "json"]
    with (
        log.open("w") as logged,
        subprocess.Popen(
            command, env=os.environ | {"AHTI_DATABASE_URL": url}, stdout=subprocess.PIPE, stderr=logged, text=True
        ) as process,
    ):
        try:
            assert process.stdout is not None
            announced = _ANNOUNCED.fullmatch(process.stdout.readline())
            assert announced, log.read_text()[-4_000:]
            database = urlsplit(url).path.strip("/")
            yield Served(process, announced[1], superuser_url, database, log)
        finally:
            process.kill()


def resident(pid: int) -> int:
    """The memory of a process that is not on disk, in bytes."""
    found = _RESIDENT.search(Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1]) * 1024
