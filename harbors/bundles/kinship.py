"""Knows which points of a graph can reach each other: its strongly connected parts."""

from collections.abc import Sequence


def strongly_connected(onward: Sequence[Sequence[int]]) -> list[int]:
    """For each point a number that it shares with those that it reaches and is reached from (two passes, Kosaraju)."""
    back: list[list[int]] = [[] for _ in onward]
    for here, there in ((here, there) for here, targets in enumerate(onward) for there in targets):
        back[there].append(here)
    parts = [-1] * len(onward)
    for start in reversed(_as_left(onward)):
        if parts[start] < 0:
            _mark(start, back, parts)
    return parts


def _as_left(onward: Sequence[Sequence[int]]) -> list[int]:
    """The points in the order in which a search that goes deep first is done with them."""
    left: list[int] = []
    seen: set[int] = set()
    for start in range(len(onward)):
        way = [] if start in seen else [(start, iter(onward[start]))]
        seen.add(start)
        while way:
            there = next((there for there in way[-1][1] if there not in seen), None)
            if there is None:
                left.append(way.pop()[0])
            else:
                seen.add(there)
                way.append((there, iter(onward[there])))
    return left


def _mark(start: int, back: Sequence[Sequence[int]], parts: list[int]) -> None:
    parts[start] = start
    waiting = [start]
    while waiting:
        for there in back[waiting.pop()]:
            if parts[there] < 0:
                parts[there] = start
                waiting.append(there)
