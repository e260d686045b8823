"""Knows how gateways are asked over HTTP: an answer is bounded in time and size, and whatever is unsure says so."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import httpx

from ahti.gateways.payments.records import GatewayDown

LARGEST_ANSWER = 512 * 1024
PATIENCE = 15.0
_CENT = Decimal("0.01")
# What is wrong with the moment and not with what was asked.
_LATER = (408, 425, 429)
# What is on this machine is not asked for through a proxy.
_DIRECTLY = {f"all://{host}": None for host in ("127.0.0.1", "localhost", "[::1]")}


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it came, not yet believed."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_refusal(self) -> bool:
        return 400 <= self.status < 500 and self.status not in _LATER

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


@asynccontextmanager
async def open_client() -> AsyncIterator[httpx.AsyncClient]:
    """A client that follows no redirects: nobody else is told what gateways are told."""
    async with httpx.AsyncClient(
        headers={"user-agent": "ahti", "accept-encoding": "identity"},
        timeout=PATIENCE,
        follow_redirects=False,
        mounts=_DIRECTLY,
    ) as client:
        yield client


async def ask(client: httpx.AsyncClient, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answered:
    """The whole answer; raises ``GatewayDown`` where none came, or one that is cut or too large."""
    try:
        async with (
            asyncio.timeout(PATIENCE),
            client.stream(method, url, content=body, headers=dict(headers)) as response,
        ):
            return Answered(response.status_code, response.headers, await _read(response))
    except TimeoutError:
        raise GatewayDown("did not answer in time") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise GatewayDown(f"{type(error).__name__}") from None


async def _read(response: httpx.Response) -> bytes:
    body = bytearray()
    async for piece in response.aiter_raw():
        body += piece
        if len(body) > LARGEST_ANSWER:
            raise GatewayDown("answered more than anybody would read")
    return bytes(body)


def object_in(body: bytes) -> dict[str, Any]:
    """The JSON object of an answer; raises ``GatewayDown``."""
    try:
        told = json.loads(body)
    except ValueError:
        raise GatewayDown("answered something that is no JSON") from None
    if not isinstance(told, dict):
        raise GatewayDown("answered something that is no object")
    return told


def cents(amount: Decimal) -> int:
    """Euros as whole cents; raises ``ValueError`` where there is less than a cent in them."""
    if amount != amount.quantize(_CENT):
        raise ValueError("an amount has whole cents")
    return int(amount * 100)


def euros(amount: object) -> Decimal:
    """Whole cents as euros; raises ``GatewayDown`` for anything else."""
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise GatewayDown("told an amount that is none")
    return (Decimal(amount) / 100).quantize(_CENT)
