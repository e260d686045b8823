"""Roots, seeds and private hashes, held against values worked out by hand from the published formulas."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from harbors.draws.records import Mode
from harbors.proofs.merkle import leaf_hash, merkle_root
from harbors.proofs.records import PrivateRecord, PublicChoice, PublicRecord
from harbors.proofs.rules import leaf_of, private_hash, proofs_of, root_of, seed_of
from tests.inclusion import is_included

RULES = {"format": "ahti-rules/1", "round": "spring"}
PLACES = [{"number": 0, "harbor": 0}, {"number": 1, "harbor": 0}]


def a_record(id: str, *, key: int | None = None) -> PublicRecord:
    return PublicRecord(
        id=id,
        class_number=1,
        key=key,
        mode=Mode.NEW,
        current=None,
        choices=(PublicChoice(harbor=0, places=(0, 1)), PublicChoice(harbor=0, places=())),
        private="ab" * 32,
    )


def test_a_leaf_is_the_public_record_as_canonical_json() -> None:
    expected = (
        '{"choices":[{"harbor":0,"places":[0,1]},{"harbor":0,"places":[]}],"class":1,"current":null,"id":"a"%s,'
        f'"mode":"new","private":"{"ab" * 32}"}}'
    )

    assert leaf_of(a_record("a")).decode() == expected % ""
    assert leaf_of(a_record("a", key=-7)).decode() == expected % ',"key":-7'


def test_the_root_binds_rules_places_and_applications_in_order_of_public_id() -> None:
    records = [a_record("b"), a_record("a")]
    a, b = (sha256(b"\x00" + leaf_of(a_record(id))).digest() for id in "ab")
    parts = (
        sha256(json.dumps(RULES, separators=(",", ":")).encode()).digest(),
        sha256(b'[{"harbor":0,"number":0},{"harbor":0,"number":1}]').digest(),
        sha256(b"\x01" + a + b).digest(),
    )

    assert root_of(rules=RULES, places=PLACES, records=records) == sha256(b"".join(parts)).digest()


def test_a_proof_leads_from_an_application_to_the_root_of_the_applications() -> None:
    leaves = [leaf_of(a_record(id)) for id in "abcdef"]
    root = merkle_root([leaf_hash(leaf) for leaf in leaves])
    proof = proofs_of(leaves)[2]

    assert (proof.index, proof.size) == (2, 6)
    assert is_included(leaf_hash(leaf_of(a_record("c"))), proof, root=root)
    assert not is_included(leaf_hash(leaf_of(a_record("d"))), proof, root=root)


def test_a_private_record_is_hashed_behind_its_salt() -> None:
    record = PrivateRecord(salt=bytes(range(16)), document={"person": "Åke", "boat": {"beam": 2500}})
    written = '{"boat":{"beam":2500},"person":"Åke"}'.encode()

    assert private_hash(record) == sha256(bytes(range(16)) + written).hexdigest()
    with pytest.raises(ValueError, match="16 bytes, not 15"):
        private_hash(replace(record, salt=bytes(15)))


def test_a_seed_is_made_of_the_beacon_the_root_and_the_name_of_the_round() -> None:
    beacon, root = b"b" * 32, b"r" * 32

    assert seed_of(beacon=beacon, root=root, round_name="kevät") == (
        sha256(beacon + root + sha256("kevät".encode()).digest()).digest()
    )
    with pytest.raises(ValueError, match="32 bytes"):
        seed_of(beacon=beacon[1:], root=root, round_name="kevät")
