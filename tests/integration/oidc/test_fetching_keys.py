"""Keys are fetched when they are needed, and seldom; an issuer that is away or lies gives none."""

import asyncio
import gzip
import json
import threading
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from ahti.gateways.oidc.fetching import LARGEST_DOCUMENT, CannotFetch, fetch_json, open_client
from ahti.gateways.oidc.issuer_keys import Pace
from ahti.gateways.oidc.refusals import IssuerAway, Reason, TokenRefused
from ahti.gateways.oidc.verifier import TokenVerifier
from tests.integration.oidc.publisher import DISCOVERY, KEYS, Hands, Publisher, published
from tests.signing import EdSigner, RsaSigner, Signer, base64url

USUAL, BOTH = Pace(), {DISCOVERY: 1, KEYS: 1}


async def reason(verifier: TokenVerifier, shown: str) -> Reason:
    with pytest.raises(TokenRefused) as refused:
        await verifier.verify(shown)
    return refused.value.reason


async def seconds_away(verifier: TokenVerifier, shown: str) -> int:
    """Refused since nobody can say; after how many seconds it is worth another try."""
    with pytest.raises(IssuerAway) as away:
        await verifier.verify(shown)
    assert away.value.status == 503
    assert away.value.headers["retry-after"] == str(away.value.retry_after)
    return away.value.retry_after


async def test_nothing_is_fetched_before_a_token_asks_for_it(verifier: TokenVerifier, publisher: Publisher) -> None:
    assert publisher.asked == {}


async def test_a_hundred_first_tokens_at_once_fetch_once(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer
) -> None:
    said = await asyncio.gather(*(verifier.verify(publisher.token(rsa, sub=f"s{n}")) for n in range(100)))
    assert [one.subject for one in said] == [f"s{n}" for n in range(100)]
    assert publisher.asked == BOTH


async def test_keys_are_fetched_anew_when_their_time_is_over(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, hands: Hands
) -> None:
    await verifier.verify(publisher.token(rsa))
    hands.turn(USUAL.usual - 1)
    await verifier.verify(publisher.token(rsa, exp=2**32))
    assert publisher.asked == BOTH
    hands.turn(1)
    await verifier.verify(publisher.token(rsa, exp=2**32))
    assert publisher.asked == {DISCOVERY: 2, KEYS: 2}


@pytest.mark.parametrize(
    ("cache_control", "lifetime"),
    [
        ("max-age=300", 300),
        ("public, max-age=300, must-revalidate", 300),
        ("MAX-AGE = 300", 300),
        ("max-age=1", USUAL.shortest),
        ("no-store", USUAL.shortest),
        ("max-age=300, no-cache", USUAL.shortest),
        ("max-age=99999999", USUAL.longest),
        ("s-maxage=5", USUAL.usual),
        ("", USUAL.usual),
    ],
)
async def test_the_issuer_says_within_bounds_how_long_its_keys_are_fresh(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, hands: Hands, cache_control: str, lifetime: float
) -> None:
    publisher.headers = {"cache-control": cache_control}
    lasting = publisher.token(rsa, exp=2**32)
    await verifier.verify(lasting)
    hands.turn(lifetime - 1)
    await verifier.verify(lasting)
    assert publisher.asked[KEYS] == 1
    hands.turn(1)
    await verifier.verify(lasting)
    assert publisher.asked[KEYS] == 2


async def test_a_withdrawn_key_is_no_good_once_its_time_is_over(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, hands: Hands
) -> None:
    lasting = publisher.token(rsa, exp=2**32)
    await verifier.verify(lasting)
    publisher.keys = [key for key in publisher.keys if key["kid"] != "rsa"]
    hands.turn(USUAL.usual)
    assert await reason(verifier, lasting) is Reason.UNKNOWN_KEY


async def test_an_unknown_key_is_looked_for_once(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, hands: Hands
) -> None:
    await verifier.verify(publisher.token(rsa))
    hands.turn(USUAL.curious)
    fresh = RsaSigner("fresh")
    publisher.keys.append(fresh.published())
    said = await asyncio.gather(*(verifier.verify(publisher.token(fresh)) for _ in range(50)))
    assert {one.subject for one in said} == {"7f0c"}
    # Where the keys are was known still.
    assert publisher.asked == {DISCOVERY: 1, KEYS: 2}


async def test_a_flood_of_invented_keys_makes_one_fetch_in_a_while(
    verifier: TokenVerifier, publisher: Publisher, rsa: RsaSigner, hands: Hands
) -> None:
    await verifier.verify(publisher.token(rsa))
    invented = [publisher.token(RsaSigner(f"invented-{n}", key=rsa.key)) for n in range(200)]
    assert {await reason(verifier, one) for one in invented} == {Reason.UNKNOWN_KEY}
    assert publisher.asked == BOTH
    hands.turn(USUAL.curious)
    assert set(await asyncio.gather(*(reason(verifier, one) for one in invented))) == {Reason.UNKNOWN_KEY}
    assert publisher.asked[KEYS] == 2
    await verifier.verify(publisher.token(rsa))


async def test_a_known_key_of_the_wrong_kind_is_not_looked_for(
    verifier: TokenVerifier, publisher: Publisher, rsa: RsaSigner, hands: Hands
) -> None:
    await verifier.verify(publisher.token(rsa))
    hands.turn(USUAL.curious)
    wrong = publisher.token(RsaSigner("ec", key=rsa.key))
    assert await reason(verifier, wrong) is Reason.UNKNOWN_KEY
    assert publisher.asked == BOTH


async def test_while_the_issuer_is_away_it_is_tried_ever_more_seldom(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, hands: Hands
) -> None:
    publisher.lose()
    lasting, waits = publisher.token(rsa, exp=2**32), []
    for attempt in range(1, 9):
        await asyncio.gather(*(seconds_away(verifier, lasting) for _ in range(20)))
        assert publisher.asked == {DISCOVERY: attempt}
        waits.append(await seconds_away(verifier, lasting))
        hands.turn(waits[-1] - 0.5)
        await seconds_away(verifier, lasting)
        assert publisher.asked == {DISCOVERY: attempt}
        hands.turn(0.5)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    publisher.answers.clear()
    assert (await verifier.verify(lasting)).subject == "7f0c"


async def test_old_keys_do_for_a_while_without_their_issuer(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, hands: Hands
) -> None:
    lasting = publisher.token(rsa, exp=2**32)
    await verifier.verify(lasting)
    publisher.lose()
    hands.turn(USUAL.usual + USUAL.usable - 1)
    assert (await verifier.verify(lasting)).subject == "7f0c"
    assert publisher.asked == {DISCOVERY: 2, KEYS: 1}
    hands.turn(1)
    await seconds_away(verifier, lasting)


async def test_an_unknown_key_does_not_break_the_pause_of_an_issuer_that_is_away(
    verifier: TokenVerifier, publisher: Publisher, rsa: RsaSigner, hands: Hands
) -> None:
    await verifier.verify(publisher.token(rsa))
    publisher.lose()
    hands.turn(USUAL.curious)
    unknown = publisher.token(RsaSigner("unknown", key=rsa.key))
    assert {await reason(verifier, unknown) for _ in range(10)} == {Reason.UNKNOWN_KEY}
    assert publisher.asked[KEYS] == 2
    await verifier.verify(publisher.token(rsa))


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://another.example"},
        {"issuer": None},
        {"jwks_uri": None},
        {"jwks_uri": "http://issuer.example/keys"},
        {"jwks_uri": "ftp://127.0.0.1/keys"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "https://name:word@issuer.example/keys"},
    ],
)
async def test_a_discovery_document_that_cannot_be_right_gives_no_keys(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, hands: Hands, discovery: dict[str, Any]
) -> None:
    publisher.discovery = discovery
    await seconds_away(verifier, publisher.token(rsa))
    assert publisher.asked == {DISCOVERY: 1}
    publisher.discovery = {}
    hands.turn(1)
    assert (await verifier.verify(publisher.token(rsa))).subject == "7f0c"


@pytest.mark.parametrize("path", [DISCOVERY, KEYS])
@pytest.mark.parametrize(
    "answer",
    [
        Response(status_code=404),
        Response(status_code=204),
        Response("no json", media_type="application/json"),
        Response("[" * 100_000),
        JSONResponse([]),
        JSONResponse({}),
        Response(" " * LARGEST_DOCUMENT + "{}"),
        Response(gzip.compress(b"{}"), headers={"content-encoding": "gzip"}),
    ],
)
async def test_an_answer_that_is_no_document_of_an_issuer_gives_no_keys(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, hands: Hands, path: str, answer: Response
) -> None:
    publisher.answers = {path: answer}
    await seconds_away(verifier, publisher.token(rsa))
    publisher.answers = {}
    hands.turn(1)
    assert (await verifier.verify(publisher.token(rsa))).subject == "7f0c"


@pytest.mark.parametrize("path", [DISCOVERY, KEYS])
async def test_a_redirect_is_not_followed(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, path: str
) -> None:
    with published(rsa) as other:
        publisher.answers = {path: RedirectResponse(other.issuer + path)}
        await seconds_away(verifier, publisher.token(rsa))
        assert other.asked == {}


@pytest.mark.parametrize(
    "useless",
    [
        None,
        "key",
        {"kty": "RSA"},
        {"kty": "RSA", "n": 7, "e": "AQAB"},
        {"kty": "RSA", "n": "A" * 200_000, "e": "AQAB"},
        {"kty": "RSA", "n": "sXch", "e": "AQAB"},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "EC", "crv": "P-999", "x": "AA", "y": "AA"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AA"},
        {"kty": "AKP", "pub": "AA"},
        {"kty": ["RSA"]},
    ],
)
async def test_a_key_that_nobody_can_use_does_not_spoil_the_others(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, useless: object
) -> None:
    publisher.keys.insert(0, useless)
    assert (await verifier.verify(publisher.token(rsa))).subject == "7f0c"


async def test_keys_for_encryption_and_private_keys_verify_nothing(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer
) -> None:
    leaked, honest = EdSigner("leaked"), EdSigner("honest")
    private = {"d": base64url(leaked.key.private_bytes_raw())}
    publisher.keys = [rsa.published() | {"use": "enc"}, leaked.published() | private, honest.published()]
    assert (await verifier.verify(publisher.token(honest))).subject == "7f0c"
    for signer in (rsa, leaked):
        assert await reason(verifier, publisher.token(signer)) is Reason.UNKNOWN_KEY


async def test_a_document_is_bounded_even_when_it_is_good(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, hands: Hands
) -> None:
    content = json.dumps({"keys": publisher.keys})
    publisher.answers = {KEYS: Response(content.ljust(LARGEST_DOCUMENT + 1))}
    await seconds_away(verifier, publisher.token(rsa))
    publisher.answers = {KEYS: Response(content.ljust(LARGEST_DOCUMENT))}
    hands.turn(1)
    assert (await verifier.verify(publisher.token(rsa))).subject == "7f0c"


async def test_keys_that_moved_are_looked_for_in_the_discovery_document(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer, hands: Hands
) -> None:
    publisher.discovery = {"jwks_uri": f"{publisher.issuer}/moved"}
    publisher.answers = {"/moved": Response(status_code=404)}
    await seconds_away(verifier, publisher.token(rsa))
    publisher.discovery = {}
    hands.turn(1)
    assert (await verifier.verify(publisher.token(rsa))).subject == "7f0c"
    assert publisher.asked == {DISCOVERY: 2, "/moved": 1, KEYS: 1}


async def test_an_unknown_key_does_not_break_a_long_pause_either(
    verifier: TokenVerifier, publisher: Publisher, rsa: RsaSigner, hands: Hands
) -> None:
    lasting = publisher.token(rsa, exp=2**32)
    await verifier.verify(lasting)
    publisher.lose()
    hands.turn(USUAL.usual)
    for pause in (1, 2, 4, 8, 16):
        await verifier.verify(lasting)
        hands.turn(pause)
    await verifier.verify(lasting)
    tried = publisher.asked[DISCOVERY]
    hands.turn(USUAL.curious)
    unknown = publisher.token(RsaSigner("unknown", key=rsa.key), exp=2**32)
    assert await reason(verifier, unknown) is Reason.UNKNOWN_KEY
    assert publisher.asked[DISCOVERY] == tried == 7


async def test_an_issuer_that_drips_is_not_waited_for(publisher: Publisher) -> None:
    async def drip() -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await asyncio.sleep(0.01)

    publisher.answers = {KEYS: StreamingResponse(drip())}
    async with open_client() as client:
        with pytest.raises(CannotFetch, match=r"did not answer within 0\.2 seconds"):
            await fetch_json(client, publisher.issuer + KEYS, patience=0.2)


async def test_one_who_gives_up_while_keys_are_fetched_leaves_the_fetch_to_the_next(
    verifier: TokenVerifier, publisher: Publisher, rsa: Signer
) -> None:
    asked, go_on = threading.Event(), threading.Event()

    async def hold() -> AsyncIterator[bytes]:
        asked.set()
        await asyncio.to_thread(go_on.wait)
        yield b"{}"

    publisher.answers = {DISCOVERY: StreamingResponse(hold())}
    gives_up, waits = (asyncio.create_task(verifier.verify(publisher.token(rsa))) for _ in range(2))
    await asyncio.to_thread(asked.wait, 10)
    publisher.answers = {}
    gives_up.cancel()
    assert (await waits).subject == "7f0c"
    go_on.set()
    assert publisher.asked == {DISCOVERY: 2, KEYS: 1}


async def test_nobody_at_home_is_an_issuer_that_is_away(hands: Hands, rsa: Signer) -> None:
    with published(rsa) as gone:
        pass
    async with TokenVerifier.opened([gone.terms()], clock=hands, seconds=hands.seconds) as verifier:
        assert await seconds_away(verifier, gone.token(rsa)) == 1


async def test_this_machine_is_asked_directly_whatever_proxy_is_set(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    async with httpx.AsyncClient() as through_proxy:
        with pytest.raises(httpx.ConnectError):
            await through_proxy.get(publisher.issuer + KEYS)
    async with open_client() as client:
        assert (await fetch_json(client, publisher.issuer + KEYS)).content["keys"] == publisher.keys
