"""The pages behind links in mail: looking confirms nothing, the button does, once."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from ahti.db import Database
from ahti.web.confirming import Confirming
from harbors.access.commands import act_as_system
from harbors.applications.commands import submit_application
from harbors.applications.ownership import ask_for_confirmation
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.signed_in import CHANCE

PATH = "/confirm/application"


@pytest.fixture
async def browser(town: Database) -> AsyncIterator[httpx.AsyncClient]:
    pages = Confirming(town, StoppedClock())
    transport = httpx.ASGITransport(Starlette(routes=list(pages.routes)))
    async with httpx.AsyncClient(transport=transport, base_url="http://ahti") as client:
        yield client


@pytest.fixture
async def token(town: Database) -> str:
    async with town.unit_of_work() as connection:
        submitted = await submit_application(
            connection, at.a_form(), round_id=at.A_ROUND.id, now=at.DURING, chance=CHANCE
        )
        return (await ask_for_confirmation(connection, submitted.application, now=at.DURING, chance=CHANCE)).token


async def confirmed(town: Database) -> bool:
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        return bool(await connection.fetchval("SELECT confirmed_at IS NOT NULL FROM applications"))


async def test_looking_at_the_page_confirms_nothing(town: Database, browser: httpx.AsyncClient, token: str) -> None:
    answer = await browser.get(PATH, params={"token": token}, headers={"accept-language": "sv"})
    assert answer.status_code == 200
    assert '<html lang="sv">' in answer.text
    assert '<form method="post"><button>Bekräfta adressen</button></form>' in answer.text
    assert token not in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "script" not in answer.headers["content-security-policy"]
    assert not await confirmed(town)


async def test_the_button_confirms_once(town: Database, browser: httpx.AsyncClient, token: str) -> None:
    answers = [await browser.post(PATH, params={"token": token}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 404]
    assert await confirmed(town)


@pytest.mark.parametrize("wrong", ["", "0" * 64, "<script>", "\0"])
async def test_what_is_no_link_is_told_and_not_repeated(browser: httpx.AsyncClient, token: str, wrong: str) -> None:
    answer = await browser.post(PATH, params={"token": wrong}, headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert "The link is no longer good." in answer.text
    assert "<script>" not in answer.text


async def test_a_link_for_one_thing_opens_no_other(browser: httpx.AsyncClient, token: str) -> None:
    assert (await browser.post("/confirm/mail", params={"token": token})).status_code == 404
