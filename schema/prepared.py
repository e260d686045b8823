"""Knows what is kept of a valid document: its operations and fragments by name, and its hash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    VariableDefinitionNode,
)

from schema.documents import read_document
from schema.refused import DocumentRefused

# In bytes, as measured: what a tree takes for each token, and for each character of its text and its literals.
TOKEN = 600
CHARACTER = 4


@dataclass(frozen=True, slots=True, eq=False)
class PreparedOperation:
    """One operation of a valid document, told from others by being itself."""

    document: "PreparedDocument"
    node: OperationDefinitionNode

    @property
    def kind(self) -> OperationType:
        return self.node.operation

    @property
    def name(self) -> str | None:
        return self.node.name.value if self.node.name else None

    @property
    def variable_definitions(self) -> Sequence[VariableDefinitionNode]:
        return self.node.variable_definitions


class PreparedDocument:
    """A document that was parsed, measured and found valid; ``hash`` is the SHA-256 of its text as 64 digits.

    ``weight`` is about the memory that it takes, in bytes.
    """

    __slots__ = ("_by_name", "fragments", "hash", "node", "operations", "text", "weight")

    def __init__(self, text: str, node: DocumentNode, *, served: frozenset[OperationType]) -> None:
        self.text = text
        self.node = node
        self.hash = hash_of(text)
        self.weight = TOKEN * _tokens(node) + CHARACTER * len(text)
        self.operations = [PreparedOperation(self, one) for one in _operations(node)]
        self.fragments: Mapping[str, FragmentDefinitionNode] = _fragments(node)
        self._by_name = self._names(served)

    def operation(self, name: str | None) -> PreparedOperation:
        """The operation called ``name``, or the only one; raises ``DocumentRefused``."""
        found = self._by_name.get(name)
        if found is None:
            raise DocumentRefused([self._why_not(name)])
        return found

    def _names(self, served: frozenset[OperationType]) -> Mapping[str | None, PreparedOperation]:
        names: dict[str | None, PreparedOperation] = {one.name: one for one in self.operations if one.name}
        if len(self.operations) == 1:
            names[None] = self.operations[0]
        return {name: one for name, one in names.items() if one.kind in served}

    def _why_not(self, name: str | None) -> GraphQLError:
        meant = [one for one in self.operations if name is None or one.name == name]
        if len(meant) == 1:
            return GraphQLError(f"There is no {meant[0].kind.value} here.", meant[0].node)
        if name is not None:
            return GraphQLError(f"The document has no operation named {name}.")
        if meant:
            return GraphQLError("The document has several operations: say which by operationName.")
        return GraphQLError("The document has no operation.")


def prepare(schema: GraphQLSchema, text: str) -> PreparedDocument:
    """Parse, measure and validate; raises ``DocumentRefused``."""
    served = frozenset(kind for kind in OperationType if schema.get_root_type(kind))
    return PreparedDocument(text, read_document(schema, text), served=served)


def hash_of(text: str) -> str:
    """The name that a document has among documents."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _operations(node: DocumentNode) -> list[OperationDefinitionNode]:
    return [one for one in node.definitions if isinstance(one, OperationDefinitionNode)]


def _fragments(node: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {one.name.value: one for one in node.definitions if isinstance(one, FragmentDefinitionNode)}


def _tokens(node: DocumentNode) -> int:
    """How many tokens hang together, comments too: they are kept with the tree."""
    token = node.loc.start_token if node.loc else None
    count = 0
    while token is not None:
        token, count = token.next, count + 1
    return count
