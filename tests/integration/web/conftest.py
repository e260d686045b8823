"""A client of the demonstration service, over a real connection."""

import ssl
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from ahti.web.app import create_app
from ahti.web.bodies import BodyLimits
from tests.integration.web.demo_service import demo_service
from tests.integration.web.local_server import listening

SMALL_LIMITS = BodyLimits(size=2000, seconds=0.3)


@pytest.fixture(scope="session")
def demo_address() -> Iterator[str]:
    """Where the demonstration service listens; it takes 2,000 bytes and waits 0.3 seconds for them."""
    with listening(create_app(demo_service(), limits=SMALL_LIMITS)) as address:
        yield address


@pytest.fixture
async def client(demo_address: str) -> AsyncIterator[httpx.AsyncClient]:
    without_certificates = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    async with httpx.AsyncClient(base_url=demo_address, verify=without_certificates) as client:
        yield client
