"""Knows the receipt with which an applicant can show what was sealed: the own record, both halves, and its proof."""

from typing import Any

from harbors.proofs.records import Inclusion, Json, PrivateRecord

FORMAT = "ahti-receipt/1"


def receipt(leaf: Json, *, private: PrivateRecord, proof: Inclusion, rules: str, places: str) -> dict[str, Any]:
    """The receipt as JSON, for nobody but the applicant; ``ahti verify`` checks it against the root.

    ``rules`` and ``places`` are the hashes of the two documents, in hex.
    """
    return {
        "format": FORMAT,
        "record": leaf,
        "salt": private.salt.hex(),
        "document": private.document,
        "index": proof.index,
        "size": proof.size,
        "path": [one.hex() for one in proof.path],
        "rules": rules,
        "places": places,
    }
