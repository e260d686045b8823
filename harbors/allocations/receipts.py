"""Knows the receipt that an applicant has from the freeze on, for as long as the private half of the record is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from harbors.allocations.reads import STATEMENTS
from harbors.bundles.receipts import receipt
from harbors.proofs.records import Inclusion, PrivateRecord
from harbors.sql import Connection, Row

_HASH_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The ``document`` for ``ahti verify``, and the root by which it holds; ``None`` when the person was erased."""

    root: str
    frozen_at: datetime
    document: str | None


async def receipt_of(connection: Connection, application_id: UUID) -> Receipt | None:
    """The receipt of an application that this transaction may see, while a freeze stands that sealed it."""
    row = await STATEMENTS.sealed_of.row(connection, application_id=application_id)
    if row is None:
        return None
    return Receipt(root=row["root"], frozen_at=row["created_at"], document=_document(row))


def _document(row: Row) -> str | None:
    if row["record"] is None:
        return None
    document = receipt(
        orjson.loads(row["leaf"]),
        private=PrivateRecord(salt=row["salt"], document=orjson.loads(row["record"])),
        proof=Inclusion(index=row["number"], size=row["application_count"], path=tuple(_hashes(row["path"]))),
        rules=row["rules_hash"],
        places=row["places_hash"],
    )
    return orjson.dumps(document, option=orjson.OPT_INDENT_2).decode()


def _hashes(path: bytes) -> Iterator[bytes]:
    for start in range(0, len(path), _HASH_BYTES):
        yield path[start : start + _HASH_BYTES]
