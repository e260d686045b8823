"""Knows how values are written into a document, as literals and as variables with and without defaults."""

from typing import Any

from graphql import (
    ArgumentNode,
    BooleanValueNode,
    EnumValueNode,
    FloatValueNode,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    IntValueNode,
    ListValueNode,
    NamedTypeNode,
    NameNode,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    get_nullable_type,
    parse_type,
)

from tests.property.reads.values import Bare, Value, Values


class Writer:
    """Writes arguments and remembers the variables that it made of some of them."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.definitions: list[VariableDefinitionNode] = []
        self.given: dict[str, Any] = {}

    def arguments(self, types: Any, asked: dict[str, Value]) -> tuple[ArgumentNode, ...]:
        return tuple(
            ArgumentNode(name=_name(name), value=self.value(types[name].type, value)) for name, value in asked.items()
        )

    def value(self, type_: Any, value: Value) -> ValueNode:
        """A literal, or a variable in its place, or a literal with variables inside."""
        if self.values.chance(12):
            return self.variable(type_, value)
        inner = get_nullable_type(type_)
        if isinstance(value, dict) and isinstance(inner, GraphQLInputObjectType):
            return _object({name: self.value(inner.fields[name].type, one) for name, one in value.items()})
        if isinstance(value, list) and isinstance(inner, GraphQLList):
            return ListValueNode(values=tuple(self.value(inner.of_type, one) for one in value))
        return literal(value)

    def variable(self, type_: Any, value: Value) -> VariableNode:
        """A new variable for a place of this type: given, by default, both, or not at all where that may be."""
        name = f"v{len(self.definitions)}"
        nullable = not isinstance(type_, GraphQLNonNull)
        ways = ["given", "default", "both", *(["absent", "null"] if nullable or self.values.odd() else [])]
        way = self.values.one_of(ways)
        declared = f"{type_}".rstrip("!") if way in ("default", "both") else f"{type_}"
        if nullable and way == "given" and value is not None and self.values.chance(30):
            declared += "!"
        default = literal(value) if way in ("default", "both") and value is not None else None
        if way == "default" and default is None:
            way = "given" if nullable else way
        if way in ("given", "both"):
            self.given[name] = plain(value)
        elif way == "null":
            self.given[name] = None
        self._define(name, declared, default)
        return VariableNode(name=_name(name))

    def condition(self) -> ValueNode:
        """What ``if`` of a directive is given."""
        truth = self.values.chance(50)
        if self.values.chance(40):
            return BooleanValueNode(value=truth)
        known = [name for name, value in self.given.items() if isinstance(value, bool) and name.startswith("if")]
        name = known[0] if known and self.values.chance(50) else f"if{len(self.definitions)}"
        if name not in known:
            self.given[name] = truth
            self._define(name, "Boolean!", BooleanValueNode(value=not truth) if self.values.chance(30) else None)
        return VariableNode(name=_name(name))

    def _define(self, name: str, declared: str, default: Any) -> None:
        variable = VariableNode(name=_name(name))
        node = VariableDefinitionNode(
            variable=variable, type=parse_type(declared), default_value=default, directives=()
        )
        self.definitions.append(node)


def literal(value: Value) -> ValueNode:
    """A value as a document writes it, without variables."""
    match value:
        case None:
            return NullValueNode()
        case bool():
            return BooleanValueNode(value=value)
        case Bare():
            return EnumValueNode(value=str(value))
        case str():
            return StringValueNode(value=value, block=False)
        case int():
            return IntValueNode(value=str(value))
        case float():
            return FloatValueNode(value="1e400" if value == float("inf") else repr(value))
        case list():
            return ListValueNode(values=tuple(map(literal, value)))
        case _:
            return _object({name: literal(one) for name, one in value.items()})


def plain(value: Value) -> Any:
    """A value as JSON brings it."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return 1e308
    return str(value) if isinstance(value, Bare) else value


def named_type(name: str) -> NamedTypeNode:
    return NamedTypeNode(name=_name(name))


def _object(fields: dict[str, Any]) -> ObjectValueNode:
    nodes = tuple(ObjectFieldNode(name=_name(name), value=value) for name, value in fields.items())
    return ObjectValueNode(fields=nodes)


def _name(name: str) -> NameNode:
    return NameNode(value=name)
