"""A good token is accepted, and what it says is read as its issuer meant it."""

from datetime import timedelta
from typing import Any

import pytest

from ahti.gateways.oidc.records import VerifiedToken
from ahti.gateways.oidc.refusals import InsufficientScope, Reason, TokenRefused
from ahti.gateways.oidc.verifier import TokenVerifier
from harbors.access.records import Assurance
from tests.integration.oidc.conftest import Trusting
from tests.integration.oidc.publisher import AUDIENCE, NOON, Publisher
from tests.signing import Signer, compact, token


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256", "EdDSA", "Ed25519"])
async def test_a_token_is_accepted_under_each_algorithm(
    verifier: TokenVerifier, publisher: Publisher, signers: dict[str, Signer], algorithm: str
) -> None:
    said = await verifier.verify(publisher.token(signers[algorithm]))
    assert said == VerifiedToken(
        issuer=publisher.issuer,
        subject="7f0c",
        expires_at=NOON + timedelta(seconds=300),
        authorized_party="portal",
        scopes=frozenset(),
    )


async def test_all_that_a_token_says_of_its_person_is_read(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer
) -> None:
    claims: dict[str, Any] = {
        "jti": "t1",
        "given_name": "Aino",
        "family_name": "Väylä",
        "email": "aino@example.org",
        "email_verified": True,
        "phone_number": "+358401234567",
        "phone_number_verified": "true",
        "municipality_of_residence": "Helsinki",
        "municipality_of_residence_number": "091",
        "loa": "substantial",
        "scope": "openid profile:read",
    }
    assert await verifier.verify(publisher.token(rsa, **claims)) == VerifiedToken(
        issuer=publisher.issuer,
        subject="7f0c",
        expires_at=NOON + timedelta(seconds=300),
        authorized_party="portal",
        token_id="t1",
        given_name="Aino",
        family_name="Väylä",
        email="aino@example.org",
        email_verified=True,
        phone_number="+358401234567",
        # A word is no truth value: whoever writes "false" would be believed, too.
        phone_number_verified=False,
        municipality="Helsinki",
        municipality_number="091",
        assurance=Assurance.SUBSTANTIAL,
        scopes=frozenset(["openid", "profile:read"]),
    )


async def test_claims_of_the_wrong_kind_say_nothing(verifier: TokenVerifier, publisher: Publisher, rsa: Signer) -> None:
    odd = {"given_name": 7, "family_name": "x" * 501, "email": "a\r\nb", "jti": "", "loa": ["?"], "scope": 3}
    said = await verifier.verify(publisher.token(rsa, **odd))
    assert said == await verifier.verify(publisher.token(rsa))


@pytest.mark.parametrize("typ", ["JWT", "at+jwt", "AT+JWT", "application/at+jwt"])
async def test_a_token_may_call_itself_a_jwt_or_an_access_token(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, typ: str
) -> None:
    assert (await verifier.verify(token(rsa, publisher.claims(), typ=typ))).subject == "7f0c"


@pytest.mark.parametrize(
    ("claims", "level"),
    [
        ({"loa": "low"}, Assurance.LOW),
        ({"loa": "high"}, Assurance.HIGH),
        ({"acr": "http://eidas.europa.eu/LoA/substantial"}, Assurance.SUBSTANTIAL),
        ({"acr": "1"}, Assurance.NONE),
        ({"amr": ["pwd", "suomi_fi"]}, Assurance.NONE),
        ({}, Assurance.NONE),
    ],
)
async def test_levels_of_assurance_as_issuers_usually_write_them(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, claims: dict[str, Any], level: Assurance
) -> None:
    assert (await verifier.verify(publisher.token(rsa, **claims))).assurance is level


async def test_the_operator_says_what_a_word_stands_for_and_the_highest_counts(
    trusting: Trusting, publisher: Publisher, rsa: Signer
) -> None:
    verifier = await trusting(assuranceClaim={"amr": {"suomi_fi": "SUBSTANTIAL", "pwd": "LOW"}})
    words = [["pwd"], ["pwd", "suomi_fi"], "suomi_fi", ["otp"]]
    levels = [(await verifier.verify(publisher.token(rsa, amr=amr, loa="high"))).assurance for amr in words]
    assert levels == [Assurance.LOW, Assurance.SUBSTANTIAL, Assurance.SUBSTANTIAL, Assurance.NONE]


async def test_scopes_as_the_profile_service_of_helsinki_writes_them(
    trusting: Trusting, publisher: Publisher, rsa: Signer
) -> None:
    permissions = [
        {"rsid": "1", "rsname": AUDIENCE, "scopes": ["gdprquery", "gdprdelete"]},
        {"rsid": "2", "rsname": "another-api", "scopes": ["city"]},
        {"rsid": "3", "rsname": AUDIENCE},
        {"scopes": ["city"]},
        "profile:read",
    ]
    claims = publisher.token(rsa, authorization={"permissions": permissions}, scope="openid")
    said = await (await trusting()).verify(claims)
    assert said.scopes == frozenset(["gdprquery", "gdprdelete", "profile:read", "openid"])
    named = await trusting(resources=["another-api"], scopeClaims=["authorization.permissions"])
    assert (await named.verify(claims)).scopes == frozenset(["city", "profile:read"])


async def test_roles_of_keycloak_are_no_scopes(verifier: TokenVerifier, publisher: Publisher, rsa: Signer) -> None:
    roles = {"realm_access": {"roles": ["city"]}, "resource_access": {AUDIENCE: {"roles": ["city"]}}}
    assert (await verifier.verify(publisher.token(rsa, **roles))).scopes == frozenset()


async def test_an_issuer_without_scope_claims_binds_its_tokens_by_none(
    trusting: Trusting, publisher: Publisher, rsa: Signer
) -> None:
    unbound = await trusting(scopeClaims=[])
    assert (await unbound.verify(publisher.token(rsa, scope="openid"))).scopes is None


async def test_a_token_without_the_required_scope_is_refused_with_403(
    trusting: Trusting, publisher: Publisher, rsa: Signer
) -> None:
    verifier = await trusting(requiredScope="berths")
    assert (await verifier.verify(publisher.token(rsa, scope="openid berths"))).subject == "7f0c"
    for scope in ("openid", "berths2", None):
        with pytest.raises(InsufficientScope) as refused:
            await verifier.verify(publisher.token(rsa, scope=scope))
        assert (refused.value.status, refused.value.reason) == (403, Reason.SCOPE)
        challenge = 'Bearer error="insufficient_scope", scope="berths"'
        assert refused.value.headers["www-authenticate"] == challenge


async def test_a_token_that_names_no_key_means_the_only_one_for_its_algorithm(
    verifier: TokenVerifier, publisher: Publisher, signers: dict[str, Signer]
) -> None:
    only, one_of_two = signers["ES256"], signers["RS256"]
    nameless = compact({"alg": "ES256"}, publisher.claims(), only.sign)
    assert (await verifier.verify(nameless)).subject == "7f0c"
    with pytest.raises(TokenRefused) as refused:
        await verifier.verify(compact({"alg": "RS256"}, publisher.claims(), one_of_two.sign))
    assert refused.value.reason is Reason.UNKNOWN_KEY
