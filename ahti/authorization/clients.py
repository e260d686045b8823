"""Knows the registered programs as requests of theirs are judged by them."""

from uuid import UUID

from ahti.db import Database
from ahti.oauth.clients import Client
from harbors.access.records import ClientId
from harbors.programs import records
from harbors.programs.granting import find_client
from harbors.programs.records import ClientState
from harbors.text import Translated


class RegisteredClients:
    """The programs in use; one that is suspended or retired is not known."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, client_id: str) -> Client | None:
        """The program as far as an authorization request is concerned."""
        client = await self.registered(client_id)
        return None if client is None else _as_asked(client)

    async def registered(self, client_id: str) -> records.Client | None:
        """All that is known of it."""
        id = _read(client_id)
        if id is None:
            return None
        async with self._database.unit_of_work() as connection:
            client = await find_client(connection, id)
        return client if client is not None and client.state is ClientState.ACTIVE else None


def _read(client_id: str) -> ClientId | None:
    try:
        id = UUID(client_id)
    except ValueError:
        return None
    return ClientId(id) if str(id) == client_id else None


def _as_asked(client: records.Client) -> Client:
    return Client(
        client_id=str(client.id),
        name=Translated(fi=client.form.name),
        redirect_uris=tuple(client.form.redirect_uris),
        scopes=tuple(sorted(scope.value for scope in client.form.scopes)),
    )
