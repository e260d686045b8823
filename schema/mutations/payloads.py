"""Knows what mutations answer with: the thing, and what the trade refuses, field by field."""

from typing import Any
from uuid import UUID

import graphene

from schema.lists import some
from schema.mutations.effects import Done
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type


class Problem(graphene.ObjectType):
    """One thing for which a mutation was refused; nothing was changed."""

    code = graphene.String(required=True, description="Stable, for programs.")
    field = graphene.String(description="The field of the input that it speaks of, as `boat.beamMm`; null: none.")
    message = graphene.String(
        required=True,
        resolver=lambda problem, info: problem.in_language(info.context.language),
        description="A sentence for the boater, in the language of the request.",
    )


def thing(type_name: str, *, fact: str = "id", description: str) -> graphene.Field:
    """The object of a type whose key is this fact of the answer, as it stands now; null where there is none."""

    async def resolve(done: Done, info: Any) -> Row | None:
        key = done.answer.facts.get(fact)
        return None if key is None else await load_row(info.context, read_type(type_name), UUID(key))

    return graphene.Field(lambda: graphql_type(type_name), resolver=resolve, description=description)


def secret(*, description: str) -> graphene.Field:
    """The secret of the answer, which is shown nowhere else."""

    def resolve(done: Done, _info: Any) -> str | None:
        return done.answer.secret

    return graphene.Field(graphene.String, resolver=resolve, description=description)


def problems() -> Any:
    """The field ``errors`` of a payload."""
    return graphene.Field(some(Problem), required=True, description="Why it was refused; empty when it was done.")
