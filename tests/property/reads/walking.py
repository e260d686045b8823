"""Knows how a question is grown by walking the schema: deep, merged, with aliases, fragments and directives."""

from dataclasses import dataclass, field
from typing import Any

from graphql import (
    ArgumentNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLString,
    InlineFragmentNode,
    NameNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from tests.integration.schema.reader import GUARDED, SCHEMA
from tests.property.reads import pages
from tests.property.reads.values import Value, Values
from tests.property.reads.writing import Writer, named_type

Composite = GraphQLObjectType | GraphQLInterfaceType
DEEPEST = 9  # a list with its nodes is two
MOST_FIELDS = 60
TYPENAME = GraphQLField(GraphQLString)


@dataclass(slots=True)
class Scope:
    """The response keys of one object so far."""

    keys: dict[str, "Taken"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a response key stands for, and the keys of the object that it leads to."""

    node: FieldNode
    declared: GraphQLField
    scope: Scope


class Walker:
    """Grows selections. ``within`` counts the lists around the place at hand."""

    def __init__(self, values: Values, writer: Writer) -> None:
        self.values, self.writer = values, writer
        self.fragments: list[FragmentDefinitionNode] = []
        self.left = MOST_FIELDS
        self._aliases = 0

    def selection(self, type_: Composite, scope: Scope, *, depth: int, within: int) -> SelectionSetNode:
        """A selection of a type that holds something whatever is left out by directives."""
        found: list[SelectionNode] = [
            self.field(type_, name, scope, depth=depth, within=within) for name in self._chosen(type_, depth)
        ]
        count = self._fragment_count(type_, depth)
        found += [self._fragment(type_, scope, depth=depth, within=within) for _ in range(count)]
        if scope.keys and self.left > 0 and self.values.chance(8):
            found.append(self._again(scope, depth=depth, within=within))
        if not found or self.values.chance(12):
            found.insert(
                self.values.index(len(found)), self.field(type_, "__typename", scope, depth=depth, within=within)
            )
        return SelectionSetNode(selections=tuple(found))

    def _chosen(self, type_: Composite, depth: int) -> list[str]:
        fields = {name: one for name, one in type_.fields.items() if (type_.name, name) not in GUARDED}
        leaves = [name for name, one in fields.items() if is_leaf_type(get_named_type(one.type))]
        ways = [name for name in fields if name not in leaves] if depth < DEEPEST and self.left > 0 else []
        most = 1 if type_.name == "Query" else 3
        chosen = [*self.values.some_of(leaves, 0 if ways else 1, 4), *self.values.some_of(ways, int(depth < 3), most)]
        self.left -= len(chosen)
        return self.values.shuffled(chosen)

    def field(self, type_: Composite, name: str, scope: Scope, *, depth: int, within: int) -> FieldNode:
        """A field with its arguments, under a key that is still free or stands for the very same."""
        declared = TYPENAME if name == "__typename" else type_.fields[name]
        given = asked(self.values, type_.name, name, declared, within=within)
        arguments = self.writer.arguments(declared.args, given)
        key = self._key(name, declared, arguments, scope)
        inner = scope.keys[key].scope if key in scope.keys else Scope()
        node = FieldNode(
            name=NameNode(value=name),
            alias=NameNode(value=key) if key != name else None,
            arguments=arguments,
            directives=self._directives(),
            selection_set=self._inner(declared, inner, depth=depth, within=within),
        )
        scope.keys[key] = Taken(node, declared, inner)
        return node

    def _inner(self, declared: GraphQLField, scope: Scope, *, depth: int, within: int) -> SelectionSetNode | None:
        named = get_named_type(declared.type)
        if is_leaf_type(named):
            return None
        assert isinstance(named, Composite)
        return self.selection(named, scope, depth=depth + 1, within=within + ("first" in declared.args))

    def _key(self, name: str, declared: GraphQLField, arguments: tuple[ArgumentNode, ...], scope: Scope) -> str:
        taken = scope.keys.get(name)
        if (taken is None or _is_the_same(taken, name, declared, arguments)) and not self.values.chance(10):
            return name
        self._aliases += 1
        return str(self.values.one_of((f"a{self._aliases}", f"{name}_{self._aliases}", f"_{self._aliases}")))

    def _again(self, scope: Scope, *, depth: int, within: int) -> FieldNode:
        """A field that was asked for already, asked for again with more below it."""
        taken = scope.keys[self.values.one_of(sorted(scope.keys))]
        return FieldNode(
            name=taken.node.name,
            alias=taken.node.alias,
            arguments=taken.node.arguments,
            directives=self._directives(),
            selection_set=self._inner(taken.declared, taken.scope, depth=depth, within=within),
        )

    def _fragment_count(self, type_: Composite, depth: int) -> int:
        if self.left <= 0 or not 0 < depth < DEEPEST:
            return 0
        if isinstance(type_, GraphQLInterfaceType):
            return int(self.values.one_of((1, 1, 2, 3)))
        return int(self.values.chance(10))

    def _fragment(self, type_: Composite, scope: Scope, *, depth: int, within: int) -> SelectionNode:
        self.left -= 1
        on = self._condition(type_)
        known = [one for one in self.fragments if one.type_condition.name.value == on.name]
        if known and self.values.chance(25):
            return FragmentSpreadNode(name=self.values.one_of(known).name, directives=self._directives())
        selection = self.selection(on, scope, depth=depth + 1, within=within)
        if self.values.chance(40):
            return self._named(on, selection)
        condition = None if on is type_ and self.values.chance(50) else named_type(on.name)
        return InlineFragmentNode(type_condition=condition, directives=self._directives(), selection_set=selection)

    def _named(self, on: Composite, selection: SelectionSetNode) -> FragmentSpreadNode:
        name = NameNode(value=f"F{len(self.fragments)}")
        condition = named_type(on.name)
        self.fragments.append(
            FragmentDefinitionNode(name=name, type_condition=condition, directives=(), selection_set=selection)
        )
        return FragmentSpreadNode(name=name, directives=self._directives())

    def _condition(self, type_: Composite) -> Composite:
        """A type that an object here may be of: itself, what it implements, what implements it."""
        around: list[Any] = [type_, *type_.interfaces]
        if isinstance(type_, GraphQLInterfaceType):
            around = [*SCHEMA.get_implementations(type_).objects, *SCHEMA.get_implementations(type_).interfaces, type_]
            if type_.name == "Node":
                around.append(SCHEMA.type_map["Place"])
        found: Composite = self.values.one_of(around)
        return found

    def _directives(self) -> tuple[DirectiveNode, ...]:
        if not self.values.chance(5):
            return ()
        name = self.values.one_of(("include", "include", "skip"))
        argument = ArgumentNode(name=NameNode(value="if"), value=self.writer.condition())
        return (DirectiveNode(name=NameNode(value=name), arguments=(argument,)),)


def _is_the_same(taken: Taken, name: str, declared: GraphQLField, arguments: tuple[ArgumentNode, ...]) -> bool:
    plain = not (taken.node.arguments or arguments)
    return plain and taken.node.name.value == name and str(taken.declared.type) == str(declared.type)


def asked(values: Values, owner: str, name: str, declared: GraphQLField, *, within: int) -> dict[str, Value]:
    """What a field is asked with: arguments that it needs, and a share of those that it takes."""
    if "first" in declared.args:
        return pages.arguments(values, owner, name, declared, within=within)
    if owner == "Query" and name not in ("node", "nodes") and "id" in declared.args:
        given: dict[str, Value] = {"id": values.id("id", get_named_type(declared.type).name)}
        return given
    wanted = [one for one, argument in declared.args.items() if is_required_argument(argument) or values.chance(50)]
    return {one: values.value(declared.args[one].type, one) for one in wanted}
