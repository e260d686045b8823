"""Knows how the service runs on its ports, from the first connection to the orderly stop."""

import asyncio
import logging
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from graphql import GraphQLSchema
from starlette.routing import BaseRoute, Route

from ahti.authorization.ways import CALLBACK
from ahti.beacon.app import create_beacon
from ahti.beacon.chain import OwnChain
from ahti.beacon.wanted import known_beacons
from ahti.chance import SystemChance
from ahti.checkout.wanted import PageBeside, mounted
from ahti.clock import SystemClock
from ahti.constraints import REFUSALS
from ahti.gateways.oidc.issuers import SignIn, TrustedIssuer
from ahti.gateways.payments.records import Gateways
from ahti.issuer.app import Whereabouts, create_issuer
from ahti.issuer.clients import NATIVE, OURSELVES, ourselves
from ahti.metrics import Metrics
from ahti.oauth.clients import ListedClients
from ahti.public import LOCAL, Public
from ahti.service import open_service
from ahti.settings import Settings
from ahti.web.app import create_app
from ahti.web.rates.policies import USUAL, Rates
from ahti.web.scraping import METRICS_PATH, create_metrics_app
from ahti.web.server import address_of, fastest_loop, open_socket, serve, served_beside

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the service is reached: its port, that of its metrics, if any, and their token; how much may be asked.

    ``beacon``: the demonstration's, where it runs.
    """

    listener: socket.socket
    metrics_listener: socket.socket | None = None
    metrics_token: str | None = None
    rates: Rates = USUAL
    public: Public = LOCAL
    beacon: OwnChain | None = None

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the service."""
        return address_of(self.listener)


@contextmanager
def open_doors(settings: Settings, *, beacon: OwnChain | None = None) -> Iterator[Doors]:
    """The ports, ours from now on; raises ``CannotListen``. ``beacon``: to be served beside."""
    token = settings.metrics_token.get_secret_value() if settings.metrics_token else None
    with ExitStack() as exits:
        listener = exits.enter_context(open_socket(settings.host, settings.port))
        beside = None
        if settings.metrics_port is not None:
            own = open_socket(settings.host, settings.metrics_port, option="--metrics-port")
            beside = exits.enter_context(own)
        yield Doors(listener, beside, token, settings.rates, _public(settings, listener, beacon), beacon)


def serve_database(
    url: str,
    doors: Doors,
    schema: GraphQLSchema,
    *,
    issuers: Sequence[TrustedIssuer] = (),
    issuer_folder: Path | None = None,
    sign_in: SignIn | None = None,
    checkout: PageBeside | None = None,
    gateways: Callable[[], AbstractAsyncContextManager[Gateways]] = lambda: nullcontext({}),
    on_listening: Callable[[], None],
    beside: Callable[[Metrics], AbstractAsyncContextManager[Sequence[Route]]] = lambda _metrics: nullcontext(()),
) -> None:
    """Serve the database at ``url`` until SIGINT or SIGTERM, then close the doors.

    ``beside`` runs meanwhile, and may bring routes of its own.

    With an ``issuer_folder`` people can sign in at the demonstration's own issuer, which keeps its keys there; also
    before they allow a program something, unless they ``sign_in`` elsewhere for that. The demonstration's
    ``checkout`` is served, too. Money is taken by the ``gateways``.
    Raises ``OperatorError`` where it must not serve. Runs an event loop of its own: call it outside one.
    """

    own = Whereabouts(doors.address, issuer_folder) if issuer_folder else None
    trusted = [*issuers, own.terms] if own else issuers
    demonstrated = [_opened(own, doors.public)] if own else []
    if doors.beacon is not None:
        demonstrated.append(create_beacon(doors.beacon, clock=SystemClock()))
    signing_in = sign_in or (SignIn(issuer=own.issuer, client_id=OURSELVES) if own else None)

    async def run() -> None:
        async with (
            mounted(checkout) as pages,
            gateways() as taking,
            open_service(
                url,
                schema=schema,
                refusals=REFUSALS,
                clock=SystemClock(),
                issuers=trusted,
                public=doors.public,
                sign_in=signing_in,
                gateways=taking,
            ) as service,
            metrics_beside(service.metrics, doors.metrics_listener),
            beside(service.metrics) as routes,
        ):
            beside_it = [*routes, *demonstrated, *pages]
            app = create_app(service, metrics_token=doors.metrics_token, rates=doors.rates, routes=beside_it)
            await serve(app, doors.listener, on_listening=on_listening)

    with asyncio.Runner(loop_factory=fastest_loop()) as runner:
        runner.run(run())


def _public(settings: Settings, listener: socket.socket, beacon: OwnChain | None) -> Public:
    """As the operator says, else as this machine finds it."""
    here = address_of(listener).rstrip("/")
    url = settings.public_url or here
    return Public(
        url=url,
        beacons=known_beacons(settings, beacon, here, url),
        gdpr_query_scope=settings.gdpr_query_scope,
        gdpr_delete_scope=settings.gdpr_delete_scope,
    )


def metrics_beside(metrics: Metrics, listener: socket.socket | None) -> AbstractAsyncContextManager[None]:
    """The figures on a port of their own, where they have one, for as long as the block runs."""
    if listener is None:
        return nullcontext()
    log.info("Metrics are read at %s%s", address_of(listener).rstrip("/"), METRICS_PATH)
    return served_beside(create_metrics_app(metrics), listener)


def _opened(own: Whereabouts, public: Public) -> BaseRoute:
    known = ListedClients(NATIVE, ourselves(public.url + CALLBACK))
    return create_issuer(own, known, clock=SystemClock(), chance=SystemChance())
