"""No character of a token can be another: whatever is changed, the token is refused."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahti.gateways.oidc.fetching import Document
from ahti.gateways.oidc.issuer_keys import USUAL_PACE, IssuerKeys
from ahti.gateways.oidc.issuers import TrustedIssuer
from ahti.gateways.oidc.refusals import TokenRefused
from ahti.gateways.oidc.verifier import TokenVerifier, Trusted
from tests.clocks import StoppedClock
from tests.signing import EcSigner, EdSigner, RsaSigner, Signer, token

ISSUER = "https://id.example"
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
SIGNERS: list[Signer] = [RsaSigner("one"), RsaSigner("two", "PS256"), EcSigner("three"), EdSigner("four")]
CLAIMS = {"iss": ISSUER, "aud": "ahti", "sub": "7f0c", "exp": NOW.timestamp() + 60, "name": "Väylä"}
TOKENS = [token(signer, CLAIMS) for signer in SIGNERS]


async def publish(address: str) -> Document:
    """The documents of an issuer, without a server."""
    if address.endswith("/keys"):
        return Document({"keys": [signer.published() for signer in SIGNERS]}, lifetime=None)
    return Document({"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys"}, lifetime=None)


async def verified(shown: str) -> str:
    keys = IssuerKeys(ISSUER, publish, seconds=lambda: 0.0, pace=USUAL_PACE)
    trusted = {ISSUER: Trusted(TrustedIssuer(issuer=ISSUER, audience=("ahti",)), keys)}
    return (await TokenVerifier(trusted, clock=StoppedClock(NOW)).verify(shown)).subject


@pytest.mark.parametrize("honest", TOKENS)
def test_the_token_itself_is_accepted(honest: str) -> None:
    assert asyncio.run(verified(honest)) == "7f0c"


@given(st.data())
def test_a_token_with_one_other_character_is_refused(data: st.DataObject) -> None:
    honest = data.draw(st.sampled_from(TOKENS))
    place = data.draw(st.integers(0, len(honest) - 1))
    other = data.draw(st.characters(codec="latin-1").filter(lambda one: one != honest[place]))
    with pytest.raises(TokenRefused):
        asyncio.run(verified(honest[:place] + other + honest[place + 1 :]))


@given(st.data())
def test_a_token_with_a_character_more_or_less_is_refused(data: st.DataObject) -> None:
    honest = data.draw(st.sampled_from(TOKENS))
    place = data.draw(st.integers(0, len(honest)))
    more = data.draw(st.sampled_from(["", "A", ".", "=", "-"]))
    changed = honest[:place] + more + honest[place + (0 if more else 1) :]
    with pytest.raises(TokenRefused):
        asyncio.run(verified(changed if changed != honest else honest[1:]))


def test_every_last_character_of_a_signature_is_tried() -> None:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for honest in TOKENS:
        for other in set(alphabet) - {honest[-1]}:
            with pytest.raises(TokenRefused):
                asyncio.run(verified(honest[:-1] + other))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["iss", "aud", "sub", "exp", "nbf", "iat", "azp", "typ", "scope", "authorization", "loa", "acr", "amr", "cnf"]
)


@given(st.dictionaries(NAMES, json_values, max_size=6))
def test_whatever_an_issuer_signs_is_read_or_refused(claims: dict[str, object]) -> None:
    said = json.loads(json.dumps(CLAIMS | claims).replace("NaN", "0").replace("Infinity", "1"))
    try:
        subject = asyncio.run(verified(token(SIGNERS[3], said)))
    except TokenRefused:
        return
    assert subject == said["sub"]
