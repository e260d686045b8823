"""Knows how large a document may be, in every way that costs: what is larger is refused before it is validated."""

from collections.abc import Iterator
from typing import NamedTuple

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    GraphQLError,
    Node,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    parse,
)

from schema.errors import LimitExceeded
from schema.nesting import reach, selections_in

# In characters. Five thousand tokens, generously indented, come to half of it.
LONGEST = 200_000
# Every error that has a place counts the lines before it. One for each token and comment is more than anybody writes.
MOST_LINES = 6_000
MOST_TOKENS = 5_000
# They are kept like tokens, and count as none.
MOST_COMMENTS = 1_000
# Operations and fragments: validation compares every two fragments.
MOST_DEFINITIONS = 200
MOST_ALIASES = 500
MOST_DIRECTIVES = 100
MOST_DIRECTIVES_IN_ONE_PLACE = 10
MOST_ROOT_FIELDS = 100
# Each is a transaction.
MOST_MUTATIONS = 10
# graphql-core needs some eight frames a level, of a thousand; orjson writes 254 levels, and a list of objects is two.
DEEPEST = 50
# Without fragments no document comes near: a fragment that is spread in a fragment multiplies.
MOST_FIELDS = 5_000
# A figure that is larger is not told: fragments multiply beyond what JSON can say.
_LARGEST_TOLD = 1_000_000_000


class _Limit(NamedTuple):
    """What is counted, where that has to end, and how it is told."""

    actual: int
    most: int
    told: str


def parse_within(text: str) -> DocumentNode:
    """The document of a text that is not too long; raises ``LimitExceeded``, and what graphql-core raises."""
    _check(
        _Limit(len(text), LONGEST, "The document is longer than {:,} characters."),
        _Limit(_lines(text), MOST_LINES, "The document has more than {:,} lines."),
    )
    try:
        return parse(text, max_lexical_tokens=MOST_TOKENS, max_comments=MOST_COMMENTS)
    except GraphQLError as error:
        for what, most in (("tokens", MOST_TOKENS), ("comments", MOST_COMMENTS)):
            if f"more than {most} {what}" in error.message:
                raise LimitExceeded(f"The document has more than {most:,} {what}.", limit=most) from None
        if "nested too deeply" in error.message:
            raise LimitExceeded(
                f"The document is nested deeper than {DEEPEST:,} fields by far.", limit=DEEPEST
            ) from None
        raise


def _lines(text: str) -> int:
    return 1 + text.count("\n") + text.count("\r") - text.count("\r\n")


class Written(NamedTuple):
    """What is written in a document, whether or not it is spread: ``crowd`` is the most directives in one place."""

    definitions: int
    aliases: int
    directives: int
    crowd: int


def written(document: DocumentNode) -> Written:
    """Counts what is written."""
    places = list(_places(document))
    directives = [len(_directives(place)) for place in places]
    return Written(
        definitions=len(document.definitions),
        aliases=sum(1 for place in places if isinstance(place, FieldNode) and place.alias),
        directives=sum(directives),
        crowd=max(directives, default=0),
    )


def check_written(document: DocumentNode) -> None:
    """Raises ``LimitExceeded`` for what is there too often, as it is written."""
    there = written(document)
    _check(
        _Limit(there.definitions, MOST_DEFINITIONS, "The document has more than {:,} operations and fragments."),
        _Limit(there.aliases, MOST_ALIASES, "The document has more than {:,} aliases."),
        _Limit(there.directives, MOST_DIRECTIVES, "The document has more than {:,} directives."),
        _Limit(there.crowd, MOST_DIRECTIVES_IN_ONE_PLACE, "The document has more than {:,} directives in one place."),
    )


def check_reach(document: DocumentNode) -> None:
    """Raises ``LimitExceeded`` for what is too much once fragments are spread, ``CycleError`` if that has no end."""
    asked = reach(document)
    _check(
        _Limit(asked.depth, DEEPEST, "The document is nested deeper than {:,} fields."),
        _Limit(asked.top, MOST_ROOT_FIELDS, "An operation asks for more than {:,} fields at its root."),
        _Limit(_acts(document), MOST_MUTATIONS, "A mutation does more than {:,} things."),
        _Limit(asked.fields, MOST_FIELDS, "The document asks for more than {:,} fields."),
    )


def _acts(document: DocumentNode) -> int:
    """How many things the largest mutation of a document does, fragments spread."""
    queries = {OperationType.QUERY, OperationType.SUBSCRIPTION}
    kept = [one for one in document.definitions if getattr(one, "operation", None) not in queries]
    doing = any(isinstance(one, OperationDefinitionNode) for one in kept)
    return reach(DocumentNode(definitions=tuple(kept))).top if doing else 0


def _check(*limits: _Limit) -> None:
    for actual, most, told in limits:
        if actual > most:
            figures = {"actual": actual} if actual <= _LARGEST_TOLD else {}
            raise LimitExceeded(told.format(most), limit=most, **figures)


def _places(document: DocumentNode) -> Iterator[Node]:
    """Every place of a document where a directive can stand."""
    for definition in document.definitions:
        yield definition
        yield from getattr(definition, "variable_definitions", None) or ()
        selection_set = getattr(definition, "selection_set", None)
        if isinstance(selection_set, SelectionSetNode):
            yield from (selection for selection, _ in selections_in(selection_set))


def _directives(node: Node) -> tuple[DirectiveNode, ...]:
    return getattr(node, "directives", None) or ()
