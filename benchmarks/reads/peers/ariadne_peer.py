"""Knows the peer that is written with ariadne: ``python ariadne_peer.py --url URL --port N``."""

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from ariadne import load_schema_from_path, make_executable_schema
from ariadne.asgi import GraphQL
from ariadne.asgi.handlers import GraphQLHTTPHandler
from graphql import ASTValidationRule, DocumentNode, GraphQLError, GraphQLSchema, parse, specified_rules, validate
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from benchmarks.reads.peers.ariadne_loading import Loaders
from benchmarks.reads.peers.ariadne_resolvers import BINDABLES
from benchmarks.reads.peers.shared_catalogue import Catalogue
from benchmarks.reads.peers.shared_pool import serve

CACHED_DOCUMENTS = 128
TYPES = Path(__file__).with_name("ariadne_schema.graphql")

schema = make_executable_schema(load_schema_from_path(str(TYPES)), *BINDABLES, convert_names_case=True)


@lru_cache(CACHED_DOCUMENTS)
def parsed(text: str) -> DocumentNode:
    return parse(text)


def parse_once(_context: Loaders, data: dict[str, Any]) -> DocumentNode:
    return parsed(data["query"])


@lru_cache(CACHED_DOCUMENTS)
def validated(document: DocumentNode, rules: tuple[type[ASTValidationRule], ...]) -> list[GraphQLError]:
    return validate(schema, document, rules)


def validate_once(
    _schema: GraphQLSchema,
    document_ast: DocumentNode,
    rules: Collection[type[ASTValidationRule]] | None = None,
    max_errors: int | None = None,
    type_info: object = None,
) -> list[GraphQLError]:
    return validated(document_ast, tuple(rules or specified_rules))


class Handler(GraphQLHTTPHandler):
    """ariadne's own handler with the quick writer of JSON."""

    async def create_json_response(self, request: Request, result: dict[str, Any], success: bool) -> Response:
        status = 200 if success or result.get("data") is not None else 400
        return Response(orjson.dumps(result), status, media_type="application/json")


def make_app(catalogue: Catalogue) -> ASGIApp:
    app: ASGIApp = GraphQL(
        schema,
        context_value=lambda _request, _data: Loaders(catalogue),
        query_parser=parse_once,
        query_validator=validate_once,
        http_handler=Handler(),
    )
    return app


if __name__ == "__main__":
    serve(make_app)
