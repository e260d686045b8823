"""Knows how pictures come in and go out over HTTP: a raw body by POST, a name that never changes by GET."""

import asyncio
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ahti.pictures import FORMATS, prepare
from ahti.web.authentication import Recognise, principal_of
from ahti.web.bodies import BodyLimits, Disconnected, read_body
from ahti.web.facts import facts_of, header
from ahti.web.refusals import Refusal, denied
from harbors.access.records import Principal, Role
from harbors.access.records import Scope as Reach
from harbors.audit.commands import write
from harbors.audit.records import Entry
from harbors.audit.rules import actor_of
from harbors.chance import Chance
from harbors.errors import HarborError
from harbors.images.commands import find_content, keep_image
from harbors.images.records import ImageId, Prepared
from harbors.sql import Connection
from harbors.text import Language
from schema import ids
from schema.errors import ApiError
from schema.permissions import SIGNED_IN, in_role

IMAGES_PATH = "/images"
UPLOAD_LIMITS = BodyLimits(size=10 * 1024 * 1024, seconds=30)
UPLOADERS = in_role(Role.CLERK, scope=Reach.LISTINGS_WRITE)

_NAME = re.compile(r"(?P<hash>[0-9a-f]{64})-(?P<width>[1-9][0-9]{0,3})\.webp")
_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}

Working = Callable[[Principal], AbstractAsyncContextManager[Connection]]
Reading = Callable[[], AbstractAsyncContextManager[Connection]]


@dataclass(frozen=True, slots=True)
class Images:
    """Both ends; one picture is decoded at a time, since one can take a second and 200 MB."""

    working: Working
    reading: Reading
    recognise: Recognise
    now: Callable[[], datetime]
    chance: Chance
    limits: BodyLimits = UPLOAD_LIMITS
    _turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    @property
    def routes(self) -> list[Route]:
        """What stands at which path."""
        return [
            Route(IMAGES_PATH, self, methods=["POST"]),
            Route(f"{IMAGES_PATH}/{{name}}", self.show, methods=["GET"]),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a picture that is posted."""
        try:
            response = await self._take(scope, receive)
        except Disconnected:
            return
        except HarborError as refusal:
            response = _refused(scope, refusal)
        except ApiError as refusal:
            response = denied(refusal)
        await response(scope, receive, send)

    async def show(self, request: Request) -> Response:
        """Give a picture by its name."""
        named = _NAME.fullmatch(request.path_params["name"])
        content = await self._find(named["hash"], int(named["width"])) if named else None
        return Response(status_code=404) if content is None else _whole(request.scope, content)

    async def _take(self, scope: Scope, receive: Receive) -> Response:
        principal = await principal_of(scope, self.recognise)
        SIGNED_IN.check(principal)
        UPLOADERS.check(principal)
        media_type = (header(scope, b"content-type") or "").partition(";")[0].strip().lower()
        if media_type not in FORMATS or header(scope, b"content-encoding"):
            raise Refusal(415, f"Send a picture as it is, as {', '.join(FORMATS)}.")
        body = await read_body(scope, receive, self.limits)
        async with self._turn:
            prepared = await asyncio.to_thread(prepare, body, media_type=media_type)
        return _kept(await self._keep(prepared, principal, request_id=facts_of(scope).request_id), prepared)

    async def _keep(self, prepared: Prepared, principal: Principal, *, request_id: str) -> ImageId:
        assert principal.person_id is not None
        now = self.now()
        async with self.working(principal) as connection:
            id = await keep_image(connection, prepared, by=principal.person_id, now=now, chance=self.chance)
            entry = Entry(
                at=now,
                actor=actor_of(principal),
                operation="uploadImage",
                request_id=request_id,
                client_id=principal.client_id,
                subject_type="ImageUpload",
                subject_id=id,
                person_id=principal.person_id,
            )
            await write(connection, entry, chance=self.chance)
        return id

    async def _find(self, hash: str, width: int) -> bytes | None:
        async with self.reading() as connection:
            return await find_content(connection, hash=hash, width=width)


def path_of(hash: str, width: int) -> str:
    """Where a picture is found."""
    return f"{IMAGES_PATH}/{hash}-{width}.webp"


def _kept(id: ImageId, prepared: Prepared) -> Response:
    told = {
        "id": ids.encode("ImageUpload", id),
        "url": path_of(prepared.hash, prepared.large.width),
        "width": prepared.large.width,
        "height": prepared.large.height,
    }
    return _json(told, 201)


def _whole(scope: Scope, content: bytes) -> Response:
    tag = f'"{scope["path_params"]["name"]}"'
    headers = _FOREVER | {"etag": tag}
    if tag in (header(scope, b"if-none-match") or ""):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="image/webp", headers=headers)


def _refused(scope: Scope, refusal: HarborError) -> Response:
    language: Language = facts_of(scope).language
    told = [
        {"message": problem.in_language(language), "extensions": {"code": problem.code}} for problem in refusal.problems
    ]
    return _json({"errors": told}, 422)


def _json(told: object, status: int) -> Response:
    return Response(orjson.dumps(told), status_code=status, media_type="application/json")
