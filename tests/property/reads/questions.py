"""Knows two ways to a random question: a walk of our own through the schema, and the library's with our arguments."""

from collections.abc import Callable
from typing import Any

import hypothesis_graphql
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLObjectType,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    print_ast,
    validate,
    visit,
)
from hypothesis import assume
from hypothesis import strategies as st
from hypothesis_graphql import nodes

from harbors.text import Language
from tests.integration.reads.engines import Question
from tests.integration.schema.reader import GUARDED, SCHEMA
from tests.property.reads.real import TIMES, Real
from tests.property.reads.values import Values
from tests.property.reads.walking import Scope, Walker, asked
from tests.property.reads.writing import Writer

QUERY = SCHEMA.type_map["Query"]
assert isinstance(QUERY, GraphQLObjectType)
SCALARS = {"DateTime": st.sampled_from(TIMES).map(nodes.String)}
# It asks for a little of much, single objects mostly: breadth is the library's, depth is ours.
OPEN = [name for name in QUERY.fields if ("Query", name) not in GUARDED]
LIBRARY: st.SearchStrategy[Any] = hypothesis_graphql.queries(
    SCHEMA, fields=OPEN, custom_scalars=SCALARS, allow_x00=False, print_ast=lambda document: document
)
Grow = Callable[[Values, Writer], DocumentNode]


@st.composite
def walked(draw: st.DrawFn, real: Real) -> Question:
    """Deep questions with everything that the language has."""
    return _question(draw, real, _walk)


@st.composite
def made_by_the_library(draw: st.DrawFn, real: Real) -> Question:
    """Broad questions of the library's shapes, asked about what is there."""
    return _question(draw, real, lambda values, writer: _dress(draw(LIBRARY), values, writer))


@st.composite
def untouched(draw: st.DrawFn) -> Question:
    """The library's questions as they are: arguments that make little sense, and mostly errors."""
    return Question(print_ast(draw(LIBRARY)), language=draw(st.sampled_from(Language)))


@st.composite
def varied(draw: st.DrawFn, question: Question) -> Question:
    """The same document with other variables, for another reader: what was learned of the first is not enough."""
    variables = dict(question.variables)
    for name in draw(st.lists(st.sampled_from(sorted(variables)), max_size=2, unique=True)) if variables else ():
        match draw(st.sampled_from(("absent", "null", "empty", "other"))):
            case "absent":
                del variables[name]
            case "null":
                variables[name] = None
            case "empty":
                variables[name] = {} if isinstance(variables[name], dict) else []
            case _:
                variables[name] = _other(draw, variables[name])
    return Question(question.document, variables, draw(st.sampled_from(Language)))


def _other(draw: st.DrawFn, value: Any) -> Any:
    """A value of the same kind, as far as a value tells its kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return draw(st.sampled_from((0, 1, 2, 3, 1000)))
    if isinstance(value, dict):
        kept = draw(st.lists(st.sampled_from(sorted(value)), unique=True)) if value else []
        return {name: value[name] for name in kept}
    return [value, value] if draw(st.booleans()) else value


def _question(draw: st.DrawFn, real: Real, grow: Grow) -> Question:
    values = Values(draw, real, wild=draw(st.integers(0, 6)) == 6)
    writer = Writer(values)
    document = grow(values, writer)
    first = document.definitions[0]
    assert isinstance(first, OperationDefinitionNode)
    first.variable_definitions = tuple(writer.definitions)
    assume(not validate(SCHEMA, document))
    return Question(print_ast(document), writer.given, draw(st.sampled_from(Language)))


def _walk(values: Values, writer: Writer) -> DocumentNode:
    assert isinstance(QUERY, GraphQLObjectType)
    walker = Walker(values, writer)
    selection = walker.selection(QUERY, Scope(), depth=0, within=0)
    name = NameNode(value="Walk") if values.chance(30) else None
    operation = OperationDefinitionNode(
        operation=OperationType.QUERY, name=name, directives=(), variable_definitions=(), selection_set=selection
    )
    return DocumentNode(definitions=(operation, *walker.fragments))


def _dress(document: DocumentNode, values: Values, writer: Writer) -> DocumentNode:
    types = TypeInfo(SCHEMA)
    dressed: DocumentNode = visit(document, TypeInfoVisitor(types, _Dresser(types, values, writer)))
    return dressed


class _Dresser(Visitor):
    """Gives every field arguments that find something, in place of those that it has."""

    def __init__(self, types: TypeInfo, values: Values, writer: Writer) -> None:
        super().__init__()
        self._types, self._values, self._writer = types, values, writer
        self._lists = 0

    def enter_field(self, node: FieldNode, *_: object) -> FieldNode | None:
        parent, field = self._types.get_parent_type(), self._types.get_field_def()
        if field is None or parent is None or not field.args or (parent.name, node.name.value) in GUARDED:
            return None
        given = asked(self._values, parent.name, node.name.value, field, within=self._lists)
        self._lists += "first" in field.args
        return FieldNode(
            name=node.name,
            alias=node.alias,
            arguments=self._writer.arguments(field.args, given),
            directives=node.directives,
            selection_set=node.selection_set,
        )

    def leave_field(self, *_: object) -> None:
        field = self._types.get_field_def()
        self._lists -= bool(field and "first" in field.args)
