"""Knows which fields an operation asks for, in their order: fragments, ``@skip``, ``@include`` and merging done.

graphql-core collects them itself, with variables that ask the recorder.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import FieldNode, GraphQLObjectType, GraphQLSchema
from graphql.execution.collect_fields import collect_fields, collect_sub_fields

from schema.prepared import PreparedOperation
from schema.reads.planning.shapes import AskedVariables, Recorder

# By their keys in the answer; the nodes of one key ask for the same field.
Selected = Mapping[str, Sequence[FieldNode]]


class Collector:
    """Collects the fields of one operation for requests of one shape."""

    def __init__(self, schema: GraphQLSchema, operation: PreparedOperation, recorder: Recorder) -> None:
        self._schema = schema
        self._operation = operation
        self._fragments = dict(operation.document.fragments)
        self._variables: Any = AskedVariables(recorder)

    def of_operation(self, root: GraphQLObjectType) -> Selected:
        """The fields of the operation itself."""
        selection_set = self._operation.node.selection_set
        return collect_fields(self._schema, self._fragments, self._variables, root, selection_set)

    def under(self, nodes: Sequence[FieldNode], type_name: str) -> Selected:
        """The fields that the field of these nodes asks of an object of this type."""
        type_: Any = self._schema.type_map[type_name]
        return collect_sub_fields(self._schema, self._fragments, self._variables, type_, list(nodes))
