"""Knows the resolvers of the ariadne peer: rows are dictionaries, relations are resolved by loaders."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import orjson
from ariadne import ObjectType, QueryType, ScalarType
from graphql import GraphQLResolveInfo

from benchmarks.reads.peers.shared_catalogue import Page, Row, Wanted, cursor
from benchmarks.reads.peers.shared_ids import decode_id, encode_id

Found = dict[str, Any]

# The text of a GeoJSON geometry, parsed when it is written into an answer.
geojson = ScalarType("GeoJSON", serializer=orjson.loads)
query, harbor, pier, berth = QueryType(), ObjectType("Harbor"), ObjectType("Pier"), ObjectType("Berth")
pier.set_alias("geometry", "geojson")
berth.set_alias("geometry", "geojson")

BINDABLES = (geojson, query, harbor, pier, berth)


@dataclass(frozen=True, slots=True)
class Connection:
    """A page and how all of its list are counted; the default resolver calls what the fields are named after."""

    page: Page
    count: Callable[[], Awaitable[int]]

    async def total_count(self, _info: GraphQLResolveInfo) -> int:
        return await self.count()

    def nodes(self, _info: GraphQLResolveInfo) -> list[Found]:
        return [dict(row) for row in self.page.rows]

    def edges(self, _info: GraphQLResolveInfo) -> list[Found]:
        return [{"cursor": cursor(row), "node": dict(row)} for row in self.page.rows]

    def page_info(self, _info: GraphQLResolveInfo) -> Found:
        return {"has_next_page": self.page.more, "end_cursor": self.page.end_cursor}


@query.field("harbors")
async def resolve_harbors(_: None, info: GraphQLResolveInfo, first: int, after: str | None = None) -> Connection:
    catalogue = info.context.catalogue
    return Connection(await catalogue.harbors(Wanted.of(first, after)), catalogue.count_harbors)


@query.field("harbor")
async def resolve_harbor(_: None, info: GraphQLResolveInfo, id: str) -> Found | None:
    return _found(await info.context.harbor.load(decode_id("Harbor", id)))


@query.field("berths")
async def resolve_berths(
    _: None,
    info: GraphQLResolveInfo,
    first: int,
    after: str | None = None,
    filter: dict[str, int | None] | None = None,
) -> Connection:
    catalogue, limits = info.context.catalogue, {"min_width_mm": None, "min_length_mm": None} | (filter or {})
    page = await catalogue.berths(Wanted.of(first, after), **limits)
    return Connection(page, partial(catalogue.count_berths, **limits))


@query.field("berth")
async def resolve_berth(_: None, info: GraphQLResolveInfo, id: str) -> Found | None:
    return _found(await info.context.berth.load(decode_id("Berth", id)))


@harbor.field("id")
def resolve_harbor_id(row: Found, _info: GraphQLResolveInfo) -> str:
    return encode_id("Harbor", row["id"])


@harbor.field("name")
def resolve_harbor_name(row: Found, _info: GraphQLResolveInfo) -> object:
    return row["name_fi"] or row["name_en"] or row["name_sv"]


@harbor.field("names")
def resolve_harbor_names(row: Found, _info: GraphQLResolveInfo) -> Found:
    return {"fi": row["name_fi"], "sv": row["name_sv"], "en": row["name_en"]}


@harbor.field("piers")
async def resolve_piers(row: Found, info: GraphQLResolveInfo, first: int, after: str | None = None) -> Connection:
    return await _children(row["id"], info.context.piers, info.context.pier_count, Wanted.of(first, after))


@pier.field("id")
def resolve_pier_id(row: Found, _info: GraphQLResolveInfo) -> str:
    return encode_id("Pier", row["id"])


@pier.field("harbor")
async def resolve_pier_harbor(row: Found, info: GraphQLResolveInfo) -> Found | None:
    return _found(await info.context.harbor.load(row["harbor_id"]))


@pier.field("berths")
async def resolve_pier_berths(row: Found, info: GraphQLResolveInfo, first: int, after: str | None = None) -> Connection:
    return await _children(row["id"], info.context.berths, info.context.berth_count, Wanted.of(first, after))


@berth.field("id")
def resolve_berth_id(row: Found, _info: GraphQLResolveInfo) -> str:
    return encode_id("Berth", row["id"])


@berth.field("pier")
async def resolve_berth_pier(row: Found, info: GraphQLResolveInfo) -> Found | None:
    return _found(await info.context.pier.load(row["pier_id"]))


async def _children(parent: UUID, pages: Any, counts: Any, wanted: Wanted) -> Connection:
    return Connection(await pages.load((parent, wanted)), partial(counts.load, parent))


def _found(row: Row | None) -> Found | None:
    return None if row is None else dict(row)
