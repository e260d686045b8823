"""Knows where anybody gets the public bundle of a round: GET /rounds/CODE/bundle.zip, from the publication on."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ahti.db import Database
from harbors.allocations.reads import STATEMENTS

BUNDLES_PATH = "/rounds/{code}/bundle.zip"


@dataclass(frozen=True, slots=True)
class Bundles:
    """Answers anybody."""

    database: Database

    @property
    def routes(self) -> list[Route]:
        """What stands at which path."""
        return [Route(BUNDLES_PATH, self.answer, methods=["GET"])]

    async def answer(self, request: Request) -> Response:
        """The bundle of the newest published draw, or 404."""
        code = request.path_params["code"]
        async with self.database.unit_of_work() as connection:
            bundle = await STATEMENTS.public_bundle.value(connection, code=code)
        if bundle is None:
            return Response(status_code=404)
        named = {"content-disposition": f'attachment; filename="{code}.zip"', "cache-control": "public, max-age=300"}
        return Response(bundle, media_type="application/zip", headers=named)
