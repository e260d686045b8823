"""Knows the demonstration's beacon as one ASGI application under its path, in the form of drand's HTTP API."""

import re
from datetime import timedelta
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route, Router

from ahti.beacon.chain import OwnChain
from ahti.clock import Clock
from harbors.beacons.records import BeaconSource
from harbors.beacons.rules import randomness_of, round_at

PATH = "/beacon"
# What is published never changes.
_PUBLIC = {"cache-control": "public, max-age=604800, immutable"}
_PASSING = {"cache-control": "no-cache"}
_KEPT = 1_000
_NUMBER = re.compile(r"[0-9]{1,18}")


def create_beacon(chain: OwnChain, *, clock: Clock) -> Mount:
    """The beacon, mounted at ``PATH``; it owns nothing that has to be closed."""
    return Mount(PATH, app=beacon_router(chain, clock=clock))


def beacon_router(chain: OwnChain, *, clock: Clock) -> Router:
    """What is under the path: for one chain, so that its hash may be left out, as drand has it."""
    published = _Published(chain, clock)
    rounds = [
        Route("/info", published.info),
        Route("/public/{round}", published.round),
    ]
    routes = [Route("/chains", published.chains), *rounds, Mount("/{chain_hash}", routes=rounds)]
    return Router(routes=routes, redirect_slashes=False)


class _Published:
    """The answers; the newest rounds that were asked for are signed once."""

    def __init__(self, chain: OwnChain, clock: Clock) -> None:
        self._clock = clock
        self._source = chain.source()
        self._signature = lru_cache(_KEPT)(chain.sign)

    async def chains(self, _: Request) -> Response:
        return JSONResponse([self._source.chain_hash], headers=_PASSING)

    async def info(self, request: Request) -> Response:
        if not self._is_ours(request):
            return Response(status_code=404, headers=_PASSING)
        return JSONResponse(described(self._source), headers=_PUBLIC)

    async def round(self, request: Request) -> Response:
        word, newest = request.path_params["round"], self._newest()
        if word != "latest" and not _NUMBER.fullmatch(word):
            return Response(status_code=400, headers=_PASSING)
        number = newest if word == "latest" else int(word)
        if not self._is_ours(request) or not 1 <= number <= newest:
            return Response(status_code=404, headers=_PASSING)
        told = {"round": number, **signed_answer(self._signature(number))}
        return JSONResponse(told, headers=_PASSING if word == "latest" else _PUBLIC)

    def _newest(self) -> int:
        """The round before the first that is still to come; 0 before the genesis."""
        return round_at(self._source, self._clock.now() + timedelta(microseconds=1)) - 1

    def _is_ours(self, request: Request) -> bool:
        named: str = request.path_params.get("chain_hash", self._source.chain_hash)
        return named == self._source.chain_hash


def signed_answer(signature: bytes) -> dict[str, str]:
    """What an answer says of a signature."""
    return {"randomness": randomness_of(signature).hex(), "signature": signature.hex()}


def described(source: BeaconSource) -> dict[str, object]:
    """What a chain says of itself."""
    return {
        "public_key": source.public_key,
        "period": source.period,
        "genesis_time": source.genesis_time,
        "hash": source.chain_hash,
        "groupHash": source.group_hash,
        "schemeID": source.scheme.value,
        "metadata": {"beaconID": source.beacon_id},
    }
