"""Knows how keys of providers' servers are made, replaced and revoked over the API."""

import graphene

from harbors.access.records import ApiKeyId, Role, Scope
from harbors.errors import Refused
from harbors.idempotency.records import Answer
from harbors.places.records import ProviderId
from harbors.programs import keys
from harbors.programs.refusals import person_required
from harbors.sql import Connection
from schema import ids
from schema.mutations.access import provider_in, role
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input
from schema.mutations.payloads import problems, secret, thing
from schema.mutations.program_inputs import CreateApiKeyInput, RevokeApiKeyInput, RotateApiKeyInput, read_key


class ApiKeySecretPayload(graphene.ObjectType):
    """The new key with its words, or why it was refused."""

    api_key = thing("ApiKey", description="The key; null when it was refused.")
    token = secret(description="The key itself, for `Authorization: Bearer`: it is shown now and never again.")
    errors = problems()


class ApiKeyPayload(graphene.ObjectType):
    """The key as it stands now, or why it was refused."""

    api_key = thing("ApiKey", description="The key; null when it was refused.")
    errors = problems()


async def _create(connection: Connection, doing: Doing, input: Input) -> Answer:
    _require_person(doing)
    form = read_key(input)
    made = await keys.create_key(connection, form, by=doing.principal, now=doing.now, chance=doing.chance)
    after = {"role": form.role.value, "scopes": sorted(form.scopes), "expires_at": made.expires_at.isoformat()}
    doing.changed("ApiKey", made.id, after=after)
    return Answer(facts={"id": str(made.id)}, secret=made.words)


async def _rotate(connection: Connection, doing: Doing, input: Input) -> Answer:
    _require_person(doing)
    old, made = await keys.rotate_key(
        connection,
        _key(input),
        days=int(input["days"]),
        overlap_days=int(input["overlap_days"]),
        by=doing.principal,
        now=doing.now,
        chance=doing.chance,
    )
    doing.changed("ApiKey", made.id, after={"replaces": str(old.id), "expires_at": made.expires_at.isoformat()})
    return Answer(facts={"id": str(made.id)}, secret=made.words)


async def _revoke(connection: Connection, doing: Doing, input: Input) -> Answer:
    key = await keys.revoke_key(connection, _key(input), now=doing.now)
    doing.changed("ApiKey", key.id)
    return Answer(facts={"id": str(key.id)})


def _require_person(doing: Doing) -> None:
    """A key that got into wrong hands makes no others."""
    if doing.principal.person_id is None:
        raise Refused(person_required())


def _key(input: Input) -> ApiKeyId:
    return ApiKeyId(ids.decode_as("ApiKey", input["api_key_id"]))


async def _of_key(connection: Connection, input: Input) -> ProviderId | None:
    return await keys.provider_of_key(connection, _key(input))


class ApiKeyMutation:
    """The mutations of keys."""

    create_api_key = mutation(
        ApiKeySecretPayload,
        CreateApiKeyInput,
        _create,
        access=role(Role.MANAGER, at=provider_in("provider_id"), scope=Scope.PROGRAMS_WRITE),
        description="Makes a key for a provider's server, which may do no more than its maker.",
    )
    rotate_api_key = mutation(
        ApiKeySecretPayload,
        RotateApiKeyInput,
        _rotate,
        access=role(Role.MANAGER, at=_of_key, scope=Scope.PROGRAMS_WRITE),
        description="Makes a key that takes over from another, which goes on for the overlap.",
    )
    revoke_api_key = mutation(
        ApiKeyPayload,
        RevokeApiKeyInput,
        _revoke,
        access=role(Role.MANAGER, at=_of_key, scope=Scope.PROGRAMS_WRITE),
        description="Ends a key at once.",
    )
