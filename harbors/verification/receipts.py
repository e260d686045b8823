"""Knows how somebody checks that the own application was sealed as it was sent, from the receipt and the root alone."""

import hashlib

from harbors.verification.parsing import Field, canonical, document
from harbors.verification.records import Differs, Judgement, Unreadable, Verdict
from harbors.verification.sealing import same

_MOST_BYTES = 1 << 22
_KEYS = ("format", "record", "salt", "document", "index", "size", "path", "rules", "places")


def check_receipt(text: bytes, *, root: str) -> Verdict:
    """Whether private record and salt give what is published, and whether that leads to the published ``root``."""
    try:
        _check(_read(text), root)
    except Differs as differs:
        return Verdict(Judgement.REFUSED, where=str(differs))
    except Unreadable as unreadable:
        return Verdict(Judgement.UNREADABLE, where=str(unreadable))
    return Verdict(Judgement.ACCEPTED, notes=("the application is under the root, exactly as this receipt shows it",))


def _read(text: bytes) -> Field:
    if len(text) > _MOST_BYTES:
        raise Unreadable(f"has {len(text)} bytes, more than the {_MOST_BYTES} that are read", file="receipt")
    receipt = document(text, file="receipt", loose=True).only(*_KEYS)
    if receipt["format"].text() != "ahti-receipt/1":
        raise receipt["format"].wrong("is not ahti-receipt/1")
    return receipt


def _check(receipt: Field, root: str) -> None:
    hashed = receipt["salt"].bytes(16) + canonical(receipt["document"].value)
    same(receipt["record"]["private"], hashlib.sha256(hashed).hexdigest())
    leaf = hashlib.sha256(b"\x00" + canonical(receipt["record"].value)).digest()
    path = [one.bytes(32) for one in receipt["path"].items()]
    applications = _followed(leaf, receipt["index"].count(), receipt["size"].count(), path)
    if applications is None:
        raise receipt["path"].wrong("does not lead from this index to the top of a tree of this size")
    found = hashlib.sha256(receipt["rules"].bytes(32) + receipt["places"].bytes(32) + applications).hexdigest()
    if found != root:
        raise Differs(file="receipt", field="root", expected=root, found=found)


def _followed(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """The top of the tree, by splitting it as RFC 6962 does; nothing when the path is not of this tree's shape."""
    if not 0 <= index < size:
        return None
    if size == 1:
        return None if path else leaf
    if not path:
        return None
    split = 1 << (size - 1).bit_length() - 1
    left = index < split
    below = _followed(leaf, index if left else index - split, split if left else size - split, path[:-1])
    if below is None:
        return None
    return hashlib.sha256(b"\x01" + (below + path[-1] if left else path[-1] + below)).digest()
