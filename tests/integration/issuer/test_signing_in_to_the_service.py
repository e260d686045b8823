"""The whole service, its own issuer and a second one: a real sign-in, and a mutation with the token of each."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid5

import httpx
import pytest

from ahti.chance import SystemChance
from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.gateways.oidc.issuers import TrustedIssuer
from ahti.issuer.app import Whereabouts, create_issuer
from ahti.issuer.clients import NATIVE
from ahti.issuer.people import BOATER
from ahti.oauth.clients import ListedClients
from ahti.service import open_service
from ahti.web.app import create_app
from ahti.web.server import address_of, open_socket, served_beside
from harbors.access.commands import act_as_system
from schema.root import build
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.integration.issuer.authlib_client import AsyncOAuth2Client, program
from tests.integration.issuer.keycloak_like import SUBJECT, keycloak_like
from tests.integration.issuer.visitor import choose
from tests.integration.schema.test_applying_over_graphql import SUBMIT, submission

CALLBACK = "http://127.0.0.1:51004/callback"
SCOPE = "openid profile applications:read applications:write"
VERIFIER = "v" * 64
ME = "{ me { isAuthenticated } }"


@asynccontextmanager
async def serving(url: str, folder: Path, *others: TrustedIssuer) -> AsyncIterator[Whereabouts]:
    """The service with its own issuer, which it trusts beside the others."""
    listener = open_socket("127.0.0.1", 0)
    where = Whereabouts(address_of(listener), folder)
    issuer = create_issuer(where, ListedClients(NATIVE), clock=StoppedClock(), chance=SystemChance())
    trusted = [*others, where.terms]
    async with (
        open_service(url, schema=build(), clock=StoppedClock(), refusals=REFUSALS, issuers=trusted) as service,
        served_beside(create_app(service, routes=[issuer]), listener),
    ):
        yield where


async def signed_in(client: AsyncOAuth2Client, issuer: str) -> str:
    """An access token of that issuer, by Authlib."""
    found = (await client.request("GET", f"{issuer}/.well-known/openid-configuration", withhold_token=True)).json()
    address, state = client.create_authorization_url(found["authorization_endpoint"], code_verifier=VERIFIER, nonce="n")
    async with httpx.AsyncClient(trust_env=False) as browser:
        answer = await browser.get(address)
        at_once = answer.headers.get("location")
        back = at_once or await choose(browser, address, person=BOATER.subject)
    token = await client.fetch_token(
        found["token_endpoint"], authorization_response=back, state=state, code_verifier=VERIFIER
    )
    return str(token["access_token"])


async def asked(where: Whereabouts, token: str | None, query: str, **variables: Any) -> httpx.Response:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.post(
            f"{where.address}graphql", json={"query": query, "variables": variables}, headers=headers
        )


@pytest.mark.parametrize("at_second", [False, True])
async def test_somebody_signs_in_and_applies(town: Database, town_url: str, tmp_path: Path, at_second: bool) -> None:
    with keycloak_like(clock=StoppedClock()) as second:
        async with AsyncExitStack() as exits:
            where = await exits.enter_async_context(serving(town_url, tmp_path, second.terms))
            client = await exits.enter_async_context(program(redirect_uri=CALLBACK, scope=SCOPE))
            issuer, subject = (second.issuer, SUBJECT) if at_second else (where.issuer, BOATER.subject)
            token = await signed_in(client, issuer)
            assert [(await asked(where, given, ME)).json()["data"]["me"] for given in (token, None)] == [
                {"isAuthenticated": True},
                {"isAuthenticated": False},
            ]
            key = str(uuid5(at.key("sign-in"), issuer))
            payload = (await asked(where, token, SUBMIT, input=submission(idempotencyKey=key))).json()
            assert payload["data"]["submitApplication"]["errors"] == []
    assert await who_acted(town) == [(issuer, subject)]


async def test_a_bad_token_is_no_way_to_be_nobody(town_url: str, tmp_path: Path) -> None:
    async with serving(town_url, tmp_path) as where, program(redirect_uri=CALLBACK, scope=SCOPE) as client:
        token = await signed_in(client, where.issuer)
        assert (await asked(where, token, ME)).status_code == 200
        refused = await asked(where, token[:-8] + "AAAAAAAA", ME)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == 'Bearer error="invalid_token"'
    assert [error["extensions"]["code"] for error in refused.json()["errors"]] == ["UNAUTHENTICATED"]


async def who_acted(town: Database) -> list[tuple[str, str]]:
    """Who stands behind the effects that are kept with their keys."""
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        rows = await connection.fetch(
            "SELECT issuer, subject FROM idempotency_keys JOIN person_identities ON caller = 'person:' || person_id"
        )
    return [(row["issuer"], row["subject"]) for row in rows]
