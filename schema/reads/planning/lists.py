"""Knows how connections are planned: which rows are asked for, and what of the page and of the list."""

from collections.abc import Sequence
from typing import Protocol

from graphql import FieldNode, get_named_type

from schema.reads.planning.collector import Collector
from schema.reads.planning.declarations import Declared
from schema.reads.planning.nodes import (
    Constant,
    CursorNode,
    Edges,
    List,
    ListPart,
    Node,
    PageFacts,
    Rows,
    Total,
)
from schema.reads.planning.shapes import Recorder
from schema.reads.planning.sites import ListSite, site_of
from schema.reads.registry import read_type
from schema.reads.selections import ReadType

TYPE_NAME = "__typename"

Nodes = Sequence[FieldNode]


class Planner(Protocol):
    """What plans the objects of a list."""

    collector: Collector
    recorder: Recorder

    def object(self, type_: ReadType, nodes: Nodes) -> Node: ...
    def require_access(self, type_: ReadType) -> None: ...


def plan(planner: Planner, declared: Declared, nodes: Nodes) -> List:
    """The connection of a field."""
    terms = declared.terms
    assert terms is not None
    site = site_of(declared, nodes[0], planner.recorder, lambda field, node: ListSite(field, node, terms))
    shape = site.settle(planner.recorder)
    target, type_name = read_type(terms.way.to), get_named_type(declared.field.type).name
    planner.require_access(target)
    selected = planner.collector.under(nodes, type_name)
    parts = tuple((key, _part(planner, target, type_name, inner)) for key, inner in selected.items())
    return List(target, site, shape, parts)


def constant(type_name: str) -> Constant:
    """The name of a type, as JSON."""
    return Constant(f'"{type_name}"')


def _part(planner: Planner, target: ReadType, type_name: str, nodes: Nodes) -> ListPart:
    match nodes[0].name.value:
        case "totalCount":
            return Total()
        case "nodes":
            return Rows(planner.object(target, nodes))
        case "edges":
            return _edges(planner, target, nodes)
        case "pageInfo":
            return _page_facts(planner, nodes)
        case _:
            return constant(type_name)


def _edges(planner: Planner, target: ReadType, nodes: Nodes) -> Edges:
    type_name = f"{target.name}Edge"
    selected = planner.collector.under(nodes, type_name)
    return Edges(tuple((key, _of_edge(planner, target, type_name, inner)) for key, inner in selected.items()))


def _of_edge(planner: Planner, target: ReadType, type_name: str, nodes: Nodes) -> CursorNode | Node:
    match nodes[0].name.value:
        case "cursor":
            return CursorNode()
        case "node":
            return planner.object(target, nodes)
        case _:
            return constant(type_name)


def _page_facts(planner: Planner, nodes: Nodes) -> PageFacts:
    names = {key: inner[0].name.value for key, inner in planner.collector.under(nodes, "PageInfo").items()}
    return PageFacts(tuple((key, constant("PageInfo") if name == TYPE_NAME else name) for key, name in names.items()))
