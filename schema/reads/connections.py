"""Knows connections: their types, and how a list's page and count are read only when they are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import graphene

from schema.context import Context
from schema.lists import some
from schema.reads.cursors import encode_cursor
from schema.reads.loading import Row, Rows, load_count, load_page
from schema.reads.selections import Page, Selection, cursor_values


@dataclass(frozen=True, slots=True)
class Connected:
    """A connection that was asked for: nothing is read before one of its fields is resolved."""

    context: Context
    selection: Selection
    page: Page
    parent: UUID

    async def rows(self) -> Rows:
        return await load_page(self.context, self.selection, self.page, self.parent)

    async def count(self) -> int:
        return await load_count(self.context, self.selection, self.parent)

    def cursor(self, row: Row) -> str:
        return encode_cursor(self.selection, cursor_values(self.selection, row.values))


class PageInfo(graphene.ObjectType):
    """Where a page stands in its list."""

    has_next_page = graphene.Boolean(required=True, description="Whether rows follow this page.")
    has_previous_page = graphene.Boolean(required=True, description="Whether rows precede this page.")
    start_cursor = graphene.String(description="The cursor of the first row; null on an empty page.")
    end_cursor = graphene.String(description="The cursor of the last row; null on an empty page.")


@cache
def connection_type(node: Any) -> Any:
    """The connection of a type or interface, with its edge."""
    name = node._meta.name
    edge = type(
        f"{name}Edge",
        (graphene.ObjectType,),
        {
            "__doc__": f"One {name} in a list and its cursor.",
            "cursor": graphene.String(required=True, description="Where this row stands in the list; opaque."),
            "node": graphene.Field(node, required=True, description=f"The {name}."),
        },
    )
    return type(f"{name}Connection", (graphene.ObjectType,), _fields(name, node, edge))


def _fields(name: str, node: Any, edge: Any) -> dict[str, Any]:
    return {
        "__doc__": f"A page of a list of {name} objects.",
        "edges": graphene.Field(
            some(edge), required=True, resolver=_edges, description="The rows, each with its cursor."
        ),
        "nodes": graphene.Field(
            some(node), required=True, resolver=_nodes, description="The rows without their cursors."
        ),
        "page_info": graphene.Field(
            PageInfo, required=True, resolver=_page_info, description="Where this page stands in the list."
        ),
        "total_count": graphene.Int(
            required=True, resolver=_total_count, description="How many rows the list has, all pages together."
        ),
    }


async def _nodes(connected: Connected, _info: Any) -> Sequence[Row]:
    return (await connected.rows()).rows


async def _edges(connected: Connected, _info: Any) -> list[dict[str, Any]]:
    return [{"cursor": connected.cursor(row), "node": row} for row in (await connected.rows()).rows]


async def _total_count(connected: Connected, _info: Any) -> int:
    return await connected.count()


async def _page_info(connected: Connected, _info: Any) -> dict[str, Any]:
    page, found = connected.page, await connected.rows()
    rows = found.rows
    return {
        "has_next_page": page.before is not None if page.backwards else found.more,
        "has_previous_page": found.more if page.backwards else page.after is not None,
        "start_cursor": connected.cursor(rows[0]) if rows else None,
        "end_cursor": connected.cursor(rows[-1]) if rows else None,
    }
