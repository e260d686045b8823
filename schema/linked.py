"""Knows how something is seen by the capability of a link that was mailed, or signed in: alike for all that is paid."""

from typing import Any
from uuid import UUID

import graphene

from harbors.applications.reads import present_capability
from harbors.errors import NotFound
from harbors.sql import Statement
from schema import ids
from schema.context import Context
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type

# Beside the columns of a row: the capability by which this request sees it.
TOKEN = "token"


async def see(context: Context, type_name: str, id: UUID, token: str | None, *, to_show: Statement) -> Row | None:
    """What has this id: one's own, that of the capability, or as a clerk. ``to_show`` has the columns of the type."""
    if token is None:
        return await load_row(context, read_type(type_name), id) if context.principal.is_known else None
    async with context.unit_of_work() as connection:
        try:
            await present_capability(connection, token)
        except NotFound:
            return None
        row = await to_show.row(connection, id=id)
    return None if row is None else Row(read_type(type_name), type_name, {**row, TOKEN: token})


def by_link(type_name: str, to_show: Statement, *, description: str, also: str = "") -> graphene.Field:
    """The root of one thing, by its id and perhaps the capability of its link; ``also``: what else opens it."""

    async def resolve(_root: None, info: Any, id: str, token: str | None = None) -> Row | None:
        return await see(info.context, type_name, ids.decode_as(type_name, id), token, to_show=to_show)

    capability = f"The capability in a link that was mailed{also}; whoever is signed in needs none for their own."
    return graphene.Field(
        lambda: graphql_type(type_name),
        args={
            "id": graphene.Argument(graphene.ID, required=True, description=f"The id of the {type_name}."),
            "token": graphene.Argument(graphene.String, description=capability),
        },
        resolver=resolve,
        description=description,
    )
