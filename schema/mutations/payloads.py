"""Knows what mutations answer with: the thing, and what the trade refuses, field by field."""

from typing import Any

import graphene

from schema.lists import some


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
