"""Knows how a document of an issuer is fetched: in a bounded time, of a bounded size, from where it is said to be."""

import asyncio
import json
import re
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

import httpx

# The largest key sets carry certificates and stay under 50 kB.
LARGEST_DOCUMENT = 256 * 1024
PATIENCE = 5.0
_HEADERS = {"accept": "application/json", "accept-encoding": "identity", "user-agent": "ahti"}
# What is on this machine is not asked for through a proxy.
_DIRECTLY = {f"all://{host}": None for host in ("127.0.0.1", "localhost", "[::1]")}
_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|,)\s*no-(?:store|cache)\s*(?:,|$)", re.IGNORECASE)


class CannotFetch(Exception):
    """The document cannot be had now; the message says why, for the log."""


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON object, and the seconds for which its sender says that it may be kept (``None``: nothing said)."""

    content: dict[str, Any]
    lifetime: int | None


@asynccontextmanager
async def open_client() -> AsyncIterator[httpx.AsyncClient]:
    """A client that follows no redirects: whoever can bend an address must not choose the keys."""
    async with httpx.AsyncClient(
        headers=_HEADERS, timeout=PATIENCE, follow_redirects=False, mounts=_DIRECTLY
    ) as client:
        yield client


async def fetch_json(client: httpx.AsyncClient, address: str, *, patience: float = PATIENCE) -> Document:
    """The document at ``address``, all of which has ``patience`` seconds to arrive; raises ``CannotFetch``."""
    return await _ask(client, "GET", address, patience=patience)


async def post_form(
    client: httpx.AsyncClient, address: str, fields: Mapping[str, str], *, auth: tuple[str, str] | None = None
) -> Document:
    """What ``address`` answers to a form, on the same terms; raises ``CannotFetch``."""
    headers = {} if auth is None else {"authorization": _basic(*auth)}
    return await _ask(client, "POST", address, patience=PATIENCE, data=dict(fields), headers=headers)


def _basic(name: str, password: str) -> str:
    """As RFC 6749, 2.3.1 has it: both are encoded as in a form before they are joined."""
    return "Basic " + b64encode(f"{quote_plus(name)}:{quote_plus(password)}".encode()).decode()


async def _ask(client: httpx.AsyncClient, method: str, address: str, *, patience: float, **sent: Any) -> Document:
    try:
        async with asyncio.timeout(patience), client.stream(method, address, **sent) as response:
            _require_plain(response)
            content = await _read(response)
            return Document(_object(content), _lifetime(response.headers.get("cache-control", "")))
    except TimeoutError:
        raise CannotFetch(f"{address} did not answer within {patience:g} seconds") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise CannotFetch(f"{address}: {type(error).__name__} {error}".rstrip()) from None


def _require_plain(response: httpx.Response) -> None:
    if response.status_code != httpx.codes.OK:
        raise CannotFetch(f"{response.url} answered with status {response.status_code}")
    if response.headers.get("content-encoding", "identity") != "identity":
        raise CannotFetch(f"{response.url} sent a packed answer that nobody asked for")


async def _read(response: httpx.Response) -> bytes:
    content = bytearray()
    async for piece in response.aiter_raw():
        content += piece
        if len(content) > LARGEST_DOCUMENT:
            raise CannotFetch(f"{response.url} sent more than {LARGEST_DOCUMENT} bytes")
    return bytes(content)


def _object(content: bytes) -> dict[str, Any]:
    try:
        read = json.loads(content)
    except (ValueError, RecursionError):
        raise CannotFetch("what was sent is no JSON") from None
    if not isinstance(read, dict):
        raise CannotFetch("what was sent is no JSON object")
    return read


def _lifetime(cache_control: str) -> int | None:
    if _NOT_KEPT.search(cache_control):
        return 0
    found = _MAX_AGE.search(cache_control)
    return int(found[1]) if found else None
