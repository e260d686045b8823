"""Knows how the service is put together as one ASGI application, and what stands at which path."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from ahti.metrics import Metrics
from ahti.web.authentication import Recognise, recognise_nobody
from ahti.web.bodies import BodyLimits
from ahti.web.edge import Edge
from ahti.web.graphql import GraphQLEndpoint
from ahti.web.health import IsReady, Readiness, healthz
from ahti.web.pages import Pages
from ahti.web.rates.limits import Limits
from ahti.web.rates.policies import USUAL, Rates
from ahti.web.rates.posts import Posts
from ahti.web.rates.tally import Tally
from ahti.web.scraping import METRICS_PATH, Scraping
from schema.requests import Executor

GRAPHQL_PATH = "/graphql"


@dataclass(frozen=True, slots=True)
class Service:
    """What the application serves: already open, and closed by whoever opened it."""

    executor: Executor
    is_ready: IsReady
    metrics: Metrics = field(default_factory=Metrics)
    recognise: Recognise = recognise_nobody
    routes: Sequence[BaseRoute] = ()
    tally: Tally = field(default_factory=Tally)


def create_app(
    service: Service,
    *,
    limits: BodyLimits | None = None,
    metrics_token: str | None = None,
    routes: Sequence[BaseRoute] = (),
    rates: Rates = USUAL,
) -> ASGIApp:
    """The application, with more ``routes`` if there are. It owns nothing that has to be closed: it has no lifespan."""
    pages, counted = Pages(), Limits(rates, tally=service.tally)
    graphql = GraphQLEndpoint(
        service.executor,
        page=pages.graphiql,
        path=GRAPHQL_PATH,
        limits=limits or BodyLimits(),
        meter=service.metrics,
        recognise=service.recognise,
        rates=counted,
    )
    scraping = Scraping(service.metrics, token=metrics_token)
    own = _routes(pages, Readiness(service.is_ready), scraping)
    site = Router(routes=[*own, *service.routes, *routes], redirect_slashes=False)
    return Edge(_GraphQLFirst(graphql, Posts(site, counted)), observe=service.metrics.observe)


class _GraphQLFirst:
    """Spares the endpoint that nearly everybody wants the way through the router."""

    def __init__(self, graphql: ASGIApp, site: ASGIApp) -> None:
        self._graphql = graphql
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wanted = scope["type"] == "http" and scope["path"] == GRAPHQL_PATH
        await (self._graphql if wanted else self._site)(scope, receive, send)


def _routes(pages: Pages, readiness: Readiness, scraping: Scraping) -> list[Route]:
    return [
        Route("/", pages.front),
        Route("/static/{path:path}", pages.static),
        Route("/healthz", healthz),
        Route("/readyz", readiness.readyz),
        Route(METRICS_PATH, scraping.guarded),
    ]
