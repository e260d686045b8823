"""Knows how the service is put together as one ASGI application, and what stands at which path."""

from dataclasses import dataclass

import orjson
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from ahti.web.access import AccessLog
from ahti.web.bodies import BodyLimits
from ahti.web.facts import facts_of
from ahti.web.graphql import JSON, GraphQLEndpoint
from ahti.web.health import IsReady, Readiness, healthz
from ahti.web.pages import Pages
from ahti.web.protection import Protection
from schema.errors import format_internal
from schema.requests import Executor

GRAPHQL_PATH = "/graphql"


@dataclass(frozen=True, slots=True)
class Service:
    """What the application serves: already open, and closed by whoever opened it."""

    executor: Executor
    is_ready: IsReady


def create_app(service: Service, *, limits: BodyLimits | None = None) -> ASGIApp:
    """The application. It owns nothing that has to be closed, so it has no lifespan."""
    pages = Pages()
    graphql = GraphQLEndpoint(service.executor, page=pages.graphiql, path=GRAPHQL_PATH, limits=limits or BodyLimits())
    site = Router(routes=_routes(pages, Readiness(service.is_ready)), redirect_slashes=False)
    guarded = ServerErrorMiddleware(_GraphQLFirst(graphql, site), handler=_answer_unforeseen)
    return AccessLog(Protection(_open_to_any_origin(guarded)))


class _GraphQLFirst:
    """Spares the endpoint that nearly everybody wants the way through the router."""

    def __init__(self, graphql: ASGIApp, site: ASGIApp) -> None:
        self._graphql = graphql
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wanted = scope["type"] == "http" and scope["path"] == GRAPHQL_PATH
        await (self._graphql if wanted else self._site)(scope, receive, send)


def _routes(pages: Pages, readiness: Readiness) -> list[Route]:
    return [
        Route("/", pages.front),
        Route("/static/{path:path}", pages.static),
        Route("/healthz", healthz),
        Route("/readyz", readiness.readyz),
    ]


def _open_to_any_origin(app: ASGIApp) -> ASGIApp:
    """The API is open: a page from anywhere may ask it, but never with a browser's stored credentials."""
    return CORSMiddleware(
        app,
        allow_origins=["*"],
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type", "x-request-id"],
        expose_headers=["x-request-id"],
        max_age=86400,
    )


async def _answer_unforeseen(request: Request, _: Exception) -> Response:
    """Says nothing but the id; the server logs the traceback under it."""
    body = orjson.dumps({"errors": [format_internal(facts_of(request.scope))]})
    return Response(body, status_code=500, media_type=JSON)
