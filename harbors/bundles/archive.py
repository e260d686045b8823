"""Knows how files become one file: the same files give the same bytes on any machine, in any year.

Nothing is compressed, since what a compressor makes depends on its version; a web server can do that on the way.
"""

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from harbors.proofs.canonical import canonical

FORMAT = "ahti-bundle/1"

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o100644 << 16


def packed(files: Mapping[str, bytes], *, kind: str) -> bytes:
    """A zip of the files in this order, behind a manifest with the SHA-256 of each."""
    manifest = {
        "format": FORMAT,
        "kind": kind,
        "files": {name: sha256(text).hexdigest() for name, text in files.items()},
    }
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name, text in {"manifest.json": canonical(manifest), **files}.items():
            archive.writestr(_member(name), text)
    return target.getvalue()


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, _EPOCH)
    member.create_system = _UNIX
    member.external_attr = _READABLE
    return member
