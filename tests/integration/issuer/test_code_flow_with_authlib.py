"""Authlib signs in at our issuer, and at one that is not ours; the service takes the tokens of both, on equal terms."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet

from ahti.gateways.oidc.refusals import TokenRefused
from ahti.gateways.oidc.verifier import TokenVerifier
from ahti.issuer.app import Whereabouts
from ahti.issuer.people import BOATER
from harbors.access.records import Assurance
from tests.integration.issuer.authlib_client import AsyncOAuth2Client, OAuthError, program
from tests.integration.issuer.keycloak_like import AUDIENCE, SUBJECT, keycloak_like
from tests.integration.issuer.visitor import choose, told
from tests.integration.oidc.publisher import NOON, Hands
from tests.signing import token as signed

CALLBACK = "http://127.0.0.1:51004/callback"
SCOPE = "openid profile email phone offline_access applications:read applications:write"
VERIFIER, NONCE = "v" * 64, "n-0S6_WzA2Mj"


async def described(client: httpx.AsyncClient, issuer: str) -> dict[str, Any]:
    """The discovery document."""
    found: dict[str, Any] = (await client.get(f"{issuer}/.well-known/openid-configuration")).json()
    assert found["issuer"] == issuer
    return found


async def id_claims(client: httpx.AsyncClient, found: dict[str, Any], token: dict[str, Any]) -> CodeIDToken:
    """The id token, with its signature and its claims checked by Authlib."""
    keys = KeySet.import_key_set((await client.get(found["jwks_uri"])).json())
    read = jwt.decode(token["id_token"], keys, algorithms=["RS256", "ES256"])
    options = {"iss": {"value": found["issuer"]}, "aud": {"value": "ahti-demo"}}
    params = {"nonce": NONCE, "client_id": "ahti-demo", "access_token": token["access_token"]}
    claims = CodeIDToken(read.claims, read.header, options, params)
    claims.validate(now=int(NOON.timestamp()), leeway=0)
    return claims


@pytest.fixture
async def authlib() -> AsyncIterator[AsyncOAuth2Client]:
    async with program(redirect_uri=CALLBACK, scope=SCOPE) as client:
        yield client


async def test_the_whole_flow_at_our_issuer(
    where: Whereabouts, hands: Hands, browser: httpx.AsyncClient, authlib: AsyncOAuth2Client
) -> None:
    found = await described(browser, where.issuer)
    address, state = authlib.create_authorization_url(
        found["authorization_endpoint"], code_verifier=VERIFIER, nonce=NONCE
    )
    back = await choose(browser, address, person=BOATER.subject)
    assert back.startswith(f"{CALLBACK}?")
    assert (told(back)["state"], told(back)["iss"]) == (state, where.issuer)
    token = await authlib.fetch_token(
        found["token_endpoint"], authorization_response=back, state=state, code_verifier=VERIFIER
    )
    assert (token["token_type"], token["expires_in"], token["scope"]) == ("Bearer", 300, SCOPE)

    claims = await id_claims(browser, found, token)
    assert (claims["sub"], claims["nonce"], claims["auth_time"]) == (BOATER.subject, NONCE, int(NOON.timestamp()))

    person = (await authlib.get(found["userinfo_endpoint"])).json()
    assert person == {
        "sub": "demo-boater",
        "name": "Aino Saarinen",
        "given_name": "Aino",
        "family_name": "Saarinen",
        "locale": "fi",
        "municipality_of_residence": "Helsinki",
        "municipality_of_residence_number": "091",
        "email": "aino.saarinen@example.org",
        "email_verified": True,
        "phone_number": "+358401000001",
        "phone_number_verified": True,
    }

    async with TokenVerifier.opened([where.terms], clock=hands) as verifier:
        first = await verifier.verify(token["access_token"])
        assert (first.subject, first.authorized_party) == (BOATER.subject, "ahti-demo")
        assert (first.given_name, first.email_verified) == ("Aino", True)
        assert (first.municipality, first.municipality_number) == ("Helsinki", "091")
        assert first.assurance is Assurance.SUBSTANTIAL
        assert first.scopes == frozenset(SCOPE.split())

        hands.turn(200)
        renewed = await authlib.refresh_token(found["token_endpoint"])
        assert renewed["refresh_token"] != token["refresh_token"]
        second = await verifier.verify(renewed["access_token"])
        assert (second.expires_at - first.expires_at).total_seconds() == 200

    assert (await authlib.revoke_token(found["revocation_endpoint"], token=renewed["refresh_token"])).status_code == 200
    with pytest.raises(OAuthError, match="invalid_grant"):
        await authlib.refresh_token(found["token_endpoint"], refresh_token=renewed["refresh_token"])


async def test_the_whole_flow_at_a_second_issuer(
    hands: Hands, browser: httpx.AsyncClient, authlib: AsyncOAuth2Client
) -> None:
    with keycloak_like(clock=hands) as keycloak:
        found = await described(browser, keycloak.issuer)
        address, state = authlib.create_authorization_url(
            found["authorization_endpoint"], code_verifier=VERIFIER, nonce=NONCE
        )
        back = (await browser.get(address)).headers["location"]
        token = await authlib.fetch_token(
            found["token_endpoint"], authorization_response=back, state=state, code_verifier=VERIFIER
        )
        assert (await id_claims(browser, found, token))["sub"] == SUBJECT
        async with TokenVerifier.opened([keycloak.terms], clock=hands) as verifier:
            said = await verifier.verify(token["access_token"])
    assert (said.issuer, said.subject, said.authorized_party) == (keycloak.issuer, SUBJECT, "ahti-demo")
    assert (said.email, said.email_verified) == ("aino@example.org", False)
    assert said.assurance is Assurance.SUBSTANTIAL
    assert said.scopes == frozenset(SCOPE.split())


async def test_both_issuers_are_trusted_side_by_side_and_neither_speaks_for_the_other(
    where: Whereabouts, hands: Hands, browser: httpx.AsyncClient, authlib: AsyncOAuth2Client
) -> None:
    address, state = authlib.create_authorization_url(f"{where.issuer}/authorize", code_verifier=VERIFIER)
    back = await choose(browser, address, person=BOATER.subject)
    ours = await authlib.fetch_token(
        f"{where.issuer}/token", authorization_response=back, state=state, code_verifier=VERIFIER
    )
    with keycloak_like(clock=hands) as keycloak:
        noon = int(NOON.timestamp())
        claims = {"sub": SUBJECT, "aud": AUDIENCE, "azp": "ahti-demo", "iat": noon, "exp": noon + 300}
        theirs = signed(keycloak.signer, claims | {"iss": keycloak.issuer})
        forged = signed(keycloak.signer, claims | {"iss": where.issuer, "aud": where.audience})
        async with TokenVerifier.opened([where.terms, keycloak.terms], clock=hands) as verifier:
            assert (await verifier.verify(ours["access_token"])).subject == BOATER.subject
            assert (await verifier.verify(theirs)).subject == SUBJECT
            for refused in (forged, ours["id_token"]):
                with pytest.raises(TokenRefused, match=r"algorithm|unknown-key|audience|wrong-type"):
                    await verifier.verify(refused)
