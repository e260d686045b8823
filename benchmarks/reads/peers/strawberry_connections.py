"""Knows the connections of the strawberry peer."""

# mypy: disable-error-code="call-arg"
# strawberry comes with the extra "bench" alone, so mypy does not know that its decorators make dataclasses.

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import strawberry

from benchmarks.reads.peers.shared_catalogue import Page, Row, cursor

Node = TypeVar("Node")


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class Edge(Generic[Node]):
    cursor: str
    node: Node


@strawberry.type
class Connection(Generic[Node]):
    page: strawberry.Private[Page]
    make: strawberry.Private[Callable[[Row], Node]]
    count: strawberry.Private[Callable[[], Awaitable[int]]]

    @strawberry.field
    async def total_count(self) -> int:
        count: int = await self.count()
        return count

    @strawberry.field
    def nodes(self) -> list[Node]:
        return [self.make(row) for row in self.page.rows]

    @strawberry.field
    def edges(self) -> list[Edge[Node]]:
        return [Edge(cursor=cursor(row), node=self.make(row)) for row in self.page.rows]

    @strawberry.field
    def page_info(self) -> PageInfo:
        return PageInfo(has_next_page=self.page.more, end_cursor=self.page.end_cursor)
