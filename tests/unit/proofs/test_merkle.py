"""The Merkle tree, held against the published vectors of Certificate Transparency (RFC 6962)."""

import pytest

from harbors.proofs.merkle import inclusions, leaf_hash, merkle_root
from harbors.proofs.records import Inclusion
from tests.inclusion import is_included

LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATH_OF_THE_SIXTH = [
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]


@pytest.mark.parametrize("count", range(9))
def test_the_root_is_the_published_one(count: int) -> None:
    assert merkle_root([leaf_hash(leaf) for leaf in LEAVES[:count]]).hex() == ROOTS[count]


def test_the_path_is_the_published_one() -> None:
    proof = inclusions([leaf_hash(leaf) for leaf in LEAVES])[5]

    assert [one.hex() for one in proof.path] == PATH_OF_THE_SIXTH


def test_a_proof_with_a_hash_too_many_or_too_few_does_not_hold() -> None:
    hashes = [leaf_hash(leaf) for leaf in LEAVES[:7]]
    root = merkle_root(hashes)
    for index, here in enumerate(hashes):
        proof = inclusions(hashes)[index]
        longer = Inclusion(index=index, size=7, path=(*proof.path, hashes[0]))
        shorter = Inclusion(index=index, size=7, path=proof.path[:-1])

        assert [is_included(here, one, root=root) for one in (proof, longer, shorter)] == [True, False, False]


def test_a_node_can_not_be_passed_off_as_a_leaf() -> None:
    left, right = (leaf_hash(leaf) for leaf in LEAVES[:2])
    root = merkle_root([left, right])

    assert leaf_hash(left + right) != root
    assert not is_included(leaf_hash(left + right), Inclusion(index=0, size=1, path=()), root=root)
