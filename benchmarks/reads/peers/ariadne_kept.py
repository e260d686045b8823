"""Knows the ariadne peer with a parser and a validator that keep documents: each is parsed and validated once."""

from collections.abc import Collection
from functools import lru_cache, partial
from typing import Any

from graphql import ASTValidationRule, DocumentNode, GraphQLError, GraphQLSchema, parse, specified_rules, validate

from benchmarks.reads.peers.ariadne_loading import Loaders
from benchmarks.reads.peers.ariadne_peer import make_app, schema
from benchmarks.reads.peers.shared_pool import serve

CACHED_DOCUMENTS = 128


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


if __name__ == "__main__":
    serve(partial(make_app, parser=parse_once, validator=validate_once))
