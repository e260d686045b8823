"""Knows the demonstration's issuer beside the service that trusts it, on a port of this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from ahti.chance import SystemChance
from ahti.clock import Clock
from ahti.issuer.app import Whereabouts, create_issuer
from ahti.issuer.clients import NATIVE
from ahti.oauth.clients import Client, ListedClients
from ahti.web.app import create_app
from harbors.text import Translated
from tests.integration.web.demo_service import demo_service
from tests.integration.web.local_server import listening

WEB = Client(
    client_id="portal",
    name=Translated(fi="Portaali <&>", sv="Portalen <&>", en="The portal <&>"),
    redirect_uris=("https://portal.example/back", "https://portal.example/back?kept=1"),
    signed_out_uris=("https://portal.example/bye",),
    scopes=("openid", "profile", "applications:read"),
)


class Late:
    """An application that is made when its address is known."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@contextmanager
def issuing(folder: Path, *, clock: Clock, late: Late | None = None) -> Iterator[Whereabouts]:
    """Where it is; what it keeps is in ``folder``."""
    late = late or Late()
    with listening(late) as address:
        where = Whereabouts(address, folder)
        begin(late, where, clock=clock)
        yield where


def begin(late: Late, where: Whereabouts, *, clock: Clock) -> None:
    """Start it, or start it again: what was in memory is gone then."""
    issuer = create_issuer(where, ListedClients(NATIVE, WEB), clock=clock, chance=SystemChance())
    late.app = create_app(demo_service(), routes=[issuer])
