"""Every known way to forge or misuse a token is refused; beside each, the honest token is accepted."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ahti.gateways.oidc.refusals import Reason, TokenRefused
from ahti.gateways.oidc.verifier import TokenVerifier
from tests.integration.oidc.conftest import Trusting
from tests.integration.oidc.publisher import AUDIENCE, NOON, Hands, Publisher, published
from tests.signing import EcSigner, RsaSigner, Signer, as_part, base64url, compact, token, with_secret

NOON_SECONDS = int(NOON.timestamp())
Forge = Callable[[Publisher, RsaSigner], str]


async def why(verifier: TokenVerifier, forged: str) -> Reason:
    """Why it is refused."""
    with pytest.raises(TokenRefused) as refused:
        await verifier.verify(forged)
    assert (refused.value.status, refused.value.error) == (401, "invalid_token")
    return refused.value.reason


async def require_good(verifier: TokenVerifier, honest: str) -> None:
    assert (await verifier.verify(honest)).subject == "7f0c"


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", ""])
@pytest.mark.parametrize("signature", [b"", b"x"])
async def test_no_signature_is_no_good(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, algorithm: str, signature: bytes
) -> None:
    await require_good(verifier, publisher.token(rsa))
    forged = compact({"alg": algorithm, "kid": "rsa"}, publisher.claims(), lambda _: signature)
    assert await why(verifier, forged) is Reason.ALGORITHM


def secrets_of(signer: RsaSigner) -> list[bytes]:
    """Whatever a library could take for the bytes of a public key."""
    public = signer.key.public_key()
    encodings = [(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)]
    encodings += [(Encoding.PEM, PublicFormat.PKCS1)]
    written = [public.public_bytes(*one) for one in encodings]
    return [*written, json.dumps(signer.published()).encode(), signer.published()["n"].encode(), b""]


async def test_a_public_key_is_no_secret(verifier: TokenVerifier, publisher: Publisher, rsa: RsaSigner) -> None:
    await require_good(verifier, publisher.token(rsa))
    for secret in secrets_of(rsa):
        forged = compact({"alg": "HS256", "kid": "rsa"}, publisher.claims(), with_secret(secret))
        assert await why(verifier, forged) is Reason.ALGORITHM


async def test_a_published_secret_verifies_nothing(verifier: TokenVerifier, publisher: Publisher, rsa: Signer) -> None:
    publisher.keys.append({"kty": "oct", "kid": "shared", "k": base64url(b"s" * 32)})
    await require_good(verifier, publisher.token(rsa))
    for algorithm in ("HS256", "RS256"):
        forged = compact({"alg": algorithm, "kid": "shared"}, publisher.claims(), with_secret(b"s" * 32))
        assert await why(verifier, forged) in {Reason.ALGORITHM, Reason.UNKNOWN_KEY}


async def test_an_algorithm_that_the_operator_left_out_is_refused(
    trusting: Trusting, publisher: Publisher, signers: dict[str, Signer]
) -> None:
    verifier = await trusting(algorithms=["ES256"])
    await require_good(verifier, publisher.token(signers["ES256"]))
    assert await why(verifier, publisher.token(signers["RS256"])) is Reason.ALGORITHM


async def test_a_key_of_one_kind_does_not_verify_for_another(
    verifier: TokenVerifier, publisher: Publisher, signers: dict[str, Signer]
) -> None:
    ec = signers["ES256"]
    await require_good(verifier, publisher.token(ec))
    assert await why(verifier, token(ec, publisher.claims(), kid="rsa")) is Reason.UNKNOWN_KEY
    assert await why(verifier, token(ec, publisher.claims(), alg="RS256")) is Reason.UNKNOWN_KEY


def zeros(length: int) -> Callable[[bytes], bytes]:
    """A signer of nothing."""
    return lambda _: bytes(length)


async def test_a_signature_of_zeros_is_refused(verifier: TokenVerifier, publisher: Publisher, rsa: Signer) -> None:
    await require_good(verifier, publisher.token(rsa))
    for length in (0, 1, 63, 64, 65, 256):
        for kid, algorithm in (("ec", "ES256"), ("rsa", "RS256"), ("ed", "EdDSA"), ("pss", "PS256")):
            forged = compact({"alg": algorithm, "kid": kid}, publisher.claims(), zeros(length))
            assert await why(verifier, forged) is Reason.SIGNATURE


def stranger() -> EcSigner:
    return EcSigner("ec")


@pytest.mark.parametrize(
    "extra",
    [
        {"jwk": {"kty": "EC"}},
        {"jku": "https://forger.example/keys"},
        {"x5u": "https://forger.example/certificate"},
        {"x5c": ["MIIB"]},
        {"crit": ["exp"], "exp": NOON_SECONDS},
        {"crit": []},
        {"b64": False, "crit": ["b64"]},
        {"b64": True},
        {"cty": "JWT"},
        {"enc": "A128GCM"},
        {"zip": "DEF"},
        {"anything": 1},
    ],
)
async def test_a_header_that_brings_a_key_or_a_rule_is_refused_whoever_signed(
    verifier: TokenVerifier, publisher: Publisher, signers: dict[str, Signer], extra: dict[str, Any]
) -> None:
    honest, forger = signers["ES256"], stranger()
    if "jwk" in extra:
        extra = {"jwk": forger.published()}
    await require_good(verifier, publisher.token(honest))
    for signer in (honest, forger):
        assert await why(verifier, token(signer, publisher.claims(), **extra)) is Reason.HEADER_FORBIDDEN
    assert await why(verifier, token(forger, publisher.claims())) is Reason.SIGNATURE


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"iss": "https://elsewhere.example"}, Reason.UNKNOWN_ISSUER),
        ({"iss": None}, Reason.UNKNOWN_ISSUER),
        ({"iss": ["a"]}, Reason.UNKNOWN_ISSUER),
        ({"aud": "another-api"}, Reason.AUDIENCE),
        ({"aud": f"{AUDIENCE} "}, Reason.AUDIENCE),
        ({"aud": AUDIENCE.upper()}, Reason.AUDIENCE),
        ({"aud": [], "azp": None}, Reason.AUDIENCE),
        ({"aud": {AUDIENCE: 1}}, Reason.AUDIENCE),
        ({"aud": [AUDIENCE, 1]}, Reason.AUDIENCE),
        ({"aud": None}, Reason.AUDIENCE),
        ({"aud": [AUDIENCE, "another"], "azp": None}, Reason.AUTHORIZED_PARTY),
        ({"azp": ""}, Reason.AUTHORIZED_PARTY),
        ({"azp": ["portal"]}, Reason.AUTHORIZED_PARTY),
        ({"exp": NOON_SECONDS - 31}, Reason.EXPIRED),
        ({"exp": 0}, Reason.EXPIRED),
        ({"exp": None}, Reason.TIMES),
        ({"exp": str(NOON_SECONDS + 300)}, Reason.TIMES),
        ({"exp": True}, Reason.TIMES),
        ({"exp": 1e300}, Reason.TIMES),
        ({"exp": -1}, Reason.TIMES),
        ({"nbf": NOON_SECONDS + 31}, Reason.NOT_YET),
        ({"nbf": "later"}, Reason.TIMES),
        ({"iat": NOON_SECONDS + 31}, Reason.NOT_YET),
        ({"sub": ""}, Reason.SUBJECT),
        ({"sub": None}, Reason.SUBJECT),
        ({"sub": 7}, Reason.SUBJECT),
        ({"sub": "x" * 256}, Reason.SUBJECT),
        ({"sub": "a\x00b"}, Reason.SUBJECT),
        ({"typ": "ID"}, Reason.WRONG_TYPE),
        ({"typ": "Refresh"}, Reason.WRONG_TYPE),
        ({"typ": "Offline"}, Reason.WRONG_TYPE),
        ({"typ": "Logout"}, Reason.WRONG_TYPE),
        ({"typ": "DPoP"}, Reason.WRONG_TYPE),
        ({"at_hash": "abc"}, Reason.WRONG_TYPE),
        ({"cnf": {"jkt": "abc"}}, Reason.BOUND_TO_SENDER),
    ],
)
async def test_an_honestly_signed_token_that_is_not_for_here_and_now_is_refused(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, claims: dict[str, Any], reason: Reason
) -> None:
    await require_good(verifier, publisher.token(rsa))
    assert await why(verifier, publisher.token(rsa, **claims)) is reason


@pytest.mark.parametrize("typ", ["logout+jwt", "dpop+jwt", "secevent+jwt", "JOSE", ""])
async def test_a_token_of_another_type_is_refused(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, typ: str
) -> None:
    await require_good(verifier, publisher.token(rsa))
    assert await why(verifier, token(rsa, publisher.claims(), typ=typ)) is Reason.WRONG_TYPE


async def test_clocks_may_differ_by_half_a_minute(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, hands: Hands
) -> None:
    ahead = publisher.token(rsa, nbf=NOON_SECONDS + 30, iat=NOON_SECONDS + 30, exp=NOON_SECONDS + 60)
    await require_good(verifier, ahead)
    hands.turn(89)
    await require_good(verifier, ahead)
    hands.turn(1)
    assert await why(verifier, ahead) is Reason.EXPIRED


async def test_a_token_for_several_audiences_names_its_party(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer
) -> None:
    several = [AUDIENCE, "another"]
    assert (await verifier.verify(publisher.token(rsa, aud=several))).authorized_party == "portal"
    # RFC 9068 calls it client_id.
    said = await verifier.verify(publisher.token(rsa, aud=several, azp=None, client_id="app"))
    assert said.authorized_party == "app"
    assert (await verifier.verify(publisher.token(rsa, aud=[AUDIENCE], azp=None))).authorized_party is None


async def test_a_party_that_the_operator_did_not_name_is_refused(
    trusting: Trusting, publisher: Publisher, rsa: Signer
) -> None:
    verifier = await trusting(authorizedParties=["portal"])
    await require_good(verifier, publisher.token(rsa))
    for party in ("stranger", None):
        assert await why(verifier, publisher.token(rsa, azp=party)) is Reason.AUTHORIZED_PARTY


async def test_one_issuer_cannot_sign_for_another(publisher: Publisher, rsa: RsaSigner, hands: Hands) -> None:
    other_signer = RsaSigner("rsa")
    with published(other_signer) as other:
        terms = [publisher.terms(), other.terms()]
        async with TokenVerifier.opened(terms, clock=hands, seconds=hands.seconds) as verifier:
            await require_good(verifier, publisher.token(rsa))
            await require_good(verifier, other.token(other_signer))
            assert await why(verifier, publisher.token(other_signer)) is Reason.SIGNATURE
            assert await why(verifier, publisher.token(rsa, iss=f"{publisher.issuer}/")) is Reason.UNKNOWN_ISSUER


async def test_an_unknown_issuer_is_not_asked_for_its_keys(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer
) -> None:
    with published(rsa) as unknown:
        assert await why(verifier, unknown.token(rsa)) is Reason.UNKNOWN_ISSUER
        assert unknown.asked == {}


def spelled(header: bytes, payload: bytes, signer: Signer) -> str:
    """A token whose JSON is written by hand."""
    return compact(header, payload, signer.sign)


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (lambda p, s: "", Reason.NOT_A_JWT),
        (lambda p, s: "..", Reason.NOT_A_JWT),
        (lambda p, s: p.token(s) + ".", Reason.NOT_A_JWT),
        (lambda p, s: p.token(s).rsplit(".", 1)[0], Reason.NOT_A_JWT),
        (lambda p, s: p.token(s) + "=", Reason.NOT_A_JWT),
        (lambda p, s: p.token(s) + "\n", Reason.NOT_A_JWT),
        (lambda p, s: " " + p.token(s), Reason.NOT_A_JWT),
        (lambda p, s: p.token(s).replace(".", ".%", 1), Reason.NOT_A_JWT),
        (lambda p, s: p.token(s, note="x" * 13_000), Reason.TOO_LONG),
        (lambda p, s: spelled(b'{"alg":"none","alg":"RS256"}', b"{}", s), Reason.NOT_A_JWT),
        (lambda p, s: spelled(b'{"alg":"RS256"}', b'{"sub":"a","sub":"b"}', s), Reason.NOT_A_JWT),
        (lambda p, s: spelled(b'{"alg":"RS256"}', b'{"exp":NaN}', s), Reason.NOT_A_JWT),
        (lambda p, s: spelled(b'{"alg":"RS256"}', b'{"exp":Infinity}', s), Reason.NOT_A_JWT),
        (lambda p, s: spelled(b'{"alg":"RS256"}', b"\xff", s), Reason.NOT_A_JWT),
        (lambda p, s: spelled(b"[" * 6000, b"{}", s), Reason.NOT_A_JWT),
        (lambda p, s: spelled(b'{"alg":"RS256"}', b"[" * 6000, s), Reason.NOT_A_JWT),
        (lambda p, s: spelled(b'"RS256"', b"{}", s), Reason.NOT_A_JWT),
        (lambda p, s: spelled(b'{"alg":"RS256"}', b"[]", s), Reason.NOT_A_JWT),
        (lambda p, s: token(s, p.claims(), alg=["RS256"]), Reason.NOT_A_JWT),
        (lambda p, s: token(s, p.claims(), kid=7), Reason.NOT_A_JWT),
        (lambda p, s: token(s, p.claims(), kid="k" * 256), Reason.NOT_A_JWT),
        (lambda p, s: f"{as_part({'kid': 'rsa'})}.{as_part(p.claims())}.AAAA", Reason.ALGORITHM),
        (lambda p, s: token(s, p.claims(), kid="../../etc/passwd"), Reason.UNKNOWN_KEY),
    ],
)
async def test_what_is_no_token_is_refused_before_anything_is_believed(
    verifier: TokenVerifier, publisher: Publisher, rsa: RsaSigner, write: Forge, reason: Reason
) -> None:
    await require_good(verifier, publisher.token(rsa))
    assert await why(verifier, write(publisher, rsa)) is reason


async def test_one_token_has_one_spelling(verifier: TokenVerifier, publisher: Publisher, rsa: Signer) -> None:
    honest = publisher.token(rsa)
    await require_good(verifier, honest)
    # 256 bytes leave four bits of the last character unused: many decoders take fifteen other characters for it.
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/="
    others = [honest[:-1] + letter for letter in alphabet if letter != honest[-1]]
    assert {await why(verifier, other) for other in others} <= {Reason.NOT_A_JWT, Reason.SIGNATURE}
