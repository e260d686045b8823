"""Knows the peer that is written with strawberry, which parses and validates each request as it does by itself."""

# mypy: disable-error-code="call-arg"
# strawberry comes with the extra "bench" alone, so mypy does not know that its decorators make dataclasses.

from collections.abc import Callable, Sequence
from functools import partial

import orjson
import strawberry
from starlette.requests import Request as HTTPRequest
from starlette.responses import Response
from starlette.types import ASGIApp
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import Info

from benchmarks.reads.peers.shared_catalogue import Catalogue, Wanted
from benchmarks.reads.peers.shared_ids import decode_id
from benchmarks.reads.peers.shared_pool import serve
from benchmarks.reads.peers.strawberry_connections import Connection
from benchmarks.reads.peers.strawberry_loading import Loaders
from benchmarks.reads.peers.strawberry_types import Berth, GeoJSON, Harbor

Extensions = Sequence[Callable[[], SchemaExtension]]


@strawberry.input
class BerthFilter:
    min_width_mm: int | None = None
    min_length_mm: int | None = None


@strawberry.type
class Query:
    @strawberry.field
    async def harbors(self, info: Info[Loaders, None], first: int = 50, after: str | None = None) -> Connection[Harbor]:
        catalogue = info.context.catalogue
        page = await catalogue.harbors(Wanted.of(first, after))
        return Connection(page=page, make=Harbor.of, count=catalogue.count_harbors)

    @strawberry.field
    async def harbor(self, info: Info[Loaders, None], id: strawberry.ID) -> Harbor | None:
        row = await info.context.harbor.load(decode_id("Harbor", id))
        return row and Harbor.of(row)

    @strawberry.field
    async def berths(
        self, info: Info[Loaders, None], first: int = 50, after: str | None = None, filter: BerthFilter | None = None
    ) -> Connection[Berth]:
        catalogue, sizes = info.context.catalogue, filter or BerthFilter()
        limits = {"min_width_mm": sizes.min_width_mm, "min_length_mm": sizes.min_length_mm}
        page = await catalogue.berths(Wanted.of(first, after), **limits)
        return Connection(page=page, make=Berth.of, count=partial(catalogue.count_berths, **limits))

    @strawberry.field
    async def berth(self, info: Info[Loaders, None], id: strawberry.ID) -> Berth | None:
        row = await info.context.berth.load(decode_id("Berth", id))
        return row and Berth.of(row)


CONFIG = StrawberryConfig(scalar_map={GeoJSON: strawberry.scalar(name="GeoJSON", serialize=orjson.loads)})


class Endpoint(GraphQL[Loaders, None]):
    """strawberry's own application, with loaders for each request and the quick writer of JSON."""

    def __init__(self, catalogue: Catalogue, *, extensions: Extensions) -> None:
        super().__init__(strawberry.Schema(Query, extensions=extensions, config=CONFIG), graphql_ide=None)
        self.catalogue = catalogue

    async def get_context(self, request: HTTPRequest | WebSocket, response: Response | WebSocket) -> Loaders:
        return Loaders(self.catalogue)

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)


def make_app(catalogue: Catalogue, *, extensions: Extensions = ()) -> ASGIApp:
    return Endpoint(catalogue, extensions=extensions)


if __name__ == "__main__":
    serve(make_app)
