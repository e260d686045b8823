"""Knows the places of a draw as the engine sees them: bits, harbor after harbor, in place order inside each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

WORD = 64
CHUNK = 1 << 10


# A harbor, and a set of its places: what a choice means, or what is left of that when the boat must fit.
Wish = tuple[int, int]
NOWHERE: Wish = (0, 0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Board:
    """How many places each harbor has, what each scope means, and what fits each profile.

    A scope is what a choice means before the boat is looked at. ``fitting`` has a row for each profile of a boat: a
    bit for each place, the lowest for the first of a harbor, each harbor filling up its last word.
    """

    sizes: tuple[int, ...]
    scopes: tuple[Wish, ...]
    fitting: NDArray[np.uint64]

    @cached_property
    def first_places(self) -> list[int]:
        """The number of the first place of each harbor, when all are counted through; and at last how many they are."""
        return [0, *accumulate(self.sizes)]

    @cached_property
    def first_words(self) -> list[int]:
        """Where in a row each harbor begins; at last the length of a row."""
        return first_words(self.sizes)

    def owned(self, places: NDArray[np.integer]) -> list[Wish]:
        """The set of each place alone, given by its number among all."""
        harbors = np.searchsorted(self.first_places, places, side="right") - 1
        bits = places - np.array(self.first_places)[harbors]
        return [(harbor, 1 << bit) for harbor, bit in zip(harbors.tolist(), bits.tolist(), strict=True)]

    def fits(self, profile: int) -> list[int]:
        """What fits a profile in each harbor; kept, because boats are alike."""
        if profile not in self._fits:
            row = self.fitting[profile].tobytes()
            self._fits[profile] = [
                int.from_bytes(row[8 * begin : 8 * end], "little") for begin, end in pairwise(self.first_words)
            ]
        return self._fits[profile]

    @cached_property
    def _fits(self) -> dict[int, list[int]]:
        return {}


def first_words(sizes: Sequence[int]) -> list[int]:
    """Where in a row each of harbors of these sizes begins; at last the length of a row."""
    return [0, *accumulate(-(-size // WORD) for size in sizes)]


def packed(masks: Sequence[int], *, sizes: Sequence[int]) -> NDArray[np.uint64]:
    """Rows for a board, of sets of places that are counted through."""
    rows = np.zeros((len(masks), first_words(sizes)[-1]), np.uint64)
    for begin in range(0, len(masks) if sizes else 0, CHUNK):
        rows[begin : begin + CHUNK] = _packed(masks[begin : begin + CHUNK], sizes)
    return rows


def _packed(masks: Sequence[int], sizes: Sequence[int]) -> NDArray[np.uint64]:
    words, total = first_words(sizes), sum(sizes)
    bits = np.zeros((len(masks), words[-1] * WORD), np.uint8)
    columns = np.concatenate([np.arange(size) + WORD * begin for size, begin in zip(sizes, words, strict=False)])
    length = (total + 7) // 8
    written = np.frombuffer(b"".join(mask.to_bytes(length, "little") for mask in masks), np.uint8)
    bits[:, columns] = np.unpackbits(written.reshape(-1, length), axis=1, count=total, bitorder="little")
    return np.packbits(bits, axis=1, bitorder="little").view("<u8").astype(np.uint64, copy=False)
