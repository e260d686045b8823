"""Knows where anybody sees where a place is: GET /places/ID/picture.svg, in the language of the request."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ahti.db import Database
from ahti.web.facts import facts_of, header
from harbors.maps.drawing import draw
from harbors.maps.reads import scene_of
from harbors.places.records import PlaceId
from schema import ids
from schema.errors import BadInput

PICTURE_PATH = "/places/{id}/picture.svg"


@dataclass(frozen=True, slots=True)
class Maps:
    """Answers anybody."""

    database: Database

    @property
    def routes(self) -> list[Route]:
        """What stands at which path."""
        return [Route(PICTURE_PATH, self.answer, methods=["GET"])]

    async def answer(self, request: Request) -> Response:
        """The picture, or 404; 304 to who has it."""
        id = _place(request.path_params["id"])
        if id is None:
            return Response(status_code=404)
        async with self.database.reading() as connection:
            scene = await scene_of(connection, id)
        if scene is None:
            return Response(status_code=404)
        picture = draw(scene, facts_of(request.scope).language).encode()
        tag = f'"{sha256(picture).hexdigest()[:32]}"'
        headers = {"etag": tag, "cache-control": "public, max-age=3600", "vary": "accept-language"}
        if tag in (header(request.scope, b"if-none-match") or ""):
            return Response(status_code=304, headers=headers)
        return Response(picture, media_type="image/svg+xml", headers=headers)


def _place(told: str) -> PlaceId | None:
    """The place that a path names, by its key or by its id of the API."""
    try:
        return PlaceId(UUID(told))
    except ValueError:
        pass
    try:
        return PlaceId(ids.decode(told)[1])
    except BadInput:
        return None
