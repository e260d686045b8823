"""Knows what a catalogue changes in what is known already: created, changed, unchanged, gone."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from harbors.places.kinds import PlaceKind
from harbors.places.records import Listed, Place
from harbors.places.rows import Entry, Writing
from harbors.places.rules import PLACE_KINDS
from harbors.sql import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the database knows of a record; only a ``judged`` one is gone when the catalogue is without it."""

    relation: str
    kind: str
    whole_id: UUID | None
    digest: bytes
    retired: bool
    created_at: datetime
    modified_at: datetime
    judged: bool

    @classmethod
    def from_row(cls, row: Row) -> "Known":
        return cls(
            relation=row["relation"],
            kind=_plural(row["relation"], row["kind"]),
            whole_id=row["whole_id"],
            digest=row["content_digest"],
            retired=row["retired_at"] is not None,
            created_at=row["created_at"],
            modified_at=row["modified_at"],
            judged=row["judged"],
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records of a kind were new, said something else than before, said the same, were there no longer."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0


Report = Mapping[str, Counts]
"""By kind, named as the roots of the API are (``winterStoragePlaces``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is to be written, what is gone, and the counts of both."""

    writings: Sequence[Writing]
    gone: Sequence[UUID]
    report: Report


def compare(coming: Sequence[Entry], known: Mapping[UUID, Known], *, now: datetime) -> Changes:
    """What the coming entries change in what is known.

    A record that comes back is a changed one. Where only the outline that we draw ourselves differs, because a
    neighbour came or went, the row is written with its old times and the record counts as unchanged.
    """
    gone = gone_of(coming, known)
    return Changes(
        writings=[_writing(entry, known.get(entry.record.id), now) for entry in coming if _differs(entry, known)],
        gone=gone,
        report=_report(
            [(_kind(entry), _fate(entry, known.get(entry.record.id))) for entry in coming],
            [(known[id].kind, "gone") for id in gone],
        ),
    )


def gone_of(coming: Sequence[Entry], known: Mapping[UUID, Known]) -> list[UUID]:
    """What the catalogue judges and does not hold any more."""
    ids = {entry.record.id for entry in coming}
    return [id for id, one in known.items() if one.judged and not one.retired and id not in ids]


def _fate(entry: Entry, known: Known | None) -> str:
    if known is None:
        return "created"
    return "changed" if known.retired or not known.digest.startswith(entry.said) else "unchanged"


def _differs(entry: Entry, known: Mapping[UUID, Known]) -> bool:
    before = known.get(entry.record.id)
    return before is None or before.retired or before.digest != entry.digest


def _writing(entry: Entry, known: Known | None, now: datetime) -> Writing:
    record = entry.record
    if known is not None and _fate(entry, known) == "unchanged":
        return Writing(entry, known.created_at, known.modified_at)
    return Writing(entry, record.created_at or (known.created_at if known else now), record.modified_at or now)


def _report(*fates: Iterable[tuple[str, str]]) -> Report:
    counted = Counter(fate for several in fates for fate in several)
    kinds = dict.fromkeys(kind for kind, _ in counted)
    return {kind: Counts(**{fate: count for (of, fate), count in counted.items() if of == kind}) for kind in kinds}


def _kind(entry: Entry) -> str:
    record: Listed = entry.record
    return _plural(entry.relation, record.kind if isinstance(record, Place) else None)


def _plural(relation: str, kind: str | None) -> str:
    if kind is not None:
        return PLACE_KINDS[PlaceKind(kind)].plural
    first, *others = relation.split("_")
    return first + "".join(other.capitalize() for other in others)
