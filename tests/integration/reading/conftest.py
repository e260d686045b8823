"""A pool for reads that a test fills with connections of its own."""

from collections.abc import AsyncIterator

import pytest

from ahti.read_pool import ReadPool


@pytest.fixture
async def reads(database_url: str) -> AsyncIterator[ReadPool]:
    """Two connections at most, two reads that wait, and half a second for an answer and for a place."""
    async with ReadPool.open(database_url, statement_timeout_ms=500, size=2, waiting=2, patience=0.5) as pool:
        yield pool
