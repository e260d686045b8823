"""Knows how the figures of the service are read: with a token beside everything else, or on a port of their own."""

import hmac

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp

from ahti.metrics import Metrics
from ahti.web.facts import header

METRICS_PATH = "/metrics"


class Scraping:
    """Gives the figures to whoever has the token; without a token there is nothing at this path."""

    def __init__(self, metrics: Metrics, *, token: str | None) -> None:
        self._metrics = metrics
        self._expected = f"Bearer {token}".encode() if token else None

    async def guarded(self, request: Request) -> Response:
        if self._expected is None:
            return PlainTextResponse("Not Found", status_code=404)
        given = (header(request.scope, b"authorization") or "").encode("latin-1")
        if not hmac.compare_digest(given, self._expected):
            challenge = {"www-authenticate": "Bearer", "cache-control": "no-store"}
            return PlainTextResponse("The token is missing or wrong.", status_code=401, headers=challenge)
        return await self.open(request)

    async def open(self, _: Request) -> Response:
        content = generate_latest(self._metrics.registry)
        return Response(content, headers={"cache-control": "no-store"}, media_type=CONTENT_TYPE_LATEST)


def create_metrics_app(metrics: Metrics) -> ASGIApp:
    """The figures alone, for a port that only those can reach who may read them."""
    return Router(routes=[Route(METRICS_PATH, Scraping(metrics, token=None).open)], redirect_slashes=False)
