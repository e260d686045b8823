"""A browser, where the machine has one.

Tests here are asynchronous and share one event loop, ``pytest.mark.asyncio(loop_scope="session")``: Playwright's
synchronous form would keep a loop running in the main thread, where no other test could then start its own.
"""

import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

_FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium; it has to be installed as a package, since no build of its own is fetched."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("needs chromium: the pages are tried in a real browser")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        await browser.close()
