"""Knows how one round is fetched: from relay after relay, in bounded time and size, until one gives what is signed."""

import asyncio
import logging
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import httpx

from ahti.gateways.beacons.answers import Answer, BadAnswer, claimed, read_answer, require_chain
from ahti.gateways.beacons.refusals import BeaconMissing, BeaconNotThere, Reason, Tried, missing
from harbors.beacons.records import Attempt, BeaconPlan, BeaconSource, VerifiedBeacon
from harbors.beacons.rules import due, published_at, randomness_of
from harbors.beacons.signatures import is_signed

log = logging.getLogger(__name__)

# An answer has some 500 bytes.
LARGEST_ANSWER = 16 * 1024
PATIENCE = 5.0
_HEADERS = {"accept": "application/json", "accept-encoding": "identity", "user-agent": "ahti"}
# What is on this machine is not asked for through a proxy.
_DIRECTLY = {f"all://{host}": None for host in ("127.0.0.1", "localhost", "[::1]")}
_NOT_YET = frozenset([httpx.codes.NOT_FOUND, httpx.codes.TOO_EARLY])


@asynccontextmanager
async def open_client() -> AsyncIterator[httpx.AsyncClient]:
    """A client for ``fetch_beacon``."""
    async with httpx.AsyncClient(headers=_HEADERS, timeout=PATIENCE, mounts=_DIRECTLY) as client:
        yield client


async def fetch_beacon(
    source: BeaconSource, round: int, *, client: httpx.AsyncClient, now: datetime, patience: float = PATIENCE
) -> VerifiedBeacon:
    """The round of a source, verified, from the first of its addresses that has it; answers take ``patience`` seconds.

    Raises ``BeaconNotThere`` (before its time nobody is asked), ``BeaconRefused`` and ``BeaconUnreachable``; each says
    of each address what was wrong. Hold no transaction: this talks to others.
    """
    if now < published_at(source, round):
        raise BeaconNotThere(Tried("", Reason.EARLY))
    tried: list[Tried] = []
    for url in source.urls:
        try:
            return await _fetched(_Relay(client, f"{url}/{source.chain_hash}", patience), source, round, url)
        except BadAnswer as bad:
            log.warning("Round %s of %s is not to be had at %s: %s", round, source.name, url, bad.reason)
            tried.append(Tried(url, bad.reason))
    raise missing(*tried)


async def fetch_planned(
    plan: BeaconPlan, *, client: httpx.AsyncClient, now: datetime, patience: float = PATIENCE
) -> tuple[Attempt, VerifiedBeacon]:
    """The beacon that counts at ``now``: of the lines of the plan that are due, the first that can be had.

    Raises as ``fetch_beacon``, and says of each line and each of its addresses what was wrong.
    """
    tried: list[Tried] = []
    for line in due(plan, now=now):
        try:
            return line, await fetch_beacon(line.source, line.round, client=client, now=now, patience=patience)
        except BeaconMissing as failure:
            tried += failure.tried
    raise missing(*tried) if tried else BeaconNotThere(Tried("", Reason.EARLY))


async def _fetched(relay: "_Relay", source: BeaconSource, round: int, url: str) -> VerifiedBeacon:
    require_chain(await relay.ask("/info"), source)
    claim = claimed(await relay.ask(f"/public/{round}", not_yet=_NOT_YET), source, round)
    if not is_signed(source, round, signature=claim.signature, previous_signature=claim.previous_signature):
        raise BadAnswer(Reason.SIGNATURE)
    return VerifiedBeacon(
        source=source,
        round=round,
        randomness=randomness_of(claim.signature),
        signature=claim.signature,
        previous_signature=claim.previous_signature,
        url=url,
    )


@dataclass(frozen=True, slots=True)
class _Relay:
    """One address of a chain."""

    client: httpx.AsyncClient
    address: str
    patience: float

    async def ask(self, path: str, *, not_yet: Collection[int] = ()) -> Answer:
        """What it answers; a status ``not_yet`` says that the round is still to come. Raises ``BadAnswer``."""
        try:
            async with (
                asyncio.timeout(self.patience),
                # Whoever can bend an address must not choose who answers.
                self.client.stream("GET", self.address + path, follow_redirects=False) as response,
            ):
                if response.status_code in not_yet:
                    raise BadAnswer(Reason.NOT_PUBLISHED)
                _require_plain(response)
                return read_answer(await _read(response))
        except (TimeoutError, httpx.TimeoutException):
            raise BadAnswer(Reason.SLOW) from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError):
            raise BadAnswer(Reason.CONNECTION) from None


def _require_plain(response: httpx.Response) -> None:
    if response.is_redirect:
        raise BadAnswer(Reason.REDIRECTED)
    if response.status_code != httpx.codes.OK:
        raise BadAnswer(Reason.STATUS)
    if response.headers.get("content-encoding", "identity") != "identity":
        raise BadAnswer(Reason.MALFORMED)


async def _read(response: httpx.Response) -> bytes:
    content = bytearray()
    async for piece in response.aiter_raw():
        content += piece
        if len(content) > LARGEST_ANSWER:
            raise BadAnswer(Reason.TOO_LARGE)
    return bytes(content)
