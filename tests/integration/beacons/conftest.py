"""A beacon on a port of this machine, a client to ask it, and a clock that stands still until a test moves it."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import pytest_asyncio

from ahti.gateways.beacons.fetching import open_client
from tests.beacons import Beacon, beacon_beside
from tests.clocks import StoppedClock


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def beacon(clock: StoppedClock) -> Iterator[Beacon]:
    with beacon_beside(clock) as running:
        yield running


@pytest_asyncio.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with open_client() as opened:
        yield opened
