"""Knows how a proof of inclusion is checked by its way alone, as RFC 6962 tells it to those who have no tree."""

from harbors.proofs.merkle import node_hash
from harbors.proofs.records import Inclusion


def is_included(leaf: bytes, proof: Inclusion, *, root: bytes) -> bool:
    """Whether the proof leads from the hash of a leaf to ``root``, along exactly the way that its index has."""
    if not 0 <= proof.index < proof.size:
        return False
    here, position, last = leaf, proof.index, proof.size - 1
    for beside in proof.path:
        if last == 0:
            return False
        while not position & 1 and position == last:
            position, last = position >> 1, last >> 1
        here = node_hash(beside, here) if position & 1 else node_hash(here, beside)
        position, last = position >> 1, last >> 1
    return last == 0 and here == root
