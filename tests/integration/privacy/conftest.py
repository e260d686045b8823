"""A service that knows people of a trusted issuer, and whatever is kept of them anywhere in its database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import httpx
import pytest
from starlette.applications import Starlette

from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from ahti.gateways.oidc.verifier import TokenVerifier
from ahti.public import Public
from ahti.web.gdpr import GdprApi
from harbors.access.commands import person_of
from harbors.access.records import Assurance, Identity, Principal
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.contents import everything
from tests.integration.oidc.conftest import hands, publisher, rsa, running_publisher, signers
from tests.integration.oidc.publisher import Hands, Publisher
from tests.signed_in import CHANCE
from tests.signing import Signer

__all__ = ["hands", "publisher", "rsa", "running_publisher", "signers"]

USER = UUID("9bffd8a2-d35a-41eb-a43a-0242ac130006")
OTHER = UUID("9bffd8a2-d35a-41eb-a43a-0242ac130007")


@dataclass(frozen=True, slots=True)
class ProfileService:
    """Calls the GDPR API as the city's profile service does."""

    client: httpx.AsyncClient
    publisher: Publisher
    signer: Signer

    async def get(self, user: UUID = USER, **claims: object) -> httpx.Response:
        return await self.client.get(self._path(user), headers=self._bearer(claims, "gdprquery"))

    async def delete(self, user: UUID = USER, *, dry_run: str | None = None, **claims: object) -> httpx.Response:
        parameters = {} if dry_run is None else {"dry_run": dry_run}
        return await self.client.delete(self._path(user), params=parameters, headers=self._bearer(claims, "gdprdelete"))

    def _path(self, user: UUID) -> str:
        return f"/gdpr-api/v1/user/{user}"

    def _bearer(self, claims: dict[str, object], scope: str) -> dict[str, str]:
        permissions = {"permissions": [{"rsname": "ahti-api", "scopes": [scope]}]}
        said = {"sub": str(USER), "authorization": permissions} | claims
        return {"authorization": f"Bearer {self.publisher.token(self.signer, **said)}"}


@pytest.fixture
async def profile_service(
    town: Database, publisher: Publisher, rsa: Signer, hands: Hands
) -> AsyncIterator[ProfileService]:
    async with TokenVerifier.opened([publisher.terms()], clock=hands, seconds=hands.seconds) as verifier:
        api = GdprApi(town, verifier, StoppedClock(), Public())
        transport = httpx.ASGITransport(Starlette(routes=list(api.routes)))
        async with httpx.AsyncClient(transport=transport, base_url="http://ahti") as client:
            yield ProfileService(client, publisher, rsa)


@pytest.fixture
async def boater(town: Database, publisher: Publisher) -> Principal:
    """The person whom the issuer calls ``USER``."""
    async with town.unit_of_work() as connection:
        return await person_of(
            connection,
            Identity(publisher.issuer, str(USER)),
            assurance=Assurance.SUBSTANTIAL,
            now=at.DURING,
            chance=CHANCE,
        )


Dump = Callable[[], Awaitable[str]]


@pytest.fixture
def dump(server: EmbeddedPostgres, town_name: str) -> Dump:
    """Everything in the town's database as text."""

    async def dumped() -> str:
        connection = await asyncpg.connect(server.url(role="postgres", database=town_name))
        held = await everything(connection)
        await connection.close()
        return held

    return dumped
