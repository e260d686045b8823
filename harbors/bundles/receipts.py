"""Knows the receipt with which an applicant can show what was sealed: the own record, both halves, and its proof."""

from typing import Any

from harbors.proofs.freezing import places_document
from harbors.proofs.records import FrozenInput, PrivateRecord
from harbors.proofs.rules import document_hash, proof_of

FORMAT = "ahti-receipt/1"


def receipt(public_id: str, *, frozen: FrozenInput, private: PrivateRecord) -> dict[str, Any]:
    """The receipt as JSON, for nobody but the applicant; ``ahti verify`` checks it against the root."""
    record = next(one for one in frozen.records if one.id == public_id)
    proof = proof_of(public_id, frozen.records)
    return {
        "format": FORMAT,
        "record": record.document(),
        "salt": private.salt.hex(),
        "document": private.document,
        "index": proof.index,
        "size": proof.size,
        "path": [one.hex() for one in proof.path],
        "rules": document_hash(frozen.rules).hex(),
        "places": document_hash(places_document(frozen.places, frozen.harbors)).hex(),
    }
