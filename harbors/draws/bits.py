"""Knows sets of small numbers as bit masks: Python integers, the number ``n`` being the bit ``1 << n``."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np

Key = TypeVar("Key", bound=Hashable)


def lowest(mask: int) -> int:
    """The least number in a set that is not empty."""
    return (mask & -mask).bit_length() - 1


def each(mask: int) -> Iterator[int]:
    """The numbers of a set, ascending."""
    while mask:
        bit = mask & -mask
        yield bit.bit_length() - 1
        mask ^= bit


def sets_of(keys: Iterable[Key]) -> dict[Key, int]:
    """For each key, the set of the indexes at which it stands."""
    sets: dict[Key, int] = {}
    for index, key in enumerate(keys):
        sets[key] = sets.get(key, 0) | 1 << index
    return sets


def transposed(masks: Sequence[int], *, width: int) -> list[int]:
    """For each of ``width`` numbers, the set of the indexes of the masks that contain it."""
    if not masks or not width:
        return [0] * width
    size = (width + 7) // 8
    rows = np.frombuffer(b"".join(mask.to_bytes(size, "little") for mask in masks), np.uint8).reshape(-1, size)
    columns = np.unpackbits(rows, axis=1, count=width, bitorder="little").T
    return [int.from_bytes(column.tobytes(), "little") for column in np.packbits(columns, axis=1, bitorder="little")]
