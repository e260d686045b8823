"""Knows the arguments of one field: coerced as graphql-core coerces them, with what no variable changes done once.

Plain variables and objects of plain variables are put in place here; whatever else there is, and whatever is wrong,
goes through graphql-core, whose errors are the ones that clients read.
"""

from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLNonNull,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    is_non_null_type,
    value_from_ast,
)
from graphql.execution.values import get_argument_values
from graphql.language import Visitor, visit

Variables = dict[str, Any]
# Gives a value, ``Undefined`` where there is none, or ``_WRONG`` where graphql-core has to look itself.
Part = Callable[[Variables], Any]
_WRONG = object()


class Arguments:
    """The arguments of a field as a document writes them; ``constant`` tells that no variable is among them."""

    def __init__(self, field: GraphQLField, node: FieldNode) -> None:
        self._field = field
        self._node = node
        self.constant = not any(_holds_variable(one.value) for one in node.arguments)
        self._parts = _parts(field, node)

    def values(self, variables: Variables) -> Mapping[str, Any]:
        """The coerced values. Raises what graphql-core raises."""
        if self._parts is None:
            return get_argument_values(self._field, self._node, variables)
        values = _filled(self._parts, variables)
        return get_argument_values(self._field, self._node, variables) if values is None else values


def _parts(field: GraphQLField, node: FieldNode) -> dict[str, Part] | None:
    """How each argument is had; None where graphql-core has to do it each time."""
    written = {one.name.value: one.value for one in node.arguments}
    return _known({one.out_name or name: _part(one, written.get(name)) for name, one in field.args.items()})


def _known(parts: Mapping[str, Part | None]) -> dict[str, Part] | None:
    known = {name: part for name, part in parts.items() if part is not None}
    return {name: part for name, part in known.items() if part is not _nothing} if len(known) == len(parts) else None


def _nothing(_variables: Variables) -> Any:
    return Undefined


def _part(argument: GraphQLArgument | GraphQLInputField, node: ValueNode | None) -> Part | None:
    if node is None:
        return None if _has_own_say(argument) else _nothing
    if isinstance(node, VariableNode):
        return _variable(argument, node.name.value)
    if not _holds_variable(node):
        value = value_from_ast(node, argument.type)
        return None if value is Undefined else lambda _variables: value
    type_ = argument.type.of_type if isinstance(argument.type, GraphQLNonNull) else argument.type
    if isinstance(node, ObjectValueNode) and isinstance(type_, GraphQLInputObjectType):
        return _object(type_, node)
    return None


def _has_own_say(argument: GraphQLArgument | GraphQLInputField) -> bool:
    """Whether there is a value, or an error, where none is given."""
    return argument.default_value is not Undefined or is_non_null_type(argument.type)


def _variable(argument: GraphQLArgument | GraphQLInputField, name: str) -> Part | None:
    if argument.default_value is not Undefined:
        return None
    if is_non_null_type(argument.type):
        return lambda variables: _WRONG if variables.get(name) is None else variables[name]
    return lambda variables: variables.get(name, Undefined)


def _object(type_: GraphQLInputObjectType, node: ObjectValueNode) -> Part | None:
    written = {one.name.value: one.value for one in node.fields}
    parts = _known({one.out_name or name: _part(one, written.get(name)) for name, one in type_.fields.items()})
    if parts is None:
        return None

    def fill(variables: Variables) -> Any:
        values = _filled(parts, variables)
        return _WRONG if values is None else type_.out_type(values)

    return fill


def _filled(parts: Mapping[str, Part], variables: Variables) -> dict[str, Any] | None:
    """The values that there are; None where one of them is wrong."""
    values = {name: value for name, part in parts.items() if (value := part(variables)) is not Undefined}
    return None if any(value is _WRONG for value in values.values()) else values


class _VariableSearch(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.found = False

    def enter_variable(self, *_: object) -> Any:
        self.found = True
        return self.BREAK


def _holds_variable(value: ValueNode) -> bool:
    search = _VariableSearch()
    visit(value, search)
    return search.found
