"""An issuer with one key of each kind, and a verifier that trusts it."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio

from ahti.gateways.oidc.verifier import TokenVerifier
from tests.integration.oidc.publisher import Hands, Publisher, published
from tests.signing import EcSigner, EdSigner, RsaSigner, Signer


@pytest.fixture(scope="session")
def signers() -> dict[str, Signer]:
    """By algorithm, one that signs so."""
    made: list[Signer] = [RsaSigner("rsa"), EcSigner("ec"), EdSigner("ed")]
    made += [RsaSigner("pss", "PS256"), EdSigner("ed-new", "Ed25519")]
    return {signer.algorithm: signer for signer in made}


@pytest.fixture(scope="session")
def rsa(signers: dict[str, Signer]) -> Signer:
    return signers["RS256"]


@pytest.fixture(scope="session")
def running_publisher() -> Iterator[Publisher]:
    with published() as running:
        yield running


@pytest.fixture
def publisher(running_publisher: Publisher, signers: dict[str, Signer]) -> Publisher:
    running_publisher.begin_anew(*signers.values())
    return running_publisher


@pytest.fixture
def hands() -> Hands:
    return Hands()


Trusting = Callable[..., Any]


@pytest_asyncio.fixture
async def trusting(publisher: Publisher, hands: Hands) -> AsyncIterator[Trusting]:
    """Opens a verifier that trusts the publisher, on the usual terms or on others."""
    async with AsyncExitStack() as exits:

        async def open_one(**terms: Any) -> TokenVerifier:
            opened = TokenVerifier.opened([publisher.terms(**terms)], clock=hands, seconds=hands.seconds)
            return await exits.enter_async_context(opened)

        yield open_one


@pytest_asyncio.fixture
async def verifier(trusting: Trusting) -> TokenVerifier:
    """One that trusts the publisher on the usual terms."""
    opened: TokenVerifier = await trusting()
    return opened
