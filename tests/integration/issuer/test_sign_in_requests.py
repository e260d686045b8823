"""What a program may ask; whoever is not known is never sent a person, and whoever is hears what was wrong."""

from urllib.parse import urlencode, urlsplit

import httpx
import pytest

from ahti.issuer.people import BOATER
from tests.integration.issuer.flow import ASKED, CALLBACK, CHALLENGE, Flow
from tests.integration.issuer.visitor import Page, choose, told


async def asked(flow: Flow, **changes: str | None) -> httpx.Response:
    """The answer to a request that was changed, beside one that was not."""
    assert (await flow.browser.get(flow.asking())).status_code == 200
    return await flow.browser.get(flow.asking(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "unknown"},
        {"client_id": None},
        {"redirect_uri": None},
        {"redirect_uri": "https://forger.example/callback"},
        {"redirect_uri": f"{CALLBACK}/"},
        {"redirect_uri": f"{CALLBACK}?next=1"},
        {"redirect_uri": f"{CALLBACK}#fragment"},
        {"redirect_uri": "http://127.0.0.1:51004/Callback"},
        {"redirect_uri": "http://127.0.0.1:51004/../callback"},
        {"redirect_uri": "http://127.0.0.1:51004@forger.example/callback"},
        {"redirect_uri": "http://127.0.0.1.forger.example/callback"},
        {"redirect_uri": "http://localhost:51004/callback"},
        {"redirect_uri": "https://127.0.0.1:51004/callback"},
        {"redirect_uri": "http://127.0.0.1:510040/callback"},
        {"redirect_uri": "http://127.0.0.1:/callback"},
        {"redirect_uri": "http://127.0.0.1/callback\n"},
        {"client_id": "portal", "redirect_uri": "https://portal.example:443/back"},
        {"client_id": "portal", "redirect_uri": "https://portal.example/back?kept=2"},
        {"client_id": "portal", "redirect_uri": CALLBACK},
    ],
)
async def test_nobody_is_sent_to_an_address_that_is_not_registered(flow: Flow, changes: dict[str, str | None]) -> None:
    refused = await asked(flow, **changes)
    assert (refused.status_code, refused.headers.get("location")) == (400, None)
    assert Page(refused.text).title.startswith("Kirjautuminen ei onnistu")


async def test_an_address_that_stands_twice_is_none(flow: Flow) -> None:
    twice = [*ASKED.items(), ("redirect_uri", CALLBACK)]
    refused = await flow.browser.get(f"{flow.where.issuer}/authorize?{urlencode(twice)}")
    assert (refused.status_code, refused.headers.get("location")) == (400, None)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/callback", "http://127.0.0.1:1/callback", "http://[::1]:65535/callback"]
)
async def test_the_port_of_a_native_program_is_its_own_to_choose(flow: Flow, address: str) -> None:
    back = await choose(flow.browser, flow.asking(redirect_uri=address), person=BOATER.subject)
    assert back.startswith(f"{address}?code=")


async def test_a_registered_query_is_kept(flow: Flow) -> None:
    web = {"client_id": "portal", "redirect_uri": "https://portal.example/back?kept=1"}
    back = await choose(flow.browser, flow.asking(**web), person=BOATER.subject)
    assert back.startswith("https://portal.example/back?kept=1&code=")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_type": None}, "invalid_request"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"response_mode": "form_post"}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": CHALLENGE[:-1]}, "invalid_request"),
        ({"code_challenge": CHALLENGE[:-1] + "="}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"nonce": "ä"}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
        ({"request": "eyJ"}, "request_not_supported"),
        ({"request_uri": "https://forger.example/r"}, "request_uri_not_supported"),
        ({"registration": "{}"}, "registration_not_supported"),
    ],
)
async def test_a_known_program_hears_what_was_wrong(flow: Flow, changes: dict[str, str | None], error: str) -> None:
    refused = await asked(flow, **changes)
    assert refused.status_code == 303
    back = refused.headers["location"]
    assert back.startswith(f"{CALLBACK}?")
    assert told(back) == {"error": error, "state": "s-1", "iss": flow.where.issuer}


async def test_a_state_that_cannot_be_is_not_repeated(flow: Flow) -> None:
    refused = await asked(flow, state="a\r\nset-cookie: b=c")
    assert told(refused.headers["location"]) == {"error": "invalid_request", "iss": flow.where.issuer}


async def test_a_field_that_stands_twice_is_an_error(flow: Flow) -> None:
    twice = [*ASKED.items(), ("nonce", "a"), ("nonce", "a")]
    refused = await flow.browser.get(f"{flow.where.issuer}/authorize?{urlencode(twice)}")
    assert told(refused.headers["location"])["error"] == "invalid_request"


async def test_a_field_without_a_value_is_as_if_it_were_not_there(flow: Flow) -> None:
    back = await choose(flow.browser, flow.asking(state="", nonce="", request=""), person=BOATER.subject)
    assert sorted(told(back)) == ["code", "iss"]


async def test_whoever_declines_is_sent_back_without_a_code(flow: Flow) -> None:
    back = await choose(flow.browser, flow.asking(), decline="1")
    assert told(back) == {"error": "access_denied", "state": "s-1", "iss": flow.where.issuer}


async def test_a_program_may_send_its_request_by_post(flow: Flow) -> None:
    sent = await flow.browser.post(f"{flow.where.issuer}/authorize", data=ASKED)
    assert sent.status_code == 303
    assert urlsplit(sent.headers["location"]).query == urlencode(ASKED)
    shown = await flow.browser.get(flow.where.address.rstrip("/") + sent.headers["location"])
    assert shown.status_code == 200


async def test_a_program_gets_no_scope_that_is_not_its_own(flow: Flow) -> None:
    web = {"client_id": "portal", "redirect_uri": "https://portal.example/back"}
    code = await flow.code(**web, scope="openid profile city offline_access applications:read")
    given = (await flow.redeem(code, **web)).json()
    assert given["scope"] == "openid profile applications:read"
    assert "refresh_token" not in given


@pytest.mark.parametrize("query", [b"%ff%fe", b"client_id=%ff", b"a=1&" * 100, b"x=" + b"y" * 9000])
async def test_a_query_that_is_none_is_refused(flow: Flow, query: bytes) -> None:
    raw = httpx.URL(f"{flow.where.issuer}/authorize").copy_with(raw_path=b"/issuer/authorize?" + query)
    refused = await flow.browser.get(raw)
    assert (refused.status_code, refused.headers.get("location")) == (400, None)
