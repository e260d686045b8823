"""Anybody sees where a place is, in the own language, and has it only once."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest

from ahti.db import Database
from ahti.web.app import create_app
from ahti.web.maps import Maps
from schema import ids
from tests import harbor_town as at
from tests.integration.web.demo_service import demo_service

BERTH = at.berth("north", "A", 1)


@pytest.fixture
async def client(town: Database) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(replace(demo_service(), routes=Maps(town).routes))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://town.example") as one:
        yield one


async def test_a_picture_is_found_by_the_key_of_a_place_and_by_its_id(client: httpx.AsyncClient) -> None:
    answers = [
        await client.get(f"/places/{name}/picture.svg", headers={"accept-language": "en"})
        for name in (str(BERTH), ids.encode("Berth", BERTH))
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert answers[0].headers["content-type"] == "image/svg+xml"
    assert "north A, place 1" in answers[0].text
    assert "accept-language" in answers[0].headers["vary"].lower()


async def test_who_has_it_is_told_so(client: httpx.AsyncClient) -> None:
    path = f"/places/{BERTH}/picture.svg"
    tag = (await client.get(path)).headers["etag"]
    assert (await client.get(path, headers={"if-none-match": tag})).status_code == 304
    assert (await client.get(path, headers={"if-none-match": tag, "accept-language": "sv"})).status_code == 200


@pytest.mark.parametrize("name", ["nothing", str(at.NORTH), "00000000-0000-0000-0000-000000000000"])
async def test_of_what_is_no_place_there_is_no_picture(client: httpx.AsyncClient, name: str) -> None:
    assert (await client.get(f"/places/{name}/picture.svg")).status_code == 404
