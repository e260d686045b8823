"""The sign-in page works without a script, in three languages, and takes a form from nobody but itself."""

import re
from base64 import b64encode
from hashlib import sha256
from urllib.parse import urljoin

import httpx
import pytest

from ahti.issuer.people import BOATER, PEOPLE
from tests.integration.issuer.flow import CALLBACK, Flow
from tests.integration.issuer.visitor import Page, choose


async def test_everybody_of_the_demonstration_can_be_chosen(flow: Flow) -> None:
    page = Page((await flow.browser.get(flow.asking())).text)
    assert page.buttons == [*(("person", subject) for subject in PEOPLE), ("decline", "1")]
    assert (len(PEOPLE), page.action.partition("?")[0]) == (7, "")


@pytest.mark.parametrize(
    ("header", "ui_locales", "language", "title"),
    [
        (None, None, "fi", "Kirjaudu sisään"),
        ("sv-FI, fi;q=0.5", None, "sv", "Logga in"),
        ("en-GB", None, "en", "Sign in"),
        ("de", None, "fi", "Kirjaudu sisään"),
        ("en", "sv fi", "sv", "Logga in"),
        ("fi", "de en", "en", "Sign in"),
    ],
)
async def test_the_page_speaks_the_language_of_the_person(
    flow: Flow, header: str | None, ui_locales: str | None, language: str, title: str
) -> None:
    headers = {"accept-language": header} if header else {}
    page = Page((await flow.browser.get(flow.asking(ui_locales=ui_locales), headers=headers)).text)
    assert (page.language, page.title) == (language, f"{title} · Ahti")


async def test_the_language_can_be_changed_by_a_link_and_the_request_goes_on(flow: Flow) -> None:
    page = Page((await flow.browser.get(flow.asking(state="a&b"))).text)
    swedish = urljoin(flow.asking(), page.links[1])
    assert Page((await flow.browser.get(swedish)).text).language == "sv"
    assert "state=a%26b" in await choose(flow.browser, swedish, person=BOATER.subject)


async def test_a_browser_may_do_nothing_with_the_page_but_show_it_and_send_its_form(flow: Flow) -> None:
    shown = await flow.browser.get(flow.asking())
    (style,) = re.findall(r"<style>(.*)</style>", shown.text, re.DOTALL)
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    assert shown.headers.get_list("content-security-policy") == [
        f"default-src 'none'; style-src 'sha256-{hashed}'; form-action 'self' http://127.0.0.1:51004; "
        "base-uri 'none'; frame-ancestors 'none'"
    ]
    assert (shown.headers["cache-control"], shown.headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert not re.search(r"<script|<img|<link|https?:|\son\w+=|style=", shown.text.replace("http%3A", ""))


async def test_other_pages_of_the_service_keep_their_policy(flow: Flow) -> None:
    front = await flow.browser.get(flow.where.address)
    assert len(front.headers.get_list("content-security-policy")) == 1
    assert "script-src 'self'" in front.headers["content-security-policy"]


async def test_what_others_wrote_is_escaped(flow: Flow) -> None:
    web = {"client_id": "portal", "redirect_uri": "https://portal.example/back"}
    shown = await flow.browser.get(flow.asking(**web, state='"><script>alert(1)</script>', nonce="'\"<"))
    assert "Portaali &lt;&amp;&gt; pyytää lupaa" in shown.text
    assert "<script" not in shown.text


async def test_a_form_from_elsewhere_is_refused(flow: Flow) -> None:
    """Login CSRF: a stranger's page sends the form, so that the visitor goes on as somebody else."""
    address = flow.asking()
    page = Page((await flow.browser.get(address)).text)
    honest = page.hidden | {"person": BOATER.subject}
    async with httpx.AsyncClient(trust_env=False) as stranger:
        own = Page((await stranger.get(address)).text).hidden
        forms = [honest | own, honest | {"seal": ""}, {"person": BOATER.subject}, honest | {"seal": "0" * 64}]
        for form in forms:
            refused = await flow.browser.post(address, data=form)
            assert (refused.status_code, refused.headers.get("location")) == (400, None)
        # A form that was made for another request does not do either, nor one without its browser's cookie.
        assert (await flow.browser.post(flow.asking(state="other"), data=honest)).status_code == 400
        stranger.cookies.clear()
        assert (await stranger.post(address, data=honest)).status_code == 400
    assert (await flow.browser.post(address, data=honest)).headers["location"].startswith(CALLBACK)


async def test_two_tabs_can_be_open_at_once(flow: Flow) -> None:
    first, second = flow.asking(state="1"), flow.asking(state="2")
    pages = [Page((await flow.browser.get(address)).text) for address in (first, second)]
    for address, page in zip((first, second), pages, strict=True):
        sent = await flow.browser.post(address, data=page.hidden | {"person": BOATER.subject})
        assert sent.status_code == 303


async def test_the_cookie_is_for_the_form_alone(flow: Flow) -> None:
    shown = await flow.browser.get(flow.asking())
    value = re.fullmatch(
        r"ahti-issuer-form=[0-9a-f]{64}; HttpOnly; Max-Age=3600; Path=/issuer; SameSite=lax",
        shown.headers["set-cookie"],
    )
    assert value


async def test_somebody_who_is_not_there_cannot_be_chosen(flow: Flow) -> None:
    address = flow.asking()
    page = Page((await flow.browser.get(address)).text)
    again = await flow.browser.post(address, data=page.hidden | {"person": "root"})
    assert (again.status_code, Page(again.text).buttons) == (200, page.buttons)
