"""Knows what mutations answer with: the thing, and what the trade refuses, field by field."""

from typing import Any

import graphene

from schema.catalogue.conditions import some


class Problem(graphene.ObjectType):
    """One thing for which a mutation was refused; nothing was changed."""

    code = graphene.String(required=True, description="Stable, for programs.")
    field = graphene.String(description="The field of the input that it speaks of, as `boat.beamMm`; null: none.")
    message = graphene.String(
        required=True,
        resolver=lambda problem, info: problem.in_language(info.context.language),
        description="A sentence for the boater, in the language of the request.",
    )


def problems() -> Any:
    """The field ``errors`` of a payload."""
    return graphene.Field(some(Problem), required=True, description="Why it was refused; empty when it was done.")


def idempotency_key() -> Any:
    """The field ``idempotencyKey`` of an input."""
    return graphene.String(
        description="Names this intent: a fresh UUID, kept secret and sent again when a request is repeated. The same "
        "key with the same input gets the first answer (a refusal, too) and has no second effect; with another input "
        "it is an error: a corrected form takes a new key. "
        "Without a key a repeated request is a new one.",
    )
