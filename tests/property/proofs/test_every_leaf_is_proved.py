"""Whatever the leaves are: the proof of each of them holds, and no changed byte of anything goes through."""

from typing import Any

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from harbors.proofs.canonical import canonical_leaf
from harbors.proofs.merkle import inclusions, leaf_hash, merkle_root
from harbors.proofs.records import Inclusion
from tests.inclusion import is_included

LEAVES = st.lists(st.binary(max_size=8), min_size=1, max_size=40)
LEAF_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner, max_size=4)
    ),
)


@given(LEAVES)
def test_the_proof_of_every_leaf_holds(leaves: list[bytes]) -> None:
    hashes = [leaf_hash(leaf) for leaf in leaves]
    root = merkle_root(hashes)
    for here, proof in zip(hashes, inclusions(hashes), strict=True):
        assert is_included(here, proof, root=root)


@given(LEAVES, st.data())
def test_the_proof_of_one_index_proves_no_other(leaves: list[bytes], data: st.DataObject) -> None:
    hashes = [leaf_hash(b"%d" % index + leaf) for index, leaf in enumerate(leaves)]
    root = merkle_root(hashes)
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = inclusions(hashes)[index]
    for other in range(-1, len(leaves) + 1):
        moved = Inclusion(index=other, size=proof.size, path=proof.path)
        assert is_included(hashes[index], moved, root=root) == (other == index)


@given(LEAVES, st.data())
def test_a_changed_bit_of_leaf_root_or_path_does_not_hold(leaves: list[bytes], data: st.DataObject) -> None:
    hashes = [leaf_hash(leaf) for leaf in leaves]
    root = merkle_root(hashes)
    proof = data.draw(st.sampled_from(inclusions(hashes)))
    parts = [hashes[proof.index], root, *proof.path]
    changed = data.draw(st.integers(0, len(parts) - 1))
    parts[changed] = with_a_changed_bit(parts[changed], data.draw(st.integers(0, 255)))
    leaf, new_root, *path = parts

    assert not is_included(leaf, Inclusion(index=proof.index, size=proof.size, path=tuple(path)), root=new_root)


def with_a_changed_bit(hash: bytes, bit: int) -> bytes:
    changed = bytearray(hash)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@given(LEAF_VALUES)
def test_a_leaf_is_written_as_the_standard_says(value: Any) -> None:
    assert canonical_leaf(value) == rfc8785.dumps(value)
