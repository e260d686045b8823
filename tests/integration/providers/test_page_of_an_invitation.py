"""The page behind an invitation tells how to accept it, and repeats nothing but the code, as text."""

import httpx
import pytest
from starlette.applications import Starlette

from ahti.web.inviting import ROUTES


async def page(token: str, language: str = "en") -> httpx.Response:
    transport = httpx.ASGITransport(Starlette(routes=list(ROUTES)))
    async with httpx.AsyncClient(transport=transport, base_url="http://ahti") as client:
        headers = {"accept-language": language}
        return await client.get("/invitations/accept", params={"token": token}, headers=headers)


@pytest.mark.parametrize(
    ("language", "told"), [("fi", "Sinut on kutsuttu"), ("sv", "Du har"), ("en", "You are invited")]
)
async def test_it_tells_how_to_accept_in_the_readers_language(language: str, told: str) -> None:
    answer = await page("5e" * 32, language)
    assert answer.status_code == 200
    assert told in answer.text
    assert f"<code>{'5e' * 32}</code>" in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_a_code_is_text_and_not_without_end() -> None:
    answer = await page("<script>" + "x" * 10_000)
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert len(answer.text) < 2_000
