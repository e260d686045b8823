"""``ahti schema``: print the contract, or hold the printed one against the code and name what would break clients."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from graphql import GraphQLSchema, build_schema, find_breaking_changes, print_schema

from ahti.settings import Settings
from schema.listing_page import listing_page
from schema.permission_table import permission_page
from schema.root import build

PRINTED = "schema.graphql"
RELEASED = "released.graphql"


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "schema",
        help="print the GraphQL schema",
        description="Prints the schema in the schema definition language. With --check nothing is printed but what "
        "differs from the committed schema/schema.graphql (exit 1) and what would break a client of the last release.",
    )
    parser.add_argument("--permissions", action="store_true", help="print who may do what, in Markdown")
    parser.add_argument("--files", action="store_true", help="print how files of resources are written, in Markdown")
    parser.add_argument("--check", action="store_true", help="compare with what is committed and released")
    parser.set_defaults(run=run)


def run(arguments: Namespace, _settings: Settings) -> int:
    schema = build()
    if arguments.permissions:
        sys.stdout.write(permission_page(schema))
        return 0
    if arguments.files:
        sys.stdout.write(listing_page())
        return 0
    if not arguments.check:
        sys.stdout.write(print_schema(schema) + "\n")
        return 0
    for change in breaking_changes(schema):
        sys.stdout.write(f"breaks clients of the last release: {change}\n")
    if print_schema(schema) + "\n" != _committed(PRINTED):
        sys.stdout.write("schema/schema.graphql is not what the code says: ahti schema > schema/schema.graphql\n")
        return 1
    return 0


def breaking_changes(schema: GraphQLSchema) -> Sequence[str]:
    """What a client of the last release would miss; nothing before the first release."""
    released = _committed(RELEASED)
    return [change.description for change in find_breaking_changes(build_schema(released), schema)] if released else []


def _committed(name: str) -> str:
    file = files("schema").joinpath(name)
    return file.read_text(encoding="utf-8") if file.is_file() else ""
