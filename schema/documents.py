"""Knows how the text of a request becomes a valid document."""

from collections.abc import Sequence

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    StringValueNode,
    Visitor,
    parse,
    validate,
    visit,
)

from schema.errors import LimitExceeded
from schema.nesting import DEEPEST, MOST_FIELDS, reach

# What validation costs grows with the square of this.
MOST_TOKENS = 5_000


class DocumentRefused(Exception):
    """The request cannot run at all: its document, or what was asked of it, is wrong."""

    def __init__(self, errors: Sequence[GraphQLError]) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = errors


def read_document(schema: GraphQLSchema, text: str) -> DocumentNode:
    """Parse and validate; raises ``DocumentRefused``."""
    document = parse_document(text)
    if errors := validate(schema, document):
        raise DocumentRefused(errors)
    asked = reach(document)
    if asked.depth > DEEPEST:
        raise _too_large(f"The document is nested deeper than {DEEPEST} fields.", limit=DEEPEST)
    if asked.fields > MOST_FIELDS:
        raise _too_large(f"The document asks for more than {MOST_FIELDS:,} fields.", limit=MOST_FIELDS)
    return document


def parse_document(text: str) -> DocumentNode:
    """Parse only; raises ``DocumentRefused``, also for text that no database can keep."""
    try:
        document = parse(text, max_lexical_tokens=MOST_TOKENS)
    except GraphQLError as error:
        if f"more than {MOST_TOKENS} tokens" in error.message:
            raise _too_large(f"The document has more than {MOST_TOKENS:,} tokens.", limit=MOST_TOKENS) from None
        raise DocumentRefused([error]) from None
    if "\\u" in text:
        _refuse_nul(document)
    return document


def _too_large(message: str, *, limit: int) -> DocumentRefused:
    error = LimitExceeded(message, limit=limit)
    return DocumentRefused([GraphQLError(message, original_error=error)])


class _NulSearch(Visitor):
    """Collects the string literals that hold NUL (written as an escape), which PostgreSQL cannot keep."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[StringValueNode] = []

    def enter_string_value(self, node: StringValueNode, *_: object) -> None:
        if "\0" in node.value:
            self.found.append(node)


def _refuse_nul(document: DocumentNode) -> None:
    search = _NulSearch()
    visit(document, search)
    if search.found:
        raise DocumentRefused([GraphQLError("Text may not hold the character NUL.", search.found)])
