"""Knows what a browser is given: the page to try the API, and the files that it loads."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from ahti.web.assets import Asset, load_assets


class Pages:
    """The pages and static files of the service."""

    def __init__(self, assets: Mapping[str, Asset] | None = None) -> None:
        self._assets = load_assets() if assets is None else assets

    async def graphiql(self, scope: Scope, receive: Receive, send: Send) -> None:
        """GraphiQL, as an ASGI application."""
        response = await self._assets["graphiql/index.html"].response(Request(scope))
        response.headers.add_vary_header("Accept")
        await response(scope, receive, send)

    async def front(self, request: Request) -> Response:
        """The first page: GraphiQL, until the service has pages for boaters."""
        return await self._assets["graphiql/index.html"].response(request)

    async def static(self, request: Request) -> Response:
        """A file by its path from the static folder."""
        asset = self._assets.get(request.path_params["path"])
        return await asset.response(request) if asset else PlainTextResponse("Not Found", status_code=404)
