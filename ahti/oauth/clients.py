"""Knows a program as far as a request of its can be judged: where people are sent back to, and how far it may go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from harbors.programs.addresses import is_registered
from harbors.text import Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A program. It proves by PKCE that a code is its own, whether it has a secret or not."""

    client_id: str
    name: Translated
    redirect_uris: tuple[str, ...]
    signed_out_uris: tuple[str, ...] = ()
    scopes: tuple[str, ...]

    def takes_back_at(self, address: str) -> bool:
        """Whether a person who signed in may be sent there."""
        return is_registered(address, self.redirect_uris)

    def takes_back_signed_out_at(self, address: str) -> bool:
        """Whether a person who signed out may be sent there."""
        return is_registered(address, self.signed_out_uris)


class Clients(Protocol):
    """Whoever knows the registered programs."""

    async def find(self, client_id: str) -> Client | None: ...


class ListedClients:
    """Programs that are known from the start."""

    def __init__(self, *clients: Client) -> None:
        self._clients: Mapping[str, Client] = {client.client_id: client for client in clients}

    async def find(self, client_id: str) -> Client | None:
        return self._clients.get(client_id)
