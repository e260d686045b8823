"""Knows how things are kept while there is room: what nobody asked for the longest goes first."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Bounded(Generic[K, V]):
    """At most ``most`` things, whose sizes come to at most ``room`` together."""

    def __init__(self, *, most: int, room: int) -> None:
        self._most = most
        self._room = room
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._size = 0

    def get(self, key: K) -> V | None:
        """What is kept under ``key``, which is thereby asked for."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def keep(self, key: K, value: V, *, size: int) -> None:
        """Keep ``value``, unless it is larger than all the room there is."""
        self._drop(key)
        if size > self._room:
            return
        self._kept[key] = value, size
        self._size += size
        while len(self._kept) > self._most or self._size > self._room:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: K) -> None:
        _, size = self._kept.pop(key, (None, 0))
        self._size -= size
