"""A newcomer opens the page in a browser and asks the API a first question."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, expect

from ahti.web.app import create_app
from tests.integration.web.demo_service import demo_service
from tests.integration.web.local_server import listening

pytestmark = pytest.mark.asyncio(loop_scope="session")

_NOTE_VIOLATIONS = """
    window.violations = [];
    addEventListener('securitypolicyviolation',
        event => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@dataclass
class Visit:
    """A page and all that it complained of."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def begin(self) -> None:
        await self.page.add_init_script(_NOTE_VIOLATIONS)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    async def all_complaints(self) -> list[str]:
        return [*self.complaints, *await self.page.evaluate("violations")]

    async def press(self, name: str) -> None:
        await self.page.get_by_role("button", name=name).click()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with listening(create_app(demo_service())) as address:
        yield address


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, address: str) -> AsyncIterator[Visit]:
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    visit = Visit(await context.new_page(), address)
    await visit.begin()
    yield visit
    await context.close()


async def test_first_page_offers_the_first_documents(visit: Visit) -> None:
    await visit.page.goto(visit.address)
    await expect(visit.page.get_by_role("tab")).to_contain_text(["Harbors", "Berths", "Harbor"])
    await expect(visit.page.locator(".graphiql-query-editor")).to_contain_text("query Harbors")
    assert await visit.all_complaints() == []
    assert [url for url in visit.asked if not url.startswith((visit.address, "data:"))] == []


async def test_query_in_the_address_is_opened_and_answered(visit: Visit) -> None:
    await visit.page.goto(f"{visit.address}graphql?query=%7Bhello%7D")
    await visit.press("Execute query")
    await expect(visit.page.locator(".result-window")).to_contain_text('"hello": "Ahoy"')
    assert await visit.all_complaints() == []


async def test_schema_is_shown_as_the_manual_and_dialogs_open(visit: Visit) -> None:
    await visit.page.goto(f"{visit.address}graphql")
    await visit.press("Show Documentation Explorer")
    await expect(visit.page.locator(".graphiql-doc-explorer")).to_contain_text("Query")
    await visit.press("Open settings dialog")
    await expect(visit.page.get_by_role("dialog")).to_contain_text("Theme")
    assert await visit.all_complaints() == []
