"""A program of somebody else is allowed to act for a person, by Authlib and step by step, and no further."""

import httpx
import pytest

from ahti.issuer.people import BOATER, CLUB_CLERK
from tests.integration.authorization.served import (
    CALLBACK_OF_PROGRAM,
    SCOPES,
    VERIFIER,
    Town,
    page_of,
    where_from,
)
from tests.integration.issuer.authlib_client import OAuthError, program
from tests.integration.issuer.visitor import choose, told

GRANTS = "{ me { isAuthenticated grants { nodes { id } } } }"


async def test_authlibs_client_goes_the_whole_way(town_served: Town) -> None:
    town = town_served
    found = (await town.browser.get(f"{town.url}/.well-known/oauth-authorization-server")).json()
    assert found["issuer"] == town.url
    async with program(client_id=town.client_id, redirect_uri=CALLBACK_OF_PROGRAM, scope=SCOPES) as client:
        address, state = client.create_authorization_url(found["authorization_endpoint"], code_verifier=VERIFIER)
        at_issuer = (await town.browser.get(address)).headers["location"]
        back = await choose(town.browser, at_issuer, person=BOATER.subject)
        consent = (await town.browser.get(back)).headers["location"]
        heard = await choose(town.browser, town.url + consent, allow="1")
        assert told(heard)["iss"] == town.url
        token = await client.fetch_token(
            found["token_endpoint"], authorization_response=heard, state=state, code_verifier=VERIFIER
        )
        assert token["scope"] == SCOPES
        assert await town.is_good(token["access_token"])
        refreshed = await client.refresh_token(found["token_endpoint"])
        assert refreshed["refresh_token"] != token["refresh_token"]
        assert await town.is_good(refreshed["access_token"])
        await client.revoke_token(found["revocation_endpoint"], token=refreshed["refresh_token"])
        assert not await town.is_good(refreshed["access_token"])
        with pytest.raises(OAuthError, match="invalid_grant"):
            await client.refresh_token(found["token_endpoint"])


async def test_a_confidential_program_shows_its_secret_either_way(town_served: Town) -> None:
    town = town_served
    town.client_id, secret = await town.register(confidential=True)
    assert secret is not None
    basic = await town.redeem(await town.code(), client_id=None, auth=(town.client_id, secret))
    assert basic.status_code == 200
    posted = await town.redeem(await town.code(), client_secret=secret)
    assert posted.status_code == 200
    for wrong in ({}, {"client_secret": "ahti_cs_" + "0" * 64}, {"auth": (town.client_id, "wrong")}):
        refused = await town.redeem(await town.code(), **wrong)
        assert (refused.status_code, refused.json()) == (401, {"error": "invalid_client"})


async def test_the_page_tells_what_is_asked_and_may_not_be_framed(town_served: Town) -> None:
    town = town_served
    shown, page = await page_of(town.browser, await town.asked_for_consent(ui_locales="sv"))
    assert page.language == "sv"
    assert "Veneilijän &lt;apu&gt;" in shown.text
    assert "<apu>" not in shown.text
    assert "läsa dina ansökningar" in shown.text
    assert "https://program.example/privacy" in shown.text
    policy = shown.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "<script" not in shown.text
    assert f"form-action 'self' {CALLBACK_OF_PROGRAM.removesuffix('/back')}" in policy
    assert shown.headers["x-frame-options"] == "DENY"
    assert shown.headers["cache-control"] == "no-store"


async def test_cookies_live_below_oauth_for_a_quarter_of_an_hour(town_served: Town) -> None:
    town = town_served
    sent = await town.browser.get(town.asking())
    (cookie,) = sent.headers.get_list("set-cookie")
    name, *said = (part.strip().lower() for part in cookie.split(";"))
    assert name.startswith("ahti-oauth-")
    assert sorted(said) == ["httponly", "max-age=900", "path=/oauth", "samesite=lax"]
    api = await town.browser.get(f"{town.url}/graphql?query={{__typename}}")
    assert "set-cookie" not in api.headers


async def test_who_does_not_allow_it_is_sent_back_and_nothing_is_given(town_served: Town) -> None:
    town = town_served
    assert await town.answered(says="refuse") == {"error": "access_denied", "state": "s-1", "iss": town.url}
    async with town.database.unit_of_work() as connection:
        await connection.execute("SELECT set_config('ahti.act', 'staff', true)")
        assert await connection.fetchval("SELECT count(*) FROM grants") == 0
        assert await connection.fetchval("SELECT count(*) FROM authorization_requests") == 0


async def test_who_does_not_sign_in_is_sent_back(town_served: Town) -> None:
    town = town_served
    at_issuer = (await town.browser.get(town.asking())).headers["location"]
    back = await choose(town.browser, at_issuer, decline="1")
    heard = await town.browser.get(back)
    assert told(heard.headers["location"]) == {"error": "access_denied", "state": "s-1", "iss": town.url}


async def test_a_form_of_another_page_is_refused(town_served: Town) -> None:
    """Neither a forged form nor another browser with the address can say yes."""
    town = town_served
    consent = await town.asked_for_consent()
    _, page = await page_of(town.browser, consent)
    forged = await town.browser.post(consent, data={"seal": "0" * 64, "allow": "1"})
    assert forged.status_code == 400
    async with httpx.AsyncClient(trust_env=False) as other:
        assert (await other.post(consent, data=page.hidden | {"allow": "1"})).status_code == 400
        assert (await other.get(consent)).status_code == 400
    assert "code" in told(await choose(town.browser, consent, allow="1"))
    again = await town.browser.post(consent, data=page.hidden | {"allow": "1"})
    assert again.status_code == 400


async def test_who_planted_a_way_is_left_behind_when_somebody_signs_in_on_it(town_served: Town) -> None:
    town = town_served
    at_issuer = (await town.browser.get(town.asking())).headers["location"]
    planted = dict(town.browser.cookies)
    back = await choose(town.browser, at_issuer, person=BOATER.subject)
    consent = town.url + (await town.browser.get(back)).headers["location"]
    async with httpx.AsyncClient(trust_env=False, cookies=planted) as attacker:
        assert (await attacker.get(consent)).status_code == 400


async def test_an_answer_of_another_issuer_is_not_taken(town_served: Town) -> None:
    town = town_served
    at_issuer = (await town.browser.get(town.asking())).headers["location"]
    back = await choose(town.browser, at_issuer, person=BOATER.subject)
    mixed = await town.browser.get(back.replace("iss=", "iss=https%3A%2F%2Fother.example%2F"))
    assert mixed.status_code == 400


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "city"}, "invalid_scope"),
        ({"prompt": "none"}, "login_required"),
    ],
)
async def test_a_request_that_cannot_be_is_sent_back_with_its_error(
    town_served: Town, changes: dict[str, str | None], error: str
) -> None:
    sent = await town_served.browser.get(town_served.asking(**changes))
    assert sent.status_code == 303
    assert where_from(sent.headers["location"]) == CALLBACK_OF_PROGRAM
    assert told(sent.headers["location"]) == {"error": error, "state": "s-1", "iss": town_served.url}


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://attacker.example/back"},
        {"redirect_uri": "https://program.example/back/"},
        {"redirect_uri": "http://169.254.169.254/"},
        {"redirect_uri": None},
        {"client_id": "00000000-0000-4000-8000-000000000000"},
        {"client_id": "ahti"},
    ],
)
async def test_a_person_is_sent_to_no_address_that_is_not_the_programs(
    town_served: Town, changes: dict[str, str | None]
) -> None:
    shown = await town_served.browser.get(town_served.asking(**changes))
    assert shown.status_code == 400
    assert "location" not in shown.headers


async def test_a_program_on_trial_acts_only_for_its_owner(town_served: Town) -> None:
    town = town_served
    town.client_id, _ = await town.register(owner=BOATER, test_mode=True)
    stranger = await town.browser.get(town.asking())
    back = await choose(town.browser, stranger.headers["location"], person=CLUB_CLERK.subject)
    consent = town.url + (await town.browser.get(back)).headers["location"]
    refused = await town.browser.get(consent)
    assert told(refused.headers["location"])["error"] == "access_denied"
    tokens = await town.tokens()
    assert await town.is_good(tokens["access_token"])


async def test_a_program_does_what_was_allowed_and_nothing_more(town_served: Town) -> None:
    town = town_served
    tokens = await town.tokens(scope="applications:read")
    assert tokens["scope"] == "applications:read"
    answer = (await town.ask(tokens["access_token"], GRANTS)).json()
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    own = (await town.ask(tokens["access_token"], "{ messages { totalCount } }")).json()
    assert own["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_person_hears_by_mail_that_a_program_may_act_for_them(town_served: Town) -> None:
    town = town_served
    await town.person()
    await town.run(
        "UPDATE person_profiles SET email = 'anna@example.org', email_verified_at = created_at, language = 'en'"
    )
    await town.answered()
    async with town.database.reading_as(await town.person()) as connection:
        rows = await connection.fetch("SELECT address, figures FROM messages WHERE template = 'PROGRAM_GRANTED'")
    assert [(row["address"], row["figures"]["scopes"]) for row in rows] == [
        ("anna@example.org", "read your applications, read your details")
    ]


async def test_a_request_by_reference_is_not_fetched(town_served: Town) -> None:
    for name in ("request_uri", "request", "registration"):
        sent = await town_served.browser.get(town_served.asking(**{name: "http://169.254.169.254/latest/"}))
        assert told(sent.headers["location"])["error"] == f"{name}_not_supported"
