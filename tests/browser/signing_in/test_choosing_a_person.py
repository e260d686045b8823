"""Somebody signs in by the page of the demonstration: with the keyboard, on a phone, without scripts."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, Router

from ahti.clock import SystemClock
from tests.integration.issuer.flow import ASKED
from tests.integration.issuer.served import issuing
from tests.integration.web.local_server import listening

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def come_back(request: Request) -> Response:
    """The program, where the person comes back to."""
    return PlainTextResponse(" ".join(sorted(request.query_params)))


async def no_icon(_: Request) -> Response:
    """A browser asks for one unasked."""
    return Response(status_code=204)


@pytest.fixture(scope="module")
def sign_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sign-in page, for a program that is served."""
    folder: Path = tmp_path_factory.mktemp("issuer")
    with (
        listening(Router(routes=[Route("/callback", come_back), Route("/favicon.ico", no_icon)])) as program,
        issuing(folder, clock=SystemClock()) as where,
    ):
        asked = ASKED | {"redirect_uri": f"{program}callback", "scope": "openid profile email applications:write"}
        yield f"{where.issuer}/authorize?{urlencode(asked)}"


@pytest_asyncio.fixture(loop_scope="session", params=[True, False], ids=["with scripts", "without scripts"])
async def page(browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    context = await browser.new_context(locale="en", java_script_enabled=request.param)
    yield await context.new_page()
    await context.close()


async def test_a_person_is_chosen_with_the_keyboard_and_comes_back_to_the_program(page: Page, sign_in: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    await page.goto(sign_in)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Aino Saarinen")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Maarika Tamm")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("code iss state", exact=True)).to_be_visible()
    assert complaints == []


async def test_who_declines_comes_back_too(page: Page, sign_in: str) -> None:
    await page.goto(sign_in)
    await page.get_by_role("button", name="Cancel").click()
    await expect(page.get_by_text("error iss state", exact=True)).to_be_visible()


async def test_the_language_is_changed_by_a_link(page: Page, sign_in: str) -> None:
    await page.goto(sign_in)
    await page.get_by_role("link", name="Svenska").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")
    await page.get_by_role("button", name="Henrik Lindqvist").click()
    await expect(page.get_by_text("code iss state", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
async def test_nothing_is_wider_than_the_screen_and_every_target_can_be_hit(
    browser: Browser, sign_in: str, width: int
) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 700}, locale="fi")
    page = await context.new_page()
    await page.goto(sign_in)
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    boxes = [await button.bounding_box() for button in await page.get_by_role("button").all()]
    assert [box for box in boxes if box is None or box["height"] < 44 or box["width"] < 44] == []
    assert len(boxes) == 8
    await context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_stands_out_from_its_ground(browser: Browser, sign_in: str, scheme: str) -> None:
    """Contrast as WCAG 2.2 AA asks for it, 4.5 to 1, computed from what the browser shows."""
    context = await browser.new_context(color_scheme="dark" if scheme == "dark" else "light", locale="en")
    page = await context.new_page()
    await page.goto(sign_in)
    weak = await page.evaluate(_WEAK)
    assert weak == {"looked": weak["looked"], "weak": []}
    assert weak["looked"] > 40
    await context.close()


_WEAK = """() => {
  const numbers = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = element => {
    for (let one = element; one; one = one.parentElement) {
      const colour = numbers(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll('body *')].filter(
    one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()));
  const ratio = one => {
    const [a, b] = [light(numbers(getComputedStyle(one).color)), light(ground(one))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  return {looked: texts.length, weak: texts.filter(one => ratio(one) < 4.5).map(one => one.outerHTML)};
}"""
