"""Knows which programs may send people here to sign in, and to which addresses these are sent back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from harbors.access.records import Scope
from harbors.text import Translated

# What OpenID Connect knows, and how far a program may go with our own resources.
OPENID, OFFLINE = "openid", "offline_access"
PERSONAL = ("profile", "email", "phone")
SCOPES = (OPENID, *PERSONAL, OFFLINE, *(scope.value for scope in Scope))

_LOOPBACK = re.compile(r"(http://(?:127\.0\.0\.1|\[::1\]))(?::[0-9]{1,5})?(/[^#\s]*)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A public client: it has no secret, and proves by PKCE that a code is its own.

    Where an address to come back to is one of this machine, its port is the native app's to choose (RFC 8252, 7.3).
    """

    client_id: str
    name: Translated
    redirect_uris: tuple[str, ...]
    signed_out_uris: tuple[str, ...] = ()
    scopes: tuple[str, ...] = SCOPES

    def takes_back_at(self, address: str) -> bool:
        """Whether a person who signed in may be sent there."""
        return _is_listed(address, self.redirect_uris)

    def takes_back_signed_out_at(self, address: str) -> bool:
        """Whether a person who signed out may be sent there."""
        return _is_listed(address, self.signed_out_uris)


class Clients(Protocol):
    """Whoever knows the registered programs."""

    async def find(self, client_id: str) -> Client | None: ...


class ListedClients:
    """Programs that are known from the start."""

    def __init__(self, *clients: Client) -> None:
        self._clients: Mapping[str, Client] = {client.client_id: client for client in clients}

    async def find(self, client_id: str) -> Client | None:
        return self._clients.get(client_id)


def _is_listed(address: str, listed: tuple[str, ...]) -> bool:
    """Compared as text, character by character: whatever is cleverer has been fooled."""
    return address in listed or _without_port(address) in listed


def _without_port(address: str) -> str | None:
    found = _LOOPBACK.fullmatch(address)
    return found and found[1] + (found[2] or "")


def origin_of(address: str) -> str:
    """Scheme, host and port of a registered address, as a content security policy names them.

    It has no words for an IPv6 address: the scheme alone stands for it.
    """
    parts = urlsplit(address)
    return f"{parts.scheme}:" if "[" in parts.netloc else f"{parts.scheme}://{parts.netloc}"


NATIVE = Client(
    client_id="ahti-demo",
    name=Translated(fi="Ahdin kokeiluohjelma", sv="Ahtis provprogram", en="Ahti's trial program"),
    redirect_uris=("http://127.0.0.1/callback", "http://[::1]/callback"),
    signed_out_uris=("http://127.0.0.1/signed-out", "http://[::1]/signed-out"),
)
"""A program on the person's own machine: a script, a command line, a test."""
