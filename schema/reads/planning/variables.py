"""Knows the variables of a request: the plain ones are taken as they come, the others as graphql-core coerces them."""

from collections.abc import Callable, Mapping
from typing import Any

from graphql import GraphQLSchema, NamedTypeNode, NonNullTypeNode, VariableDefinitionNode
from graphql.execution.values import get_variable_values

from schema.prepared import PreparedOperation

_LARGEST = 2**31


class WrongVariables(Exception):
    """The variables do not fit the operation; the reference says how."""


def _is_int(value: object) -> bool:
    return type(value) is int and -_LARGEST <= value < _LARGEST


# What is taken as it comes: values that coercion would give back unchanged.
_PLAIN: Mapping[str, Callable[[object], bool]] = {
    "ID": lambda value: type(value) is str,
    "String": lambda value: type(value) is str,
    "Int": _is_int,
    "Boolean": lambda value: type(value) is bool,
}


def coerce(schema: GraphQLSchema, operation: PreparedOperation, told: Mapping[str, Any]) -> dict[str, Any]:
    """The variables of an operation. Raises ``WrongVariables``."""
    definitions = operation.variable_definitions
    if all(_is_plain(one, told) for one in definitions):
        names = (one.variable.name.value for one in definitions)
        return {name: told[name] for name in names if name in told}
    coerced = get_variable_values(schema, list(definitions), dict(told))
    if isinstance(coerced, list):
        raise WrongVariables
    return coerced


def _is_plain(definition: VariableDefinitionNode, told: Mapping[str, Any]) -> bool:
    type_ = definition.type
    value = told.get(definition.variable.name.value)
    if not isinstance(type_, NonNullTypeNode):
        if value is None and definition.default_value is None:
            return True
    else:
        type_ = type_.type
    check = _PLAIN.get(type_.name.value) if isinstance(type_, NamedTypeNode) else None
    return check is not None and check(value)
