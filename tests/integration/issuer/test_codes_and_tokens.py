"""A code is good once and soon, a refresh token once; whatever comes twice takes back what it gave."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from ahti.gateways.oidc.verifier import TokenVerifier
from ahti.issuer.keys import TERM
from tests.integration.issuer.flow import CALLBACK, VERIFIER, Flow, error, good
from tests.integration.issuer.served import Late, begin
from tests.integration.oidc.publisher import Hands

INVALID_GRANT = (400, "invalid_grant")


async def test_a_code_is_good_once_and_a_second_time_takes_back_what_it_gave(flow: Flow) -> None:
    code = await flow.code()
    given = good(await flow.redeem(code))
    assert await flow.person(given["access_token"]) == 200
    assert error(await flow.redeem(code)) == INVALID_GRANT
    assert error(await flow.refresh(given["refresh_token"])) == INVALID_GRANT
    assert await flow.person(given["access_token"]) == 401


async def test_a_code_lasts_a_minute(flow: Flow, hands: Hands) -> None:
    early, late = await flow.code(), await flow.code()
    hands.turn(59)
    good(await flow.redeem(early))
    hands.turn(1)
    assert error(await flow.redeem(late)) == INVALID_GRANT


async def test_a_used_code_takes_back_what_it_gave_even_when_its_minute_is_over(flow: Flow, hands: Hands) -> None:
    code = await flow.code()
    given = good(await flow.redeem(code))
    hands.turn(300)
    assert error(await flow.redeem(code)) == INVALID_GRANT
    assert error(await flow.refresh(given["refresh_token"])) == INVALID_GRANT


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "portal"},
        {"redirect_uri": CALLBACK.replace("51004", "51005")},
        {"redirect_uri": "http://127.0.0.1/callback"},
        {"code_verifier": VERIFIER + "x"},
        {"code_verifier": VERIFIER[:42]},
        {"code_verifier": "ä" * 43},
        {"code": "0" * 64},
    ],
)
async def test_a_code_is_for_the_program_that_asked_and_nobody_else(flow: Flow, changes: dict[str, str]) -> None:
    good(await flow.redeem(await flow.code()))
    code = await flow.code()
    assert error(await flow.redeem(**{"code": code} | changes)) == INVALID_GRANT


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"client_id": None}, (400, "invalid_request")),
        ({"client_id": "unknown"}, (401, "invalid_client")),
        ({"code_verifier": None}, (400, "invalid_request")),
        ({"redirect_uri": None}, (400, "invalid_request")),
        ({"grant_type": None}, (400, "invalid_request")),
        ({"grant_type": "password"}, (400, "unsupported_grant_type")),
        ({"grant_type": "client_credentials"}, (400, "unsupported_grant_type")),
    ],
)
async def test_a_request_for_tokens_that_lacks_something_is_told_so(
    flow: Flow, changes: dict[str, str | None], said: tuple[int, str]
) -> None:
    code = await flow.code()
    assert error(await flow.redeem(code, **changes)) == said
    good(await flow.redeem(code))


async def test_tokens_are_asked_for_with_a_form_of_bounded_size_and_without_a_password(flow: Flow) -> None:
    address, form = f"{flow.where.issuer}/token", {"grant_type": "refresh_token", "client_id": "ahti-demo"}
    assert (await flow.browser.get(address)).status_code == 405
    assert (await flow.browser.post(address, json=form)).status_code == 415
    assert (await flow.browser.post(address, data=form | {"x": "y" * 17_000})).status_code == 413
    assert error(await flow.browser.post(address, data=form, auth=("ahti-demo", "x"))) == (401, "invalid_client")
    twice = "grant_type=refresh_token&client_id=ahti-demo&client_id=ahti-demo&refresh_token=x"
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert error(await flow.browser.post(address, content=twice, headers=headers)) == (400, "invalid_request")


async def test_a_refresh_token_is_good_once_and_its_theft_ends_the_grant(flow: Flow) -> None:
    first = (await flow.tokens())["refresh_token"]
    second = good(await flow.refresh(first))["refresh_token"]
    third = good(await flow.refresh(second))
    assert error(await flow.refresh(second)) == INVALID_GRANT
    assert error(await flow.refresh(third["refresh_token"])) == INVALID_GRANT


async def test_a_refresh_token_that_was_never_given_ends_nothing(flow: Flow) -> None:
    given = (await flow.tokens())["refresh_token"]
    grant, number, seal = given.split(".")
    inventions = [f"{grant}.{number}.{seal[:-1]}x", f"{grant}.1.{seal}", f"{grant}.00.{seal}", grant, f"{grant}..", ""]
    inventions += [f"{grant}.{number}.{seal}.x", f"{grant}.٠.{seal}", "ä.0.b"]
    for invented in inventions:
        assert error(await flow.refresh(invented)) in {INVALID_GRANT, (400, "invalid_request")}
    assert error(await flow.refresh(given, client_id="portal")) == INVALID_GRANT
    good(await flow.refresh(given))


async def test_a_refresh_token_lasts_thirty_days_however_often_it_was_renewed(flow: Flow, hands: Hands) -> None:
    token = (await flow.tokens())["refresh_token"]
    hands.turn(timedelta(days=29).total_seconds())
    token = good(await flow.refresh(token))["refresh_token"]
    hands.turn(timedelta(days=1).total_seconds())
    assert error(await flow.refresh(token)) == INVALID_GRANT


async def test_scopes_can_be_narrowed_but_not_widened(flow: Flow) -> None:
    first = await flow.tokens(scope="openid profile offline_access")
    assert error(await flow.refresh(first["refresh_token"], scope="openid city")) == (400, "invalid_scope")
    narrow = good(await flow.refresh(first["refresh_token"], scope="openid"))
    assert narrow["scope"] == "openid"
    assert good(await flow.refresh(narrow["refresh_token"]))["scope"] == "openid profile offline_access"


async def test_without_offline_access_there_is_no_refresh_token_and_without_openid_no_id_token(flow: Flow) -> None:
    given = await flow.tokens(scope="applications:read")
    assert sorted(given) == ["access_token", "expires_in", "scope", "token_type"]
    assert await flow.person(given["access_token"]) == 401


async def test_an_access_token_is_what_rfc_9068_says(flow: Flow) -> None:
    given = await flow.tokens(scope="openid applications:read")
    keys = KeySet.import_key_set((await flow.browser.get(f"{flow.where.issuer}/jwks")).json())
    read = jwt.decode(given["access_token"], keys, algorithms=["RS256"])
    assert read.header == {"alg": "RS256", "kid": keys.keys[0].kid, "typ": "at+jwt"}
    assert sorted(read.claims) == [
        "acr", "aud", "auth_time", "client_id", "exp", "iat", "iss", "jti", "scope", "sid", "sub",
    ]  # fmt: skip
    assert read.claims["aud"] == flow.where.audience == f"{flow.where.address}graphql"


async def test_keys_are_published_without_their_private_part(flow: Flow) -> None:
    published = (await flow.browser.get(f"{flow.where.issuer}/jwks")).json()
    assert [sorted(key) for key in published["keys"]] == [["alg", "e", "kid", "kty", "n", "use"]]


async def test_revoking_ends_the_sign_in_and_says_nothing_of_strangers(flow: Flow) -> None:
    async def revoked(token: str, client_id: str = "ahti-demo") -> int:
        return (await flow.posted("revoke", token=token, client_id=client_id)).status_code

    given = await flow.tokens()
    assert [await revoked("nothing"), await revoked(given["refresh_token"], "portal")] == [200, 200]
    assert [await revoked(given["access_token"], "portal"), await flow.person(given["access_token"])] == [200, 200]
    assert await revoked(given["access_token"]) == 200
    assert await flow.person(given["access_token"]) == 401
    assert error(await flow.refresh(given["refresh_token"])) == INVALID_GRANT
    assert error(await flow.posted("revoke", token="x")) == (400, "invalid_request")
    assert error(await flow.posted("revoke", token="x", client_id="unknown")) == (401, "invalid_client")


async def test_the_person_is_shown_to_a_good_access_token_alone(flow: Flow, hands: Hands) -> None:
    address = f"{flow.where.issuer}/userinfo"
    given = await flow.tokens()
    assert await flow.person(given["access_token"]) == 200
    nobody = await flow.browser.get(address)
    assert (nobody.status_code, nobody.headers["www-authenticate"]) == (401, 'Bearer error="invalid_token"')
    assert (await flow.browser.get(address, params={"access_token": given["access_token"]})).status_code == 401
    assert await flow.person(given["id_token"]) == 401
    assert await flow.person(given["access_token"][:-4] + "AAAA") == 401
    hands.turn(300)
    assert await flow.person(given["access_token"]) == 401


async def test_signing_out_ends_what_the_id_token_speaks_of(flow: Flow) -> None:
    given = await flow.tokens()
    fields = {
        "id_token_hint": given["id_token"],
        "state": "z",
        "post_logout_redirect_uri": "http://127.0.0.1:9/signed-out",
    }
    left = await flow.posted("end-session", **fields)
    assert (left.status_code, left.headers["location"]) == (303, "http://127.0.0.1:9/signed-out?state=z")
    assert error(await flow.refresh(given["refresh_token"])) == INVALID_GRANT


@pytest.mark.parametrize(
    "changes",
    [
        {"post_logout_redirect_uri": "https://forger.example/"},
        {"post_logout_redirect_uri": CALLBACK},
        {"id_token_hint": "eyJ"},
        {"id_token_hint": None},
        {"client_id": "portal"},
    ],
)
async def test_signing_out_sends_nobody_to_an_address_that_is_not_registered(
    flow: Flow, changes: dict[str, str | None]
) -> None:
    usual: dict[str, str | None] = {
        "id_token_hint": (await flow.tokens())["id_token"],
        "post_logout_redirect_uri": "http://127.0.0.1:9/signed-out",
    }
    left = await flow.posted("end-session", **usual | changes)
    assert (left.status_code, left.headers.get("location")) == (200, None)


async def test_a_restart_keeps_keys_and_refresh_tokens_and_forgets_codes(flow: Flow, hands: Hands, late: Late) -> None:
    given, code = await flow.tokens(), await flow.code()
    begin(late, flow.where, clock=hands)
    async with TokenVerifier.opened([flow.where.terms], clock=hands) as verifier:
        assert (await verifier.verify(given["access_token"])).subject == "demo-boater"
    good(await flow.refresh(given["refresh_token"]))
    assert error(await flow.redeem(code)) == INVALID_GRANT
    files = {path.name: path.stat().st_mode & 0o777 for path in flow.where.folder.iterdir()}
    assert files == {"keys.json": 0o600, "refresh-tokens.json": 0o600}
    assert flow.where.folder.stat().st_mode & 0o777 == 0o700
    kept = (flow.where.folder / "refresh-tokens.json").read_text()
    assert given["refresh_token"] not in kept


async def test_a_key_that_was_replaced_is_published_until_its_last_token_is_over(flow: Flow, hands: Hands) -> None:
    async def published() -> list[str]:
        keys: list[dict[str, Any]] = (await flow.browser.get(f"{flow.where.issuer}/jwks")).json()["keys"]
        return [key["kid"] for key in keys]

    hands.turn(TERM.total_seconds() - 1)
    (first,) = await published()
    last = (await flow.tokens())["access_token"]
    hands.turn(1)
    async with TokenVerifier.opened([flow.where.terms], clock=hands, seconds=hands.seconds) as verifier:
        assert (await verifier.verify(last)).subject == "demo-boater"
        new = (await flow.tokens())["access_token"]
        assert (await verifier.verify(new)).subject == "demo-boater"
        kept = await published()
        assert (kept[0], len(kept)) == (first, 2)
        hands.turn(299)
        assert await published() == kept
        hands.turn(2)
        assert await published() == kept[1:]


async def test_the_discovery_document_names_what_is_there(flow: Flow, browser: httpx.AsyncClient) -> None:
    found = (await browser.get(f"{flow.where.issuer}/.well-known/openid-configuration")).json()
    assert found["issuer"] == flow.where.issuer == f"{flow.where.address}issuer"
    endpoints = {name: address for name, address in found.items() if name.endswith(("_endpoint", "_uri"))}
    statuses = {name: (await browser.get(address)).status_code for name, address in endpoints.items()}
    assert statuses == {
        "authorization_endpoint": 400,
        "token_endpoint": 405,
        "userinfo_endpoint": 401,
        "jwks_uri": 200,
        "revocation_endpoint": 405,
        "end_session_endpoint": 200,
    }
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert found["authorization_response_iss_parameter_supported"] is True
