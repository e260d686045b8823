"""Knows Merkle trees as RFC 6962 has them: the hash over a list, and the proof that something is in it.

A leaf is hashed behind a zero byte and a node behind a one, so that neither can be passed off as the other.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from harbors.proofs.records import Inclusion


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def merkle_root(leaf_hashes: Sequence[bytes]) -> bytes:
    """The hash of a tree over these leaves, in this order; that of nothing is the SHA-256 of nothing."""
    return _levels(leaf_hashes)[-1][0] if leaf_hashes else sha256(b"").digest()


def inclusions(leaf_hashes: Sequence[bytes]) -> tuple[Inclusion, ...]:
    """The proof for each of these leaves, in their order."""
    below_the_root, size = _levels(leaf_hashes)[:-1], len(leaf_hashes)
    return tuple(Inclusion(index=index, size=size, path=tuple(_path(below_the_root, index))) for index in range(size))


def _path(levels: Sequence[Sequence[bytes]], position: int) -> Iterator[bytes]:
    for level in levels:
        if position ^ 1 < len(level):
            yield level[position ^ 1]
        position >>= 1


def _levels(leaf_hashes: Sequence[bytes]) -> list[list[bytes]]:
    """From the leaves to the root. The odd one at the end of a level goes up as it is: the standard's tree exactly."""
    levels = [list(leaf_hashes)]
    while len(level := levels[-1]) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        levels.append([node_hash(left, right) for left, right in pairs] + level[len(level) & ~1 :])
    return levels
