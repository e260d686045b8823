"""Knows what can be reached in a graph, without recursion, since graphs of a round are large."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

Graph = Mapping[Hashable, Sequence[Hashable]]


def backward(graph: Graph) -> dict[Hashable, list[Hashable]]:
    turned: dict[Hashable, list[Hashable]] = {node: [] for node in graph}
    for node, onward in graph.items():
        for other in onward:
            turned[other].append(node)
    return turned


def first_to_reach(graph: Graph, sources: Iterable[tuple[Hashable, int]]) -> dict[Hashable, int]:
    """For each node that can be reached the number of the first source that reaches it."""
    reached: dict[Hashable, int] = {}
    for source, number in sources:
        reached |= dict.fromkeys(depth_first(graph, source, reached.keys()), number)
    return reached


def strong_components(graph: Graph) -> dict[Hashable, int]:
    """Two nodes have one number exactly when each can be reached from the other (Kosaraju 1978)."""
    order: dict[Hashable, None] = {}
    for node in graph:
        order |= dict.fromkeys(depth_first(graph, node, order.keys()))
    return first_to_reach(backward(graph), [(node, number) for number, node in enumerate(reversed(order))])


def depth_first(graph: Graph, start: Hashable, done: Iterable[Hashable]) -> Iterator[Hashable]:
    """What is not ``done`` and can be reached from ``start``, each node after all that was reached from it."""
    seen = {start}
    path = [] if start in done else [(start, iter(graph[start]))]
    while path:
        node, onward = path[-1]
        ahead = next((other for other in onward if other not in seen and other not in done), None)
        if ahead is None:
            path.pop()
            yield node
        else:
            seen.add(ahead)
            path.append((ahead, iter(graph[ahead])))
