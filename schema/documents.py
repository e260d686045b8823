"""Knows how the text of a request becomes a valid document."""

from graphlib import CycleError

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    StringValueNode,
    Visitor,
    visit,
)

from schema.document_limits import check_reach, check_written, parse_within
from schema.errors import ApiError
from schema.refused import DocumentRefused
from schema.validity import find_errors

# Names of a circle.
MOST_TOLD = 10


def read_document(schema: GraphQLSchema, text: str) -> DocumentNode:
    """Parse, measure, validate; raises ``DocumentRefused``."""
    try:
        document = parse_document(text)
        check_written(document)
        _check_reach(document)
        errors = find_errors(schema, document)
    except ApiError as error:
        raise DocumentRefused.because(error) from None
    if errors:
        raise DocumentRefused(errors)
    return document


def parse_document(text: str) -> DocumentNode:
    """Parse only; raises ``DocumentRefused``, also for text that no database can keep, and ``LimitExceeded``."""
    try:
        document = parse_within(text)
    except GraphQLError as error:
        raise DocumentRefused([error]) from None
    if "\\u" in text:
        _refuse_nul(document)
    return document


def _check_reach(document: DocumentNode) -> None:
    """A document whose fragments make a circle has no measure."""
    try:
        check_reach(document)
    except CycleError as circle:
        raise DocumentRefused([GraphQLError(_name_circle(circle))]) from None


def _name_circle(circle: CycleError) -> str:
    """The names in alphabetical order, as many as help."""
    names = sorted(set(circle.args[1]))
    if len(names) == 1:
        return f"The fragment {names[0]} spreads itself."
    told = ", ".join(names[:MOST_TOLD]) + (" ..." if len(names) > MOST_TOLD else "")
    return f"The fragments {told} spread each other in a circle."


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
