"""Knows a beacon beside a test, on a port of its own: the demonstration's own, whose answers can be made wrong."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ahti.beacon.app import beacon_router, described, signed_answer
from ahti.beacon.chain import OwnChain
from ahti.clock import Clock
from harbors.beacons.records import BeaconSource
from tests.integration.web.local_server import listening

GENESIS = datetime(2026, 1, 1, tzinfo=UTC)
OWN = OwnChain(seed="a test", genesis_time=int(GENESIS.timestamp()), period=30)
# Seconds for which a slow beacon says nothing.
_SLOW = 1.5
OTHER = OwnChain(seed="another test", genesis_time=int(GENESIS.timestamp()), period=30)


class Fault(StrEnum):
    """What a beacon can do wrong when somebody asks for a round."""

    LATE = "late"
    WRONG_SIGNATURE = "wrong signature"
    ALTERED = "altered"
    WRONG_ROUND = "wrong round"
    OTHER_KEY = "another key"
    OTHER_CHAIN = "another chain"
    WRONG_RANDOMNESS = "wrong randomness"
    GARBAGE = "garbage"
    HUGE = "huge"
    SLOW = "slow"
    BROKEN = "broken"
    LOST = "lost"
    REDIRECTED = "redirected"


@dataclass(slots=True)
class Beacon:
    """A running beacon. ``fault``: what is wrong with it now, if anything; ``asked`` counts requests by path."""

    clock: Clock
    chain: OwnChain = OWN
    fault: Fault | None = None
    asked: Counter[str] = field(default_factory=Counter)
    url: str = ""
    _app: ASGIApp = field(init=False)

    def __post_init__(self) -> None:
        self._app = beacon_router(self.chain, clock=self.clock)

    @property
    def source(self) -> BeaconSource:
        """How an operator would describe it."""
        return self.chain.source(self.url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked[scope["path"]] += 1
        _, _, word = scope["path"].rpartition("/public/")
        if word.isdecimal() or self.fault is Fault.OTHER_CHAIN:
            answer = await self._spoilt(int(word) if word.isdecimal() else 0)
            await (answer or self._app)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _spoilt(self, round: int) -> Response | None:
        """The answer that the fault makes of the round; ``None`` for a good one."""
        match self.fault:
            case Fault.LATE:
                return Response(status_code=404)
            case Fault.WRONG_SIGNATURE:
                return _told(round, self.chain.sign(round + 1))
            case Fault.ALTERED:
                signature = self.chain.sign(round)
                return _told(round, signature[:-1] + bytes([signature[-1] ^ 1]))
            case Fault.WRONG_ROUND:
                return _told(round + 1, self.chain.sign(round + 1))
            case Fault.OTHER_KEY:
                return _told(round, OTHER.sign(round))
            case Fault.OTHER_CHAIN:
                return JSONResponse(described(OTHER.source()))
            case Fault.WRONG_RANDOMNESS:
                return JSONResponse({"round": round, **signed_answer(self.chain.sign(round)), "randomness": "00" * 32})
            case Fault.GARBAGE:
                return Response("<html>It works!</html>")
            case Fault.HUGE:
                return Response(b'{"padding": "' + b"x" * 1_000_000 + b'"}')
            case Fault.SLOW:
                await asyncio.sleep(_SLOW)  # the fault that was ordered
            case Fault.BROKEN:
                return Response("password=hunter2", status_code=500)
            case Fault.LOST:
                return _Cut()
            case Fault.REDIRECTED:
                return RedirectResponse(f"{self.url}/public/{round - 1}", status_code=302)
        return None


class _Cut(Response):
    """Promises more than it sends, and is gone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-length", b"500")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"round": ', "more_body": True})


def _told(round: int, signature: bytes) -> Response:
    return JSONResponse({"round": round, **signed_answer(signature)})


@contextmanager
def beacon_beside(clock: Clock, *, chain: OwnChain = OWN) -> Iterator[Beacon]:
    """The beacon of a chain, answering for as long as the block runs."""
    beacon = Beacon(clock, chain)
    with listening(beacon) as address:
        beacon.url = address.rstrip("/")
        yield beacon
