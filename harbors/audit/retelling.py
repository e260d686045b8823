"""Knows how the hashes of the trail follow from its rows: written again, so that a mistake of the writer is noticed.

It shares nothing with ``rules`` or with the functions of the database: only the format, which is this.

- An entry's one text is a JSON object of its columns but for ``salt`` and ``digest``, absent values null: names in the
  order of their code points, nothing between the signs, in strings escapes only for ``"``, ``\\`` and what is below
  U+0020 (``\\b \\t \\n \\f \\r``, else ``\\u00xx``), whole numbers in decimal, instants in UTC with six decimals and Z.
- ``digest`` is SHA-256 of the salt (32 bytes) and that text in UTF-8.
- ``hash`` is SHA-256 of nine lines with a line feed between: ``ahti-audit/1``, the hash before (64 zeros at first), the
  number, the entry's id, its instant, operation, subject type and subject id (``-`` for none), its digest.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

NOTHING_BEFORE = bytes(32)
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_ESCAPED = re.compile('["\\\\\x00-\x1f]')


def digest_of(record: Mapping[str, Any], *, at: datetime, salt: bytes) -> bytes:
    """The digest that a record has by its columns; ``at`` as the database has it."""
    details = {name: value for name, value in record.items() if name not in ("salt", "digest")}
    text = "".join(_json({**details, "at": instant(at)}))
    return hashlib.sha256(salt + text.encode("utf-8", "surrogatepass")).digest()


def hash_of(row: Mapping[str, Any], *, number: int, before: bytes) -> bytes:
    """The hash of a row of the chain."""
    subject: UUID | None = row["subject_id"]
    lines = (
        "ahti-audit/1",
        before.hex(),
        format(number, "d"),
        str(row["entry_id"]),
        instant(row["at"]),
        row["operation"],
        row["subject_type"] or "-",
        str(subject) if subject else "-",
        row["digest"].hex(),
    )
    return hashlib.sha256("\n".join(lines).encode()).digest()


def instant(at: datetime) -> str:
    """As ``2026-11-24T03:20:00.000123Z``."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond:06d}Z"


def _json(value: object) -> Iterator[str]:
    if value is None or value is True or value is False:
        yield {None: "null", True: "true", False: "false"}[value]
    elif isinstance(value, str):
        yield _quoted(value)
    elif isinstance(value, Mapping):
        yield from _joined("{", ((_quoted(name) + ":", value[name]) for name in sorted(value)), "}")
    elif isinstance(value, Sequence):
        yield from _joined("[", (("", one) for one in value), "]")
    else:
        yield str(value)


def _joined(opening: str, parts: Iterator[tuple[str, object]], closing: str) -> Iterator[str]:
    yield opening
    for index, (label, value) in enumerate(parts):
        yield f",{label}" if index else label
        yield from _json(value)
    yield closing


def _quoted(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}"
