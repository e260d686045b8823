"""Knows how to open a bundle that somebody hostile may have made: nothing is unpacked that was not looked at first."""

import zipfile
import zlib
from io import BytesIO

from harbors.verification.records import Unreadable

# A round of a million applications is about a third of the whole.
LARGEST = 1 << 30
_LARGEST_DOCUMENT = 1 << 22
_DOCUMENTS = frozenset({"manifest.json", "rules.json", "seed.json", "places.json", "order.json"})

SHARED = frozenset(
    {"manifest.json", "rules.json", "seed.json", "places.json", "withdrawals.jsonl", "events.jsonl", "result.json"}
)
INSTANCES = frozenset({"instance.jsonl", "instance.csv"})
PUBLIC = frozenset({"sealed.jsonl"})
FULL = frozenset(
    {"private.jsonl", "berths.jsonl", "order.json", "final.jsonl", "explanations.jsonl", "certificates.jsonl"}
)
BATCH = frozenset({"standing.json", "answers.json"})
_KNOWN = SHARED | INSTANCES | PUBLIC | FULL | BATCH
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def files_of(bundle: bytes, *, largest: int = LARGEST) -> dict[str, bytes]:
    """The files of a bundle by name, together at most ``largest`` bytes. Raises ``Unreadable``."""
    try:
        with zipfile.ZipFile(BytesIO(bundle)) as archive:
            members = archive.infolist()
            _look(members, largest)
            return {member.filename: _read(archive, member) for member in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as error:
        raise Unreadable(f"is no zip file that can be read ({error})") from None


def _look(members: list[zipfile.ZipInfo], largest: int) -> None:
    if len(members) > len(_KNOWN):
        raise Unreadable(f"holds {len(members)} files, more than a bundle can have")
    names = [member.filename for member in members]
    for name in names:
        if name not in _KNOWN:
            raise Unreadable("is no file of a bundle", file=repr(name))
        if names.count(name) > 1:
            raise Unreadable("is there twice", file=name)
    for member in members:
        if member.compress_type not in _PLAIN or member.flag_bits & 1:
            raise Unreadable("is encrypted, or packed in a way that is not used here", file=member.filename)
        if member.filename in _DOCUMENTS and member.file_size > _LARGEST_DOCUMENT:
            raise Unreadable(
                f"has {member.file_size} bytes, more than the {_LARGEST_DOCUMENT} that are read", file=member.filename
            )
    if (size := sum(member.file_size for member in members)) > largest:
        raise Unreadable(f"holds {size} bytes, more than the {largest} that are read")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """No more than the size that was looked at, whatever the packed bytes would come to."""
    with archive.open(member) as file:
        text = file.read(member.file_size + 1)
    if len(text) != member.file_size:
        raise Unreadable("is not as long as the zip file says", file=member.filename)
    return text
