"""Pictures come in from those who act for a provider, within limits, and go out under a name that never changes."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from ahti.db import Database
from ahti.web.app import create_app
from ahti.web.bodies import BodyLimits
from ahti.web.images import Images
from harbors.access.commands import act_as_system
from harbors.access.records import NOBODY, Principal, Scope
from harbors.images.rules import UPLOADS_AT_MOST
from tests import harbor_town as at
from tests.cast import CAST, settle
from tests.clocks import StoppedClock
from tests.integration.web.demo_service import demo_service
from tests.unit.images.test_preparing_pictures import bomb, picture

JPEG = {"content-type": "image/jpeg"}


async def recognise(token: str) -> Principal:
    """The token is the name of one of the cast."""
    if token == "without":
        return replace(CAST["clerk"], scopes=frozenset({Scope.LISTINGS_READ}))
    return CAST.get(token, NOBODY)


class Gallery:
    """The service as a client sees it."""

    def __init__(self, client: httpx.AsyncClient, clock: StoppedClock) -> None:
        self._client = client
        self.clock = clock

    async def send(self, content: Any, *, by: str | None = "clerk", **headers: str) -> httpx.Response:
        known = {} if by is None else {"authorization": f"Bearer {by.replace(' ', '-')}"}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self._client.post("/images", content=content, headers=JPEG | known | given)

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self._client.get(path, headers={name.replace("_", "-"): one for name, one in headers.items()})


@pytest.fixture
async def gallery(town: Database) -> AsyncIterator[Gallery]:
    async with town.unit_of_work() as connection:
        await settle(connection)
    clock = StoppedClock()
    limits = BodyLimits(size=60_000, seconds=0.3)
    images = Images(town.unit_of_work, town.reading, recognise, clock.now, at.CountingChance(), limits)
    app = create_app(replace(demo_service(), routes=images.routes))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://town.example") as client:
        yield Gallery(client, clock)


def codes(response: httpx.Response) -> list[str]:
    return [error["extensions"]["code"] for error in response.json()["errors"]]


async def test_a_picture_that_was_sent_is_found_under_its_name(gallery: Gallery) -> None:
    sent = await gallery.send(picture())
    assert (sent.status_code, sent.json()["width"], sent.json()["height"]) == (201, 640, 400)
    found = await gallery.get(sent.json()["url"])
    assert (found.status_code, found.headers["content-type"]) == (200, "image/webp")
    assert found.content[:4] + found.content[8:12] == b"RIFFWEBP"
    assert found.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert found.headers["x-content-type-options"] == "nosniff"
    again = await gallery.get(sent.json()["url"], if_none_match=found.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


async def test_the_small_one_is_found_by_its_width_and_no_other(gallery: Gallery) -> None:
    url = (await gallery.send(picture())).json()["url"]
    widths = {width: (await gallery.get(url.replace("-640.", f"-{width}."))).status_code for width in (640, 480, 481)}
    assert widths == {640: 200, 480: 200, 481: 404}


@pytest.mark.parametrize("name", ["x.webp", f"{'0' * 64}-640.webp", f"{'0' * 64}-640.jpg", "%00"])
async def test_nothing_else_is_found(gallery: Gallery, name: str) -> None:
    assert (await gallery.get(f"/images/{name}")).status_code == 404


@pytest.mark.parametrize(
    ("by", "status", "code"),
    [
        (None, 401, "UNAUTHENTICATED"),
        ("nobody", 401, "UNAUTHENTICATED"),
        ("stranger", 403, "FORBIDDEN"),
        ("viewer", 403, "FORBIDDEN"),
        ("program", 403, "FORBIDDEN"),
        ("without", 403, "FORBIDDEN"),
        ("key", 403, "FORBIDDEN"),
    ],
)
async def test_who_may_not_send_is_told_so(gallery: Gallery, by: str | None, status: int, code: str) -> None:
    refused = await gallery.send(picture(), by=by)
    assert (refused.status_code, codes(refused)) == (status, [code])


async def test_what_is_too_large_is_refused_before_it_is_read(gallery: Gallery) -> None:
    assert (await gallery.send(bytes(60_001))).status_code == 413


async def test_what_turns_out_too_large_is_refused(gallery: Gallery) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield bytes(10_000)

    assert (await gallery.send(endless())).status_code == 413


async def test_what_comes_too_slowly_is_refused(gallery: Gallery) -> None:
    async def stalling() -> AsyncIterator[bytes]:
        yield picture()[:100]
        await asyncio.Event().wait()

    assert (await gallery.send(stalling())).status_code == 408


@pytest.mark.parametrize("media_type", ["image/svg+xml", "text/html", "image/gif", "application/zip", ""])
async def test_only_three_kinds_are_taken(gallery: Gallery, media_type: str) -> None:
    assert (await gallery.send(picture(), content_type=media_type)).status_code == 415


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", "Tämä ei ole ehjä JPEG-, PNG- tai WebP-kuva."),
        ("sv", "Detta är inte en hel JPEG-, PNG- eller WebP-bild."),
        ("en", "This is not a whole JPEG, PNG or WebP picture."),
    ],
)
async def test_half_a_picture_is_refused_in_the_senders_language(gallery: Gallery, language: str, said: str) -> None:
    refused = await gallery.send(picture()[:-3000], accept_language=language)
    assert (refused.status_code, codes(refused)) == (422, ["IMAGE_UNREADABLE"])
    assert refused.json()["errors"][0]["message"] == said


async def test_a_bomb_is_refused(gallery: Gallery) -> None:
    assert codes(await gallery.send(bomb(60_000, 60_000), content_type="image/png")) == ["IMAGE_TOO_LARGE"]


async def test_pictures_that_nobody_shows_are_bounded_and_forgotten_after_a_day(
    gallery: Gallery, town: Database
) -> None:
    tiny = picture((3, 3))
    told = [(await gallery.send(tiny)).status_code for _ in range(UPLOADS_AT_MOST)]
    assert told == [201] * UPLOADS_AT_MOST
    assert codes(await gallery.send(tiny)) == ["TOO_MANY_UPLOADS"]
    assert (await gallery.send(tiny, by="owner")).status_code == 201
    gallery.clock.time += timedelta(days=1, minutes=1)
    assert (await gallery.send(tiny)).status_code == 201
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        assert await connection.fetchval("SELECT count(*) FROM images") == 2
