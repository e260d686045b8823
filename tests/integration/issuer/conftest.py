"""The demonstration's issuer, a browser to sign in with, and a clock that is turned by hand."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from ahti.issuer.app import Whereabouts
from ahti.issuer.keys import Keys
from ahti.issuer.tokens import ACCESS_LASTS
from tests.integration.issuer.flow import Flow
from tests.integration.issuer.served import Late, issuing
from tests.integration.oidc.publisher import NOON, Hands


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def late() -> Late:
    return Late()


@pytest.fixture(scope="session")
def made_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key that was made at noon: each takes a moment to make."""
    path = tmp_path_factory.mktemp("made") / "keys.json"
    Keys(path, tokens_last=ACCESS_LASTS).signing(NOON)
    return path


@pytest.fixture
def where(tmp_path: Path, made_keys: Path, hands: Hands, late: Late) -> Iterator[Whereabouts]:
    (tmp_path / "issuer").mkdir(mode=0o700)
    shutil.copy(made_keys, tmp_path / "issuer")
    with issuing(tmp_path / "issuer", clock=hands, late=late) as running:
        yield running


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


@pytest.fixture
def flow(browser: httpx.AsyncClient, where: Whereabouts) -> Flow:
    return Flow(browser, where)
