"""Knows how a clerk writes to all tenants of a harbor, a pier or a selection over the API."""

from typing import Any
from uuid import UUID

import graphene

from harbors.access.records import Role, Scope
from harbors.circulars import records
from harbors.circulars.commands import send_circular
from harbors.idempotency.records import Answer
from harbors.sql import Connection
from schema.circulars import AudienceInput, Circular, load_circular, read_audience
from schema.mutations.access import provider_in, role
from schema.mutations.effects import Doing, Done, mutation
from schema.mutations.inputs import Input, TextInput, idempotency_key, read_text
from schema.mutations.payloads import problems


class SendCircularInput(graphene.InputObjectType):
    """One message to many tenants."""

    provider_id = graphene.ID(required=True, description="The id of the Provider that writes.")
    audience = graphene.InputField(AudienceInput, description="Whose tenants; all of the provider's unless said.")
    subject = graphene.InputField(
        TextInput, required=True, description="The first line, in every language that somebody of them reads."
    )
    text = graphene.InputField(
        TextInput, required=True, description="What is written, likewise; an empty line ends a paragraph."
    )
    idempotency_key = idempotency_key()


async def _circular(done: Done, info: Any) -> records.Circular | None:
    key = done.answer.facts.get("id")
    return None if key is None else await load_circular(info.context, UUID(key))


class SendCircularPayload(graphene.ObjectType):
    """The circular, which is written in a moment, or why it was refused."""

    circular = graphene.Field(Circular, resolver=_circular, description="The circular; null when it was refused.")
    errors = problems()


async def _send(connection: Connection, doing: Doing, input: Input) -> Answer:
    circular = await send_circular(
        connection,
        read_audience(input.get("audience")),
        records.Words(read_text(input["subject"]), read_text(input["text"])),
        provider_id=doing.provider,
        by=doing.principal,
        now=doing.now,
        chance=doing.chance,
    )
    subject = circular.words.subject
    doing.changed("Circular", circular.id, provider_id=doing.provider, after={"subject": subject.fi or subject.en})
    return Answer(facts={"id": str(circular.id)})


class CircularMutation:
    """The mutation of circulars."""

    send_circular = mutation(
        SendCircularPayload,
        SendCircularInput,
        _send,
        access=role(Role.CLERK, at=provider_in("provider_id"), scope=Scope.PROVIDER_WRITE),
        description="Writes to all tenants of harbors, piers, areas or a selection, each once and in the own language; "
        "`circularPreview` shows before how it reads and whom it reaches.",
    )
