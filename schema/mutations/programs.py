"""Knows how programs are registered and looked after over the API, and how people take back what they allowed."""

from typing import Any

import graphene

from harbors.access.records import ClientId, PersonId, Role, Scope
from harbors.access.rules import acts_for
from harbors.idempotency.records import Answer
from harbors.places.records import ProviderId
from harbors.programs import clients
from harbors.programs.records import Client, ClientForm, GrantId, Owner
from harbors.sql import Connection
from schema import ids
from schema.errors import Forbidden
from schema.mutations.access import allowed
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input
from schema.mutations.payloads import problems, secret, thing
from schema.mutations.program_inputs import (
    ClientInput,
    RegisterClientInput,
    RevokeGrantInput,
    SuspendClientInput,
    UpdateClientInput,
    read_client,
    read_client_changes,
)
from schema.permissions import CITY, SIGNED_IN

_OWNERS = allowed(SIGNED_IN.within(Scope.PROGRAMS_WRITE))


class ClientPayload(graphene.ObjectType):
    """The program as it stands now, or why it was refused."""

    client = thing("Client", description="The program; null when it was refused.")
    errors = problems()


class ClientSecretPayload(graphene.ObjectType):
    """The program as it stands now, with its secret, or why it was refused."""

    client = thing("Client", description="The program; null when it was refused.")
    client_secret = secret(description="Its secret, which is shown now and never again; null where it has none.")
    errors = problems()


class RevokeGrantPayload(graphene.ObjectType):
    """What was taken back, or why it was refused."""

    grant = thing("Grant", description="What was allowed until now; null when it was refused.")
    errors = problems()


async def _register(connection: Connection, doing: Doing, input: Input) -> Answer:
    form = read_client(input)
    owner = _owner(doing, input)
    made = await clients.register_client(
        connection,
        form,
        owner=owner,
        confidential=bool(input["confidential"]),
        by=doing.principal,
        now=doing.now,
        chance=doing.chance,
    )
    doing.changed("Client", made.id, provider_id=owner.provider_id, after=_plain(form))
    return Answer(facts={"id": str(made.id)}, secret=made.secret)


def _owner(doing: Doing, input: Input) -> Owner:
    """Whose the program is to be. Raises FORBIDDEN for a provider that the one who asks does not manage."""
    if input.get("provider_id") is None:
        return Owner(person_id=doing.principal.person_id)
    provider_id = ProviderId(ids.decode_as("Provider", input["provider_id"]))
    if not acts_for(doing.principal, provider_id, role=Role.MANAGER):
        raise Forbidden("This is for those who act for its provider as manager or more.")
    return Owner(provider_id=provider_id)


async def _update(connection: Connection, doing: Doing, input: Input) -> Answer:
    before, form = await clients.update_client(
        connection, _client(input), read_client_changes(input), by=doing.principal, now=doing.now
    )
    return _told(doing, before, before=_plain(before.form), after=_plain(form))


async def _rotate_secret(connection: Connection, doing: Doing, input: Input) -> Answer:
    client, words = await clients.rotate_client_secret(
        connection, _client(input), by=doing.principal, now=doing.now, chance=doing.chance
    )
    _told(doing, client)
    return Answer(facts={"id": str(client.id)}, secret=words)


async def _retire(connection: Connection, doing: Doing, input: Input) -> Answer:
    client = await clients.retire_client(connection, _client(input), by=doing.principal, now=doing.now)
    return _told(doing, client, before={"state": client.state.value})


async def _suspend(connection: Connection, doing: Doing, input: Input) -> Answer:
    client = await clients.suspend_client(connection, _client(input), reason=input["reason"], now=doing.now)
    return _told(doing, client, before={"state": client.state.value}, reason=input["reason"])


async def _reinstate(connection: Connection, doing: Doing, input: Input) -> Answer:
    client = await clients.reinstate_client(connection, _client(input), now=doing.now)
    return _told(doing, client, before={"state": client.state.value})


async def _revoke_grant(connection: Connection, doing: Doing, input: Input) -> Answer:
    id = GrantId(ids.decode_as("Grant", input["grant_id"]))
    person_id = doing.principal.person_id
    assert person_id is not None
    client_id = await clients.revoke_grant(connection, id, person_id=PersonId(person_id), now=doing.now)
    doing.changed("Grant", id, person_id=person_id, before={"client": str(client_id)})
    return Answer(facts={"id": str(id)})


def _client(input: Input) -> ClientId:
    return ClientId(ids.decode_as("Client", input["client_id"]))


def _told(doing: Doing, client: Client, **told: Any) -> Answer:
    owner = client.owner
    person_id = {"person_id": owner.person_id} if owner.person_id else {}
    doing.changed("Client", client.id, provider_id=owner.provider_id, **person_id, **told)
    return Answer(facts={"id": str(client.id)})


def _plain(form: ClientForm) -> dict[str, Any]:
    """What the trail keeps of a program: where it sends people, and how far it goes."""
    return {
        "name": form.name,
        "redirect_uris": list(form.redirect_uris),
        "scopes": sorted(scope.value for scope in form.scopes),
        "test_mode": form.test_mode,
    }


class ProgramMutation:
    """The mutations of programs."""

    register_client = mutation(
        ClientSecretPayload,
        RegisterClientInput,
        _register,
        access=_OWNERS,
        description="Registers a program, of one's own or of a provider that one manages.",
    )
    update_client = mutation(
        ClientPayload, UpdateClientInput, _update, access=_OWNERS, description="Changes what is told of a program."
    )
    rotate_client_secret = mutation(
        ClientSecretPayload,
        ClientInput,
        _rotate_secret,
        access=_OWNERS,
        description="Gives a program a new secret; the old one is no good any more.",
    )
    retire_client = mutation(
        ClientPayload, ClientInput, _retire, access=_OWNERS, description="Takes a program out of use, for good."
    )
    suspend_client = mutation(
        ClientPayload,
        SuspendClientInput,
        _suspend,
        access=allowed(CITY),
        description="Keeps a program from acting for anybody, at once.",
    )
    reinstate_client = mutation(
        ClientPayload, ClientInput, _reinstate, access=allowed(CITY), description="Lifts a suspension."
    )
    revoke_grant = mutation(
        RevokeGrantPayload,
        RevokeGrantInput,
        _revoke_grant,
        access=_OWNERS,
        description="Takes back what the one who is signed in allowed a program; its tokens end at once.",
    )
