"""The demonstration shows its mail, to a browser of this machine and to nobody else."""

import re
from collections.abc import AsyncIterator
from html import unescape
from typing import Any

import httpx
import pytest
from starlette.routing import Router

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.db import Database
from ahti.demonstration.outbox.pages import outbox_routes
from ahti.worker.handlers import HANDLERS
from harbors.notices.commands import notify
from harbors.notices.records import MessageKind, Recipient, Template
from harbors.text import Language
from tests.integration.jobs.conftest import NOTHING_LEFT, Working, until

LINK = "https://ahti.example.org/confirm#0123456789abcdef"
CONFIRM = {"application": "<i>K7M39</i>-QXW4R", "link": LINK, "until": "1.3.2027"}


@pytest.fixture
async def browser(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    app = Router(routes=outbox_routes(database))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8000") as client:
        yield client


async def tell(database: Database, *, kind: MessageKind = MessageKind.MAIL, key: str = "1") -> None:
    address = "aino@example.org" if kind is MessageKind.MAIL else "+358401234567"
    async with database.unit_of_work() as connection:
        await notify(
            connection,
            Recipient(address=address, language=Language.EN, kind=kind),
            Template.APPLICATION_CONFIRM,
            CONFIRM,
            key=key,
            now=SystemClock().now(),
            chance=SystemChance(),
        )


async def test_empty_outbox_says_what_fills_it(browser: httpx.AsyncClient) -> None:
    assert "Nothing has been written yet" in (await browser.get("/outbox")).text


async def test_message_is_listed_and_shown_with_its_link(
    database: Database, working: Working, superuser: Any, browser: httpx.AsyncClient
) -> None:
    await tell(database)
    async with working(HANDLERS):
        await until(superuser, NOTHING_LEFT)
    listed = await browser.get("/outbox")
    assert "Please confirm your application &lt;i&gt;K7M39" in listed.text
    assert listed.headers["cache-control"] == "no-store"
    path = re.search(r'href="(/outbox/[0-9a-f-]{36})"', listed.text)
    assert path
    shown = (await browser.get(path[1])).text
    [frame] = re.findall(r'<iframe [^>]*sandbox="([^"]*)" srcdoc="([^"]*)"', shown)
    assert "allow-scripts" not in frame[0]
    assert "allow-same-origin" not in frame[0]
    assert f'<a href="{LINK}"' in unescape(frame[1])
    assert f"Confirm the application:\n{LINK}" in shown
    assert "<i>" not in shown


async def test_sms_is_shown_as_its_one_line(database: Database, superuser: Any, browser: httpx.AsyncClient) -> None:
    await tell(database, kind=MessageKind.SMS)
    id = await superuser.fetchval("SELECT id FROM messages")
    shown = (await browser.get(f"/outbox/{id}")).text
    assert ("<iframe" in shown, "<h2>SMS</h2>" in shown) == (False, True)


async def test_what_is_forgotten_is_not_shown(database: Database, superuser: Any, browser: httpx.AsyncClient) -> None:
    await tell(database)
    id = await superuser.fetchval(
        "UPDATE messages SET address = NULL, figures = '{}', forgotten_at = now() RETURNING id"
    )
    assert "Nothing has been written yet" in (await browser.get("/outbox")).text
    assert (await browser.get(f"/outbox/{id}")).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "cross-site"}, 404),
        ({"sec-fetch-site": "same-site"}, 404),
        ({"host": "localhost:8000"}, 200),
        ({"host": "[::1]:8000"}, 200),
        ({"host": "rebound.example.org"}, 404),
        ({"host": "192.0.2.1"}, 404),
    ],
)
async def test_other_sites_do_not_read_the_outbox(
    browser: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    assert (await browser.get("/outbox", headers=headers)).status_code == status


async def test_other_machines_do_not_read_the_outbox(database: Database) -> None:
    app = Router(routes=outbox_routes(database))
    elsewhere = httpx.ASGITransport(app, client=("192.0.2.1", 40_000))
    async with httpx.AsyncClient(transport=elsewhere, base_url="http://127.0.0.1:8000") as client:
        assert (await client.get("/outbox")).status_code == 404
