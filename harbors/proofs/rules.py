"""Knows the hashes of a round: of private records and documents, the root over all of it, the seed and the tickets."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from harbors.proofs.canonical import canonical, canonical_leaf
from harbors.proofs.merkle import inclusions, leaf_hash, merkle_root
from harbors.proofs.records import Inclusion, Json, PrivateRecord, PublicRecord

SALT_BYTES = 16


def private_hash(record: PrivateRecord) -> str:
    """SHA-256 of the salt and the record as RFC 8785 JSON, in hex. Raises ``ValueError`` unless a salt has 16 bytes."""
    if len(record.salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(record.salt)}")
    return sha256(record.salt + canonical_leaf(record.document)).hexdigest()


def document_hash(document: object) -> bytes:
    """SHA-256 of a document as RFC 8785 JSON."""
    return sha256(canonical(document)).digest()


def leaf_of(record: PublicRecord) -> bytes:
    """The bytes of a leaf: the public record as RFC 8785 JSON."""
    return canonical_leaf(record.document())


def root_of(*, rules: Json, places: Sequence[Json], records: Iterable[PublicRecord]) -> bytes:
    """The one hash that is published before the draw; the records may come in any order."""
    applications = merkle_root([leaf_hash(leaf_of(record)) for record in sorted(records, key=_public_id)])
    return sha256(document_hash(rules) + document_hash(places) + applications).digest()


def proofs_of(leaves: Iterable[bytes]) -> tuple[Inclusion, ...]:
    """Where each application stands in the tree, and the way from it to the root; leaves in order of public id."""
    return inclusions([leaf_hash(leaf) for leaf in leaves])


def seed_of(*, beacon: bytes, root: bytes, round_name: str) -> bytes:
    """SHA-256 of the beacon, the root and the hash of the name. Raises ``ValueError`` unless both have 32 bytes."""
    if len(beacon) != 32 or len(root) != 32:
        raise ValueError("a beacon and a root have 32 bytes each")
    return sha256(beacon + root + sha256(round_name.encode()).digest()).digest()


def _public_id(record: PublicRecord) -> bytes:
    return record.id.encode()
