"""Knows the inputs of the mutations of programs and keys, and reads them."""

from typing import Any

import graphene

from harbors.access.records import Role as RoleOf
from harbors.access.records import Scope as ScopeOf
from harbors.forms import tidy_text
from harbors.places.records import ProviderId
from harbors.programs.records import ClientForm, KeyForm
from schema import ids
from schema.errors import BadInput
from schema.lists import some
from schema.mutations.inputs import Input, idempotency_key
from schema.programs import Scope
from schema.roles import Role

_MOST_ADDRESSES = 100


def _client_id() -> Any:
    return graphene.ID(required=True, description="The id of a Client.")


def _key_id() -> Any:
    return graphene.ID(required=True, description="The id of an ApiKey.")


def _days() -> Any:
    return graphene.Int(required=True, default_value=90, description="For how many days it is good, a year at most.")


class RegisterClientInput(graphene.InputObjectType):
    """A new program."""

    provider_id = graphene.ID(description="The id of the Provider whose it is; left out: one's own.")
    name = graphene.String(required=True, description="The name under which people know it.")
    homepage = graphene.String(required=True, description="The address of its home, https.")
    privacy_policy = graphene.String(required=True, description="The address of what it tells of data, https.")
    redirect_uris = graphene.InputField(
        some(graphene.String),
        required=True,
        description="Where people are sent back to: https, compared character by character; http://127.0.0.1 or "
        "http://[::1], with any port; or a scheme of one's own with a dot, for native apps.",
    )
    scopes = graphene.InputField(some(Scope), required=True, description="How far it may ever ask to go.")
    confidential = graphene.Boolean(
        default_value=False, description="Whether it runs on a server that keeps a secret, which is then shown once."
    )
    test_mode = graphene.Boolean(
        default_value=True, description="Whether it is on trial: then it acts only for those whose program it is."
    )
    idempotency_key = idempotency_key()


class UpdateClientInput(graphene.InputObjectType):
    """What changes of a program; what is left out stays as it is."""

    client_id = _client_id()
    name = graphene.String(description="The name under which people know it.")
    homepage = graphene.String(description="The address of its home, https.")
    privacy_policy = graphene.String(description="The address of what it tells of data, https.")
    redirect_uris = graphene.InputField(some(graphene.String), description="All addresses to come back to.")
    scopes = graphene.InputField(some(Scope), description="How far it may ever ask to go.")
    test_mode = graphene.Boolean(description="Whether it is on trial.")
    idempotency_key = idempotency_key()


class ClientInput(graphene.InputObjectType):
    """A program."""

    client_id = _client_id()
    idempotency_key = idempotency_key()


class SuspendClientInput(graphene.InputObjectType):
    """A program that the city keeps from acting."""

    client_id = _client_id()
    reason = graphene.String(required=True, description="Why; whose program it is reads it.")
    idempotency_key = idempotency_key()


class RevokeGrantInput(graphene.InputObjectType):
    """What a person takes back."""

    grant_id = graphene.ID(required=True, description="The id of a Grant.")
    idempotency_key = idempotency_key()


class CreateApiKeyInput(graphene.InputObjectType):
    """A new key of a provider's server."""

    provider_id = graphene.ID(required=True, description="The id of the Provider for which it acts.")
    name = graphene.String(required=True, description="What it is for.")
    role = Role(required=True, description="What it may do for the provider: no more than its maker.")
    scopes = graphene.InputField(some(Scope), required=True, description="How far it may go.")
    days = _days()
    test_mode = graphene.Boolean(default_value=False, description="Whether what it does is marked as a trial.")
    idempotency_key = idempotency_key()


class RotateApiKeyInput(graphene.InputObjectType):
    """A key from which a new one takes over."""

    api_key_id = _key_id()
    days = _days()
    overlap_days = graphene.Int(
        required=True,
        default_value=7,
        description="For how many days the old key goes on, 30 at most.",
    )
    idempotency_key = idempotency_key()


class RevokeApiKeyInput(graphene.InputObjectType):
    """A key that ends at once."""

    api_key_id = _key_id()
    idempotency_key = idempotency_key()


def read_client(input: Input) -> ClientForm:
    """The program that is registered."""
    return ClientForm(
        name=tidy_text(input["name"]),
        homepage=input["homepage"],
        privacy_policy=input["privacy_policy"],
        redirect_uris=_addresses(input["redirect_uris"]),
        scopes=_scopes(input["scopes"]),
        test_mode=bool(input["test_mode"]),
    )


def read_client_changes(input: Input) -> dict[str, Any]:
    """What changes, by the names of ``ClientForm``; null is as good as left out."""
    told = {
        name: input[name]
        for name in ("name", "homepage", "privacy_policy", "redirect_uris", "scopes", "test_mode")
        if input.get(name) is not None
    }
    readings: dict[str, Any] = {"name": tidy_text, "redirect_uris": _addresses, "scopes": _scopes}
    return {name: readings.get(name, lambda value: value)(value) for name, value in told.items()}


def read_key(input: Input) -> KeyForm:
    """The key that is asked for. Raises BAD_USER_INPUT."""
    return KeyForm(
        provider_id=ProviderId(ids.decode_as("Provider", input["provider_id"])),
        name=tidy_text(input["name"]),
        role=RoleOf(input["role"]),
        scopes=_scopes(input["scopes"]),
        days=int(input["days"]),
        test_mode=bool(input["test_mode"]),
    )


def _addresses(given: list[str]) -> tuple[str, ...]:
    if len(given) > _MOST_ADDRESSES:
        raise BadInput("redirectUris: far too many.")
    return tuple(dict.fromkeys(given))


def _scopes(given: list[Any]) -> frozenset[ScopeOf]:
    return frozenset(ScopeOf(scope) for scope in given)
