"""Knows our service and the payment page as processes of their own, so that ours can be killed while people pay."""

import asyncio
import json
import socket
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.integration.durability.programs import ahti, environment

SECRET = "a secret of the rough weather, and of nothing else"
_PATIENCE = 60


@dataclass(slots=True)
class Page:
    """``ahti checkout`` on a folder; always at the same address."""

    port: int
    folder: Path
    _process: Process | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def begin(self, mischief: Mapping[str, object]) -> None:
        """Start it, with what is to go wrong, and wait for its address."""
        told = json.dumps(dict(mischief))
        words = ahti("checkout", "--port", self.port, "--data-dir", self.folder / "page", "--mischief", told)
        self._process = await _begin(words, {**environment(), **self.setting()}, self.folder / "page.log")

    async def kill(self) -> None:
        """kill -9; what it knows stays."""
        await _kill(self._process)

    def setting(self) -> Mapping[str, str]:
        """What ours and the page are told."""
        return {"AHTI_CHECKOUT": json.dumps({"url": self.address, "secret": SECRET})}


@dataclass(slots=True)
class Shop:
    """``ahti serve`` on a database, with the payment page as its gateway; always at the same address."""

    database_url: str
    port: int
    folder: Path
    page: Page
    killed: int = 0
    _process: Process | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    async def begin(self) -> None:
        """Start it, and wait for its address."""
        words = ahti("serve", "--port", self.port, "--database-url", self.database_url, "--worker", "inside")
        told = {**environment(), **self.page.setting(), "AHTI_PUBLIC_URL": self.address.rstrip("/")}
        self._process = await _begin(words, told, self.folder / "shop.log")

    async def kill(self) -> None:
        """kill -9, whatever it is doing."""
        await _kill(self._process)
        self.killed += 1

    async def end(self) -> None:
        await _kill(self._process)


@asynccontextmanager
async def serving(database_url: str, folder: Path, *, mischief: Mapping[str, object]) -> AsyncIterator[Shop]:
    """The shop and the page; both are ended at the end."""
    page_port, shop_port = free_ports(2)
    page = Page(page_port, folder)
    shop = Shop(database_url, shop_port, folder, page)
    try:
        await page.begin(mischief)
        await shop.begin()
        yield shop
    finally:
        await shop.end()
        await page.kill()


async def _begin(words: Sequence[str], told: Mapping[str, str], log: Path) -> Process:
    with log.open("ab") as file:
        process = await asyncio.create_subprocess_exec(*words, env=told, stdout=PIPE, stderr=file)
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), _PATIENCE), f"it does not start: see {log}"
    return process


async def _kill(process: Process | None) -> None:
    if process is not None and process.returncode is None:
        process.kill()
        await process.wait()


def free_ports(count: int) -> list[int]:
    """Ports at which nobody listens now."""
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in taken]
    for one in taken:
        one.close()
    return ports
