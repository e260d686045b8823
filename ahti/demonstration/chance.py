"""Knows chance that comes out the same each time: for the demonstration's people alone, whose tokens guard nothing."""

from hashlib import sha256
from itertools import count


class RepeatableChance:
    """Bytes that follow from a name: SHA-256 of the name and a counter, over and over."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._counter = count()
        self._left = b""

    def bytes(self, count: int) -> bytes:
        while len(self._left) < count:
            self._left += sha256(f"{self._name} {next(self._counter)}".encode()).digest()
        taken, self._left = self._left[:count], self._left[count:]
        return taken
