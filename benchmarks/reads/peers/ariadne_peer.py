"""Knows the peer that is written with ariadne, which parses and validates each request as it does by itself."""

from pathlib import Path
from typing import Any

import orjson
from ariadne import load_schema_from_path, make_executable_schema
from ariadne.asgi import GraphQL
from ariadne.asgi.handlers import GraphQLHTTPHandler
from ariadne.types import QueryParser, QueryValidator
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from benchmarks.reads.peers.ariadne_loading import Loaders
from benchmarks.reads.peers.ariadne_resolvers import BINDABLES
from benchmarks.reads.peers.shared_catalogue import Catalogue
from benchmarks.reads.peers.shared_pool import serve

TYPES = Path(__file__).with_name("ariadne_schema.graphql")

schema = make_executable_schema(load_schema_from_path(str(TYPES)), *BINDABLES, convert_names_case=True)


class Handler(GraphQLHTTPHandler):
    """ariadne's own handler with the quick writer of JSON."""

    async def create_json_response(self, request: Request, result: dict[str, Any], success: bool) -> Response:
        status = 200 if success or result.get("data") is not None else 400
        return Response(orjson.dumps(result), status, media_type="application/json")


def make_app(
    catalogue: Catalogue, *, parser: QueryParser | None = None, validator: QueryValidator | None = None
) -> ASGIApp:
    app: ASGIApp = GraphQL(
        schema,
        context_value=lambda _request, _data: Loaders(catalogue),
        query_parser=parser,
        query_validator=validator,
        http_handler=Handler(),
    )
    return app


if __name__ == "__main__":
    serve(make_app)
